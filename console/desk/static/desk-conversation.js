/* The conversation that stands open: fetched whole once, then only what is new or still unsettled. */

import { call, inTurns } from "./desk-calls.js";
import { byId, icon, tell } from "./desk-dom.js";
import { drawHead } from "./desk-head.js";
import { clearLog, drawLog, showTyping } from "./desk-log.js";
import { say } from "./desk-words.js";

const PAUSE = 300;
/* Milliseconds between two looks beside the stream while something is on its way: ticks, translations. */
const LOOK = 10000;

const frame = byId("desk-open");
const nothing = byId("desk-nothing");
const fault = byId("desk-fault");

let current = null;
let view = null;
let messages = new Map();
let asking = new AbortController();
let asked = 0;
let answered = 0;
let on = {};

/* `on`: `shown(view)` after each drawing, `lost(id)` where it may not be read any more, `back()`, and `acts` by their
   names: take, close, pass, give_back, note. */
export function startConversation(handlers) {
  on = handlers;
  byId("desk-back").append(icon("back"));
  for (const id of ["desk-back", "desk-nothing-back"]) byId(id).addEventListener("click", on.back);
  setInterval(() => current && !document.hidden && unsettled() && refresh(), LOOK);
}

export function openId() {
  return current;
}

/* Put the focus on the name of the conversation: from there the keys of the desk work. */
export function focusName() {
  if (view) byId("desk-name").focus();
}

export function openView() {
  return view;
}

/* Show a conversation; null shows none. */
export async function show(id) {
  asking.abort();
  asking = new AbortController();
  current = id;
  view = null;
  messages = new Map();
  document.body.classList.toggle("desk-has-open", Boolean(id));
  nothing.hidden = false;
  explain(say(id ? "loading" : "nothing_open"));
  frame.hidden = true;
  clearLog();
  complain("");
  if (id) await reload();
}

/* Say what went wrong with the conversation, above its log. */
export function complain(sentence) {
  tell(fault, sentence);
}

export const refresh = inTurns(reload, PAUSE);

async function reload() {
  const id = current;
  const mine = (asked += 1);
  if (!id) return;
  try {
    const found = await call("GET", `/conversations/${id}/messages?after=${settledBefore()}`, null, asking.signal);
    /* Of two answers the one asked for later counts. */
    if (id !== current || mine < answered) return;
    answered = mine;
    take(found);
  } catch (failure) {
    if (id === current && failure.name !== "AbortError") refused(failure);
  }
}

function refused(failure) {
  if (failure.offline || failure.signedOut) return;
  if (view && failure.status !== 404) return complain(failure.message);
  /* Erased by the person, or somebody else's by now. */
  view = null;
  frame.hidden = true;
  nothing.hidden = false;
  explain(failure.message);
  on.lost(current);
}

/* Say why nothing is shown. */
export function explain(sentence) {
  byId("desk-nothing-text").textContent = sentence;
}

function take(found) {
  const first = view === null;
  for (const message of found.messages) messages.set(message.position, message);
  view = found;
  frame.hidden = false;
  nothing.hidden = true;
  drawHead(found, on.acts);
  drawLog(found, [...messages.values()], first);
  showTyping(found.person_typing);
  on.shown(found, first);
}

/* What may still change: translations on their way, and what she has not read yet. */
function isUnsettled(message) {
  return message.translation_pending || (message.author === "mediator" && !message.read);
}

function unsettled() {
  return [...messages.values()].find(isUnsettled);
}

/* The position after which all that is new or may have changed comes. */
function settledBefore() {
  const positions = [...messages.keys()];
  const open = unsettled();
  if (open) return open.position - 1;
  return positions.length ? Math.max(...positions) : 0;
}

export function messageWithId(id) {
  return [...messages.values()].find((message) => message.id === id);
}
