/* One message of the conversation as a node. */

function authorName(author) {
  return t("author_" + author);
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
  if (state === "sent") append(line, [icon("check"), hidden(t("state_sent"))]);
  else if (state) line.textContent = sentence || words[state];
}

function receivedMessage(message) {
  var answer = message.answer;
  var human = message.author === "mediator";
  var author = el("p", { class: human ? "author" : "hidden", lang: currentLanguage, dir: direction() });
  append(author, [human && icon("person"), authorName(message.author) + (human ? "" : ": ")]);
  var attributes = { class: "bubble", lang: message.language, dir: direction(message) };
  var bubble = el("div", attributes, [author].concat(richText(message.text, isGuide(answer))));
  if (answer && answer.entries && answer.entries.length) {
    append(bubble, el("div", { class: "cards", lang: currentLanguage }, answer.entries.map(card)));
  }
  if (answer) append(bubble, footing(answer, message.text));
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
