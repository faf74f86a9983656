/* Where the mediator writes. Enter is a new line, Ctrl and Enter sends. What is written is kept until it is sent. */

import { call, newId } from "./desk-calls.js";
import { byId, tell } from "./desk-dom.js";
import { fillNext, openPlaces, showPlaces } from "./desk-places.js";
import { draftOf, keepDraft, watchDrafts } from "./desk-store.js";
import { readerLanguage, say } from "./desk-words.js";

/* Milliseconds between two signs that she is writing. */
const TYPING = 3000;

const form = byId("desk-composer");
const field = byId("desk-text");
const language = byId("desk-language");
const send = byId("desk-send");
const meaning = byId("desk-meaning");
const fault = byId("desk-send-fault");
const status = byId("desk-status");

let conversation = null;
let draft = null;
let busy = false;
let writable = false;
let toldTyping = 0;
let on = {};

/* `on`: `sent()` after a message was stored, `refused()` where the conversation is not hers any more, `unsent()` where
   another one stands open by the time a message could not be sent, `left()` when Escape leads out of the field. */
export function startComposer(handlers) {
  on = handlers;
  field.addEventListener("input", () => {
    written();
    tellTyping();
  });
  language.addEventListener("change", written);
  field.addEventListener("keydown", keyed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendText();
  });
  watchDrafts(takeOver);
}

function keyed(event) {
  if (event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    sendText();
  } else if (event.key === "Escape") {
    on.left();
  } else if (event.key === "Tab" && !event.shiftKey && fillNext(field, field.selectionEnd)) {
    event.preventDefault();
  }
}

/* Show the field for a conversation: with its draft, and open for writing only while she has it. */
export function composeFor(view) {
  const another = view.id !== conversation;
  conversation = view.id;
  writable = view.state === "taken" && view.mine;
  if (another) load(draftOf(conversation));
  form.hidden = !writable && !field.value;
  field.readOnly = busy || !writable;
  send.disabled = busy || !writable;
  language.disabled = !writable;
  if (another || !writable)
    tell(fault, writable || !field.value ? "" : say(view.state === "closed" ? "kept_closed" : "kept_not_yours"));
}

export function stopComposing() {
  conversation = null;
  form.hidden = true;
}

function load(found) {
  draft = found;
  field.value = found ? found.text : "";
  language.value = (found && found.language) || readerLanguage;
  show();
}

function show() {
  field.lang = language.value;
  tell(meaning, draft && draft.meaning ? say("means", { text: draft.meaning }) : "");
  showPlaces(field);
}

/* Keep what stands in the field. Another text is another message. */
function written() {
  const same = draft && draft.text === field.value && draft.language === language.value;
  draft = {
    text: field.value,
    language: language.value,
    at: Date.now(),
    id: same ? draft.id : null,
    meaning: draft && field.value ? draft.meaning : "",
  };
  keepDraft(conversation, draft);
  tell(fault, "");
  show();
}

/* The newer draft of another tab wins; one that was sent there is gone here too. */
function takeOver(changed, found, before) {
  if (changed !== conversation || busy) return;
  if (found && (!draft || found.at > draft.at)) load(found);
  else if (!found && before && before.text === field.value) load(null);
}

/* Put a text into the field, with what it says in her own language; the first open place is selected. */
export function insert(text, written_in, meant) {
  draft = { text, language: written_in, at: Date.now(), id: null, meaning: meant };
  keepDraft(conversation, draft);
  load(draft);
  field.focus();
  if (!fillNext(field, 0)) field.setSelectionRange(text.length, text.length);
}

export function isEmpty() {
  return !field.value.trim();
}

export function focusComposer() {
  if (!form.hidden) field.focus();
}

function tellTyping() {
  if (!writable || !field.value || Date.now() - toldTyping < TYPING) return;
  toldTyping = Date.now();
  call("POST", `/conversations/${conversation}/typing`).catch(() => {});
}

async function sendText() {
  if (busy || !writable) return;
  if (isEmpty()) return field.focus();
  const open = openPlaces(field.value);
  if (open.length) {
    tell(fault, say("fill_first"));
    field.focus();
    return fillNext(field, 0);
  }
  draft = { ...draft, text: field.value, language: language.value, at: Date.now(), id: (draft && draft.id) || newId() };
  keepDraft(conversation, draft);
  await deliver({ id: draft.id, text: draft.text.trim(), language: draft.language });
}

/* Send a message with its id; sent again after a failure it is the same one. */
async function deliver(message) {
  const to = conversation;
  setBusy(true);
  tell(fault, "");
  try {
    await call("POST", `/conversations/${to}/messages`, message);
    keepDraft(to, null);
    if (to === conversation) load(null);
    status.textContent = say("sent");
    on.sent();
  } catch (failure) {
    if (to === conversation) tell(fault, whyNotSent(failure));
    else on.unsent();
    if (failure.status === 409 || failure.status === 404) on.refused();
  } finally {
    setBusy(false);
    if (to === conversation && !form.hidden) field.focus();
  }
}

function whyNotSent(failure) {
  if (failure.offline) return say("not_sent_offline");
  if (failure.status === 409) return say("not_sent_not_yours");
  return say("not_sent", { why: failure.message });
}

function setBusy(isBusy) {
  busy = isBusy;
  field.readOnly = send.disabled = busy || !writable;
  send.textContent = say(busy ? "sending" : "send");
  form.setAttribute("aria-busy", String(busy));
}

/* What was sent, as the house has it, is no draft any more: the answer to its sending may have been lost. */
export function settleDraft(isStored) {
  if (!busy && draft && draft.id && isStored(draft.id)) {
    keepDraft(conversation, null);
    load(null);
  }
}
