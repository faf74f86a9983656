/* One message of the conversation as a node. */

function authorName(author) {
  return t("author_" + author);
}

/* A human being has a name of her own; "" where it is not known. */
function givenName(message) {
  return String((message.mediator && message.mediator.name) || "");
}

/* A name inside a sentence keeps its own direction, and the sentence keeps its. */
function isolated(name) {
  return direction() === "rtl" || /[\u0590-\u08ff]/.test(name) ? "\u2068" + name + "\u2069" : name;
}

/* Who speaks, for a line of its own: "Anna, Mediatore, una persona". */
function speaker(message) {
  var name = message.author === "mediator" && givenName(message);
  return name ? isolated(name) + ", " + authorName("mediator") : authorName(message.author);
}

/* Where a message says its own language and direction; ours where it does not. */
function direction(message) {
  if (message && message.direction) return message.direction === "rtl" ? "rtl" : "ltr";
  var known = knownLanguage(message && message.language ? message.language : currentLanguage);
  return known ? known.direction : "ltr";
}

function ownMessage(item) {
  var body = el("div", { class: "bubble", dir: "auto", lang: item.language || null }, [
    hidden(authorName("person") + ": "),
    el("p", { text: item.text }),
  ]);
  var state = el("p", { class: "state" });
  var node = el("div", { class: "message person" }, [body, state]);
  showState(node, item.state, item.sentence);
  return node;
}

function showState(node, state, sentence) {
  var line = node.querySelector(".state");
  var words = { sending: t("state_sending"), waiting: t("state_waiting"), failed: t("state_failed") };
  node.classList.toggle("failed", state === "failed");
  line.className = "state " + state;
  empty(line);
  if (state === "sent" || state === "delivered") {
    append(line, [icon("check"), el("span", { class: "words", text: t("state_" + state) })]);
  }
  else if (state) line.textContent = sentence || words[state];
}

/* The line above a message; for a human being it is on screen: the name, and that this is a person. */
function authorLine(message) {
  var human = message.author === "mediator";
  var line = el("p", { class: human ? "author" : "hidden", lang: currentLanguage, dir: direction() });
  if (!human) return append(line, authorName(message.author) + ": ");
  var name = givenName(message);
  var role = el("span", { class: name ? "role" : "", text: authorName("mediator") });
  var words = [name && el("bdi", { text: name }), name && hidden(", "), role, hidden(":")];
  return append(line, [icon("person"), el("span", {}, words)]);
}

/* Under a human being's words: that a machine translated them, with the original to unfold, or that none could. */
function translationLine(message) {
  var parts = [];
  if (message.translation === "off") parts.push(el("p", { class: "note", text: t("translated_not") }));
  if (message.translation === "machine" || message.original) {
    parts.push(el("p", { class: "note", text: t("translated") }));
  }
  if (message.original && message.original.text) parts = parts.concat(unfoldable(message));
  return parts.length ? el("div", { class: "footing", lang: currentLanguage, dir: direction() }, parts) : null;
}

function originalTitle(message) {
  return t("original", { language: languageName(message.original.language || "it") });
}

function unfoldable(message) {
  var original = message.original;
  var attributes = { class: "original", lang: original.language, dir: direction(original) };
  var box = el("div", attributes, richText(original.text));
  var button = el("button", { type: "button", class: "unfold" });
  append(button, [icon("down"), originalTitle(message)]);
  function fold() {
    box.hidden = !message.unfolded;
    button.setAttribute("aria-expanded", String(!box.hidden));
  }
  button.addEventListener("click", function () {
    message.unfolded = box.hidden;
    fold();
  });
  fold();
  return [button, box];
}

function receivedMessage(message) {
  var answer = message.answer;
  var attributes = { class: "bubble", lang: message.language, dir: direction(message) };
  var bubble = el("div", attributes, [authorLine(message)].concat(richText(message.text, isGuide(answer))));
  if (answer && answer.entries && answer.entries.length) {
    append(bubble, el("div", { class: "cards", lang: currentLanguage }, answer.entries.map(card)));
  }
  if (answer) append(bubble, footing(answer, message.text));
  if (message.author === "mediator") append(bubble, translationLine(message));
  var node = el("div", { class: "message " + cssName(message.author) }, bubble);
  if (message.choices && message.choices.length) append(node, choiceRow(message.choices));
  return node;
}

function isGuide(answer) {
  return Boolean(answer && answer.topic && answer.sources && answer.sources.length);
}

function cssName(author) {
  return ["person", "mediator", "notice"].indexOf(author) >= 0 ? author : "assistant";
}

/* What stands there before anything was said: who this is, the languages, a few questions to begin with. */
function welcome() {
  var bubble = el("div", { class: "bubble" }, [hidden(authorName("assistant") + ": ")].concat(richText(t("welcome"))));
  append(bubble, el("p", { class: "danger" }, inline(t("welcome_danger"))));
  var own = languages.map(function (language) {
    return { title: language.name, value: "language:" + language.code };
  });
  var begin = BEGINNINGS.map(function (topic) {
    return { title: t("begin_" + topic), value: "topic:" + topic };
  });
  return el("div", { class: "message assistant welcome" }, [
    bubble,
    el("p", { class: "ask", text: t("language_choose") }),
    languageRow(own),
    el("p", { class: "ask", text: t("begin") }),
    choiceRow(begin),
    el("p", { class: "small", text: t("welcome_privacy") }),
  ]);
}

var BEGINNINGS = ["permit_renewal", "italian_course", "school_enrolment", "health_registration", "job_search"];

function languageRow(choices) {
  var row = choiceRow(choices);
  row.setAttribute("aria-label", t("language_choose"));
  Array.prototype.forEach.call(row.children, function (button) {
    if (button.lang === currentLanguage) button.setAttribute("aria-pressed", "true");
  });
  return row;
}
