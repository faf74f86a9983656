/* What this browser keeps: wishes, and what has been written and not sent yet. */

import { account } from "./desk-words.js";

const PREFIX = "approdo.desk.";
const DRAFT = `${PREFIX}draft.${account}.`;
/* Milliseconds after which what was never sent is dropped: it may hold somebody's words. */
const LONGEST_KEPT = 7 * 24 * 3600 * 1000;

export function stored(key) {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch (error) {
    return null;
  }
}

/* Keep a value; null forgets it. A browser that keeps nothing loses no more than that. */
export function store(key, value) {
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, value);
  } catch (error) {
    /* Full, or forbidden in this browser. */
  }
}

/* The draft of a conversation: {text, language, at, id, meaning}; `id` once sending has begun. */
export function draftOf(conversation) {
  return parsed(stored(`draft.${account}.${conversation}`));
}

export function keepDraft(conversation, draft) {
  store(`draft.${account}.${conversation}`, draft && draft.text ? JSON.stringify(draft) : null);
}

/* `changed(conversation, draft, before)` is called when another tab has changed a draft. */
export function watchDrafts(changed) {
  addEventListener("storage", (event) => {
    if (!event.key || !event.key.startsWith(DRAFT)) return;
    changed(event.key.slice(DRAFT.length), parsed(event.newValue), parsed(event.oldValue));
  });
}

export function dropOldDrafts() {
  dropDrafts((draft) => !draft || Date.now() - draft.at > LONGEST_KEPT);
}

/* Who signs off on a shared computer leaves nothing of anybody's behind. */
export function dropAllDrafts() {
  dropDrafts(() => true);
}

function dropDrafts(unwanted) {
  for (const key of draftKeys()) if (unwanted(parsed(stored(key)))) store(key, null);
}

function draftKeys() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}draft.`));
    return keys.map((key) => key.slice(PREFIX.length));
  } catch (error) {
    return [];
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return null;
  }
}
