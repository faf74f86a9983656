/* Two small menus in the heading: the languages, and what can be done with the conversation. */

var openMenu = null;

/* A button that shows and hides a list of buttons. */
function createMenu(name, iconName, fill) {
  var list = el("ul", { class: "menu", id: "approdo-" + name, hidden: true });
  var button = el("button", { type: "button", class: "tool", "aria-expanded": "false", "aria-controls": list.id });
  append(button, [icon(iconName), name === "languages" && el("span", { class: "current", "aria-hidden": "true" })]);
  var menu = { button: button, list: list };
  menu.close = function (refocus) {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    openMenu = null;
    if (refocus) button.focus();
  };
  menu.open = function () {
    if (openMenu) openMenu.close();
    empty(list);
    fill(list);
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    openMenu = menu;
    list.querySelector("button, a").focus();
  };
  button.addEventListener("click", function () {
    if (list.hidden) menu.open();
    else menu.close();
  });
  return menu;
}

function menuItem(list, children, attributes, act) {
  var button = el("button", Object.assign({ type: "button" }, attributes), children);
  button.addEventListener("click", function () {
    openMenu.close(true);
    act();
  });
  append(list, el("li", {}, button));
}

var languageMenu = createMenu("languages", "globe", function (list) {
  languages.forEach(function (language) {
    var current = language.code === currentLanguage;
    var children = [el("span", { text: language.name }), current && icon("check")];
    var attributes = { lang: language.code, dir: language.direction, "aria-current": current ? "true" : null };
    menuItem(list, children, attributes, function () {
      chooseLanguage(language.code);
    });
  });
});

var actionMenu = createMenu("actions", "more", function (list) {
  if (BUILT_IN.telegram) menuItem(list, [icon("send"), t("telegram")], { disabled: !kept.id }, goOnInTelegram);
  menuItem(list, [icon("chat"), t("new")], { disabled: !kept.id }, askToBegin);
  menuItem(list, [icon("save"), t("save")], { disabled: !shown.length }, saveTranscript);
  menuItem(list, [icon("bin"), t("delete")], {}, askToDelete);
  var help = phoneLink("112");
  help.insertBefore(icon("phone"), help.firstChild);
  append(help, el("span", { text: t("emergency") }));
  append(list, el("li", {}, help));
});

function labelMenus() {
  var language = knownLanguage(currentLanguage);
  languageMenu.button.querySelector(".current").textContent = language.code.toUpperCase();
  languageMenu.button.setAttribute("aria-label", t("language") + ": " + language.name);
  actionMenu.button.setAttribute("aria-label", t("more"));
}

/* Her choice of a language: the widget's own words at once, and the assistant is told when it knows her. */
async function chooseLanguage(code) {
  var language = knownLanguage(code);
  if (!language) return;
  if (kept.id || outbox.items().length) say({ choice: "language:" + code }, language.name);
  await switchLanguage(code);
}

async function switchLanguage(code) {
  if (!(await loadTexts(code))) return;
  keep({ language: code });
  labelEverything();
  emit("language", code);
}

/* --- save */

function transcriptLine(item) {
  if (item.own) return "[" + sayTime(item.own.at) + "] " + authorName("person") + ": " + item.own.text;
  var message = item.message;
  var lines = ["[" + sayTime(message.created_at) + "] " + speaker(message) + ": " + message.text];
  var original = message.original;
  if (original && original.text) {
    lines.push("  " + t("translated") + ". " + originalTitle(message), "  " + original.text);
  }
  ((message.answer && message.answer.entries) || []).forEach(function (entry) {
    var facts = [entry.name, entry.address, entry.municipality, [].concat(entry.phone || []).join(", ")];
    lines.push("  - " + facts.filter(Boolean).join(" · "));
  });
  ((message.answer && message.answer.sources) || []).forEach(function (source) {
    lines.push("  " + source.title + ": " + source.url);
  });
  return lines.join("\n");
}

function saveTranscript() {
  var text = "\ufeff" + t("title") + " · " + sayDate(new Date().toISOString()) + "\n\n";
  text += shown.map(transcriptLine).join("\n\n") + "\n";
  var address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  var link = el("a", { href: address, download: "approdo.txt" });
  link.click();
  setTimeout(URL.revokeObjectURL.bind(URL, address), 10000);
  announce(t("saved"));
}
