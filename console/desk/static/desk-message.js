/* One message, one note. Whose it is, what was written, what she read, and how far it has come. */

import { el, foreign, icon } from "./desk-dom.js";
import { whyNode } from "./desk-why.js";
import { languageName, readerLanguage, say, topicName, when } from "./desk-words.js";

/* Characters or lines from which an answer of the assistant is folded. */
const SHORT = 140;

export function messageNode(message, scene) {
  const parts = { person, assistant, mediator, notice }[message.author](message, scene);
  const node = el(
    "article",
    { class: `desk-message desk-${message.author}`, "data-position": message.position },
    parts,
  );
  if (message.left_for_mediator) node.classList.add("desk-left");
  return node;
}

export function noteNode(note) {
  const author = el("bdi", { text: note.author || say("somebody") });
  const line = [el("strong", { text: say("note_of") }), " ", author, ` · ${when(note.created_at)}`];
  return el("article", { class: "desk-message desk-note" }, [
    el("p", { class: "desk-meta" }, line),
    words(note.text, null, null),
  ]);
}

function words(text, language, direction, extra = "") {
  return foreign("p", text, language, direction, { class: `desk-words ${extra}` });
}

function meta(message, who, ...more) {
  return el("p", { class: "desk-meta" }, [el("strong", {}, who), ` · ${when(message.created_at)}`, ...more]);
}

function person(message, scene) {
  const parts = [meta(message, say("person"), ...otherLanguage(message))];
  if (message.left_for_mediator)
    parts.push(el("p", { class: "desk-tag desk-tag-offered", text: say("left_for_mediator") }));
  parts.push(words(message.text || say("no_words"), message.language, message.direction));
  if (message.file)
    parts.push(el("a", { href: message.file, target: "_blank", rel: "noopener", text: say("open_file") }));
  return parts.concat(translation(message, scene));
}

/* Which language it is, unless it is the reader's own. */
function otherLanguage(message) {
  if (!message.language || message.language === readerLanguage) return [];
  return [" · ", el("span", { class: "desk-isolated", lang: message.language, text: languageName(message.language) })];
}

function translation(message, scene) {
  if (message.in_my_language) {
    const label = el("span", { class: "desk-label", text: say("machine_translation") });
    return [label, words(message.in_my_language, readerLanguage, null, "desk-translation")];
  }
  if (!message.translation_pending) return [];
  return [el("p", { class: "desk-label", text: say(scene.late ? "translation_late" : "translation_coming") })];
}

function assistant(message, scene) {
  const text = words(message.text, message.language, message.direction);
  return [
    meta(message, say("assistant")),
    text,
    ...foldIfLong(text, scene),
    ...offered(message),
    ...whyNode(message, scene.why),
  ];
}

/* Two lines are enough of what is looked at rather than read. */
function foldIfLong(text, scene) {
  const long = text.textContent.length > SHORT || text.textContent.split("\n").length > 2;
  return long ? [fold(text, scene.unfolded)] : [];
}

/* The button that shows all of an answer, or two lines of it. */
function fold(text, unfolded) {
  const button = el("button", { type: "button", class: "desk-fold" });
  const set = (open) => {
    button.setAttribute("aria-expanded", String(open));
    button.textContent = say(open ? "fold" : "unfold");
    text.classList.toggle("desk-folded", !open);
  };
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"));
  set(unfolded);
  return button;
}

/* The buttons she was offered, as words. */
function offered(message) {
  if (!message.choices.length) return [];
  const titles = message.choices.map((choice) => foreign("li", choice.title, message.language, message.direction));
  return [el("ul", { class: "desk-offered", dir: message.direction, "aria-label": say("choices") }, titles)];
}

function mediator(message, scene) {
  const who = el("bdi", { text: message.mediator || say("somebody") });
  const parts = [meta(message, who, ...(message.original ? [] : otherLanguage(message)))];
  if (message.original) {
    parts.push(words(message.original.text, message.original.language, message.original.direction));
    parts.push(
      el("span", { class: "desk-label", text: say("she_reads", { language: languageName(message.language) }) }),
    );
    parts.push(words(message.text, message.language, message.direction, "desk-translation"));
  } else {
    const text = words(message.text, message.language, message.direction);
    parts.push(text, ...(message.answer ? foldIfLong(text, scene) : []));
  }
  if (message.translation === "off") parts.push(el("p", { class: "desk-label", text: say("sent_untranslated") }));
  return parts.concat(entries(message), warning(message), el("p", { class: "desk-ticks" }, ticks(message)));
}

function entries(message) {
  const answer = message.answer || {};
  const names = (answer.entries || []).map((entry) => entry.name);
  if (answer.topic)
    return [el("p", { class: "desk-label", text: say("with_guide", { title: topicName(answer.topic) }) })];
  return names.length ? [el("p", { class: "desk-label", text: say("with_entries", { names: names.join(", ") }) })] : [];
}

function warning(message) {
  if (!message.missing.length) return [];
  return [
    el("p", { class: "desk-warning" }, [
      say("missing_before"),
      " ",
      el("bdi", { text: message.missing.join(" · ") }),
      " ",
      say("missing_after"),
    ]),
  ];
}

function ticks(message) {
  const state = message.read ? "read" : message.delivered ? "delivered" : "sent";
  const sign = icon(state === "sent" ? "check" : "checks");
  sign.classList.add(`desk-tick-${state}`);
  return [sign, el("span", { text: say(`tick.${state}`) })];
}

function notice(message) {
  return [meta(message, say("notice")), words(message.text, message.language, message.direction), ...offered(message)];
}
