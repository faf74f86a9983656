/* A place to go to, as a card. What is not known is left out. */

function mapAddress(entry) {
  var where = entry.address ? [entry.address, entry.municipality] : [entry.name, entry.municipality];
  return "https://www.openstreetmap.org/search?query=" + encodeURIComponent(where.filter(Boolean).join(", "));
}

function row(name, children, className) {
  return el("p", { class: "row " + (className || "") }, [icon(name)].concat(el("span", {}, children)));
}

function whatItIs(entry) {
  var kind = hasText("kind_" + entry.kind) ? t("kind_" + entry.kind) : null;
  var service = entry.service && entry.service !== entry.name ? entry.service : null;
  return [
    kind && el("p", { class: "kind", text: kind }),
    service && el("p", { class: "what", lang: "it", dir: "auto", text: service }),
  ];
}

function whereItIs(entry) {
  var where = [entry.address, entry.municipality].filter(Boolean).join(", ");
  var far = typeof entry.distance_km === "number" ? t("distance", { km: sayNumber(entry.distance_km) }) : "";
  if (!where && !far) return null;
  var distance = far && el("span", { class: "far", text: where ? "(" + far + ")" : far });
  return row("place", [where && el("bdi", { lang: "it", text: where }), where && far && " ", distance].filter(Boolean));
}

function whenItIsOpen(entry) {
  if (entry.open_now === true) return row("clock", [t("open_now")], "open");
  if (entry.open_now !== false) return null;
  var next = entry.next_opening ? t("opens", { when: sayMoment(entry.next_opening) }) : "";
  return row("clock", [[t("closed_now"), next].filter(Boolean).join(" · ")], "closed");
}

function spokenThere(entry) {
  var codes = entry.languages || [];
  return codes.length ? row("speech", [t("languages", { names: codes.map(languageName).join(", ") })]) : null;
}

function cardActions(entry) {
  var phones = [].concat(entry.phone || []);
  var actions = phones.map(function (number) {
    var link = phoneLink(number, "action");
    link.insertBefore(icon("phone"), link.firstChild);
    link.insertBefore(hidden(t("call", { name: entry.name }) + " "), link.lastChild);
    return link;
  });
  if (entry.address || entry.municipality) {
    var map = el("a", { class: "action", href: mapAddress(entry), target: "_blank", rel: "noopener noreferrer" });
    append(map, [icon("map"), t("map"), hidden(": " + entry.name + " (" + t("new_window") + ")")]);
    actions.push(map);
  }
  return actions.length ? el("p", { class: "actions" }, actions) : null;
}

function card(entry) {
  var name = el("h3", { lang: "it", dir: "auto", text: entry.name || "" });
  var parts = [name].concat(whatItIs(entry), whereItIs(entry), whenItIsOpen(entry), spokenThere(entry));
  return el("article", { class: "card", dir: direction() }, parts.concat(cardActions(entry)));
}

/* When somebody checked it, and who. */
function checked(thing) {
  var values = { date: sayDate(thing.checked_on), name: thing.checked_by };
  return thing.checked_by ? t("checked_by", values) : t("checked_on", values);
}

/* Under an answer: what it rests on, who checked it, who translated it. */
function footing(answer, text) {
  var notes = [];
  var rests = (answer.sources || []).length > 0 || (answer.entries || []).length > 0;
  if (answer.checked_on) notes.push(checked(answer));
  else if (rests && !said("unchecked", text)) notes.push(t("unchecked"));
  if (answer.translation === "unreviewed" || answer.translation === "machine") {
    if (!said(answer.translation, text)) notes.push(t("translation_" + answer.translation));
  }
  return el("div", { class: "footing", lang: currentLanguage, dir: direction() }, [
    sourceList(answer.sources || []),
    notes.length ? el("p", { class: "note", text: notes.join(" ") }) : null,
  ]);
}

function said(note, text) {
  return [texts, BUILT_IN.messages].some(function (sentences) {
    return sentences["note." + note] && text.indexOf(sentences["note." + note]) >= 0;
  });
}

function sourceList(sources) {
  if (!sources.length) return null;
  var items = sources.map(function (source) {
    return el("li", {}, webLink(source.url, source.title || source.url, "it"));
  });
  var summary = el("summary", { text: t("sources", { count: sources.length }) });
  return el("details", { class: "sources" }, [summary, el("ul", {}, items)]);
}
