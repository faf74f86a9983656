/* What was said, in order, with the notes between. Each message is a node of its own that changes only when it does. */

import { arrange, byId, el } from "./desk-dom.js";
import { messageNode, noteNode } from "./desk-message.js";
import { readerLanguage, say } from "./desk-words.js";

/* Milliseconds: the sign of her writing lasts as long as the house says; a late translation is given up. */
const TYPING = 6000;
const LATE = 15000;
/* Pixels from the end that still count as the end. */
const NEAR = 60;

const log = byId("desk-log");
const toEnd = byId("desk-to-end");
const typing = byId("desk-typing");
const heard = byId("desk-heard");
const kept = new Map();
const pendingSince = new Map();

let typingTimer = null;
let lateTimer = null;
let drawn = null;
/* Whether the newest message is in sight; and the last position that has been read out. */
let stuck = true;
let placed = 0;
let heardUpTo = 0;

export function startLog() {
  toEnd.addEventListener("click", scrollToEnd);
  log.addEventListener("scroll", () => {
    /* Only her own scrolling up lets go of the end, not a field that has taken room from the log. */
    if (atEnd()) stuck = true;
    else if (log.scrollTop < placed - 2) stuck = false;
    if (stuck) toEnd.hidden = true;
  });
  /* The field below grows and shrinks: what was in sight stays there. */
  new ResizeObserver(() => stuck && scrollToEnd()).observe(log);
}

export function clearLog() {
  arrange(log, kept, []);
  pendingSince.clear();
  heard.replaceChildren();
  heardUpTo = 0;
  clearTimeout(lateTimer);
  toEnd.hidden = true;
  showTyping(false);
}

/* Draw `messages` of `view`; `first` goes to the end and is not read out. */
export function drawLog(view, messages, first) {
  const stay = first || stuck;
  const count = kept.size;
  messages.sort((one, other) => one.position - other.position);
  drawn = () => drawLog(view, messages, false);
  arrange(log, kept, items(view, messages));
  if (stay) scrollToEnd();
  else if (kept.size > count) toEnd.hidden = false;
  readOut(messages, first);
}

/* Say what the person has written since, once, in the reader's language as soon as it is there. Redrawing a message
   would make a live log say it again, so this is said beside the log. */
function readOut(messages, first) {
  for (const message of messages) {
    if (message.position <= heardUpTo) continue;
    if (!first && message.author === "person") {
      if (message.translation_pending && !isLate(message)) return;
      const [text, language] = message.in_my_language
        ? [message.in_my_language, readerLanguage]
        : [message.text, message.language];
      heard.replaceChildren(say("she_wrote"), " ", el("span", { lang: language, text }));
    }
    heardUpTo = message.position;
  }
}

function items(view, messages) {
  const notes = view.notes.map((note, index) => ({ note, key: `note-${index}`, at: new Date(note.created_at) }));
  const found = [];
  let question = null;
  for (const message of messages) {
    while (notes.length && notes[0].at < new Date(message.created_at)) found.push(noteItem(notes.shift()));
    if (message.author === "person") question = message;
    found.push(messageItem(view, message, question));
  }
  return found.concat(notes.map(noteItem));
}

function messageItem(view, message, question) {
  const late = isLate(message);
  const why = message.author === "assistant" ? (question && question.understanding) || {} : null;
  return {
    key: `message-${message.position}`,
    sign: signOf(message, late, why),
    build: (old) => messageNode(message, { view, why, late, unfolded: isUnfolded(old) }),
  };
}

/* Everything of a message that is shown; how far it has come only of a mediator's. */
function signOf(message, late, why) {
  const ticks = message.author === "mediator" ? [message.delivered, message.read] : null;
  return JSON.stringify([{ ...message, delivered: null, read: null }, ticks, late, why && why.topic]);
}

function isUnfolded(node) {
  return Boolean(node && node.querySelector(".desk-fold[aria-expanded=true]"));
}

/* A translation that has not come for long is said to be missing; the words themselves stand there anyway. */
function isLate(message) {
  if (!message.translation_pending) {
    pendingSince.delete(message.position);
    return false;
  }
  if (!pendingSince.has(message.position)) {
    pendingSince.set(message.position, Date.now());
    clearTimeout(lateTimer);
    lateTimer = setTimeout(() => drawn(), LATE + 100);
  }
  return Date.now() - pendingSince.get(message.position) > LATE;
}

function noteItem(row) {
  return { key: row.key, sign: row.note.text + row.note.created_at, build: () => noteNode(row.note) };
}

function atEnd() {
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
}

export function scrollToEnd() {
  log.scrollTop = log.scrollHeight;
  placed = log.scrollTop;
  stuck = true;
  toEnd.hidden = true;
}

/* The sign that she is writing, until the house's time for it is over. */
export function showTyping(isTyping) {
  clearTimeout(typingTimer);
  typing.replaceChildren();
  if (!isTyping) return;
  typing.append(el("span", { text: say("person_typing") }));
  typingTimer = setTimeout(() => typing.replaceChildren(), TYPING);
}
