/* One key each for what is done often. They rest while somebody writes or a dialog is open, and when switched off. */

import { focusComposer } from "./desk-composer.js";
import { help } from "./desk-dialogs.js";
import { byId } from "./desk-dom.js";
import { press } from "./desk-head.js";
import { focusSearch, walkList } from "./desk-list.js";
import { stored, store } from "./desk-store.js";
import { openSuggestions } from "./desk-suggestions.js";
import { account } from "./desk-words.js";

const KEYS = {
  j: () => walkList(1),
  k: () => walkList(-1),
  t: () => press("take"),
  n: () => press("note"),
  p: () => press("pass"),
  c: () => press("close"),
  r: focusComposer,
  s: openSuggestions,
  "/": focusSearch,
  "?": help,
};

export function startKeys() {
  const wish = byId("desk-keys-on");
  wish.checked = stored(`keys.${account}`) !== "off";
  wish.addEventListener("change", () => store(`keys.${account}`, wish.checked ? null : "off"));
  document.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || !wish.checked || isBusy(event)) return;
    event.preventDefault();
    act();
  });
}

function isBusy(event) {
  const writes = event.target.closest("input, textarea, select, dialog, [contenteditable]");
  return event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || Boolean(writes);
}
