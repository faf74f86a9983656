/* Ready replies, guides and entries: looked through beside the conversation, put into it by one press. */

import { call, newId } from "./desk-calls.js";
import { insert, isEmpty } from "./desk-composer.js";
import { confirm } from "./desk-dialogs.js";
import { byId, el, foreign, icon, tell } from "./desk-dom.js";
import { readerLanguage, say } from "./desk-words.js";

const TYPED = 250;

const panel = byId("desk-suggestions");
const button = byId("desk-suggest");
const search = byId("desk-suggestions-search");
const note = byId("desk-suggestions-note");
const found = byId("desk-suggestions-found");

let conversation = null;
let asked = 0;
let onSent = () => {};

/* `sent()` is called when a guide or an entry has been sent. */
export function startSuggestions(sent) {
  onSent = sent;
  byId("desk-suggestions-close").append(icon("close"));
  byId("desk-suggestions-close").addEventListener("click", closeSuggestions);
  button.addEventListener("click", () => (panel.hidden ? openSuggestions() : closeSuggestions()));
  panel.addEventListener("keydown", (event) => event.key === "Escape" && closeSuggestions());
  let timer = null;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(load, TYPED);
  });
}

/* The conversation the suggestions are for; null where nothing can be written. */
export function suggestFor(id) {
  if (id === conversation) return;
  conversation = id;
  search.value = "";
  found.replaceChildren();
  if (!id) setOpen(false);
  else if (!panel.hidden) load();
}

export function openSuggestions() {
  if (!conversation) return;
  setOpen(true);
  search.focus();
  load();
}

function closeSuggestions() {
  setOpen(false);
  button.focus();
}

function setOpen(isOpen) {
  panel.hidden = !isOpen;
  button.setAttribute("aria-expanded", String(isOpen));
}

async function load() {
  const mine = (asked += 1);
  const query = new URLSearchParams({ search: search.value.trim() });
  try {
    const rows = (await call("GET", `/conversations/${conversation}/suggestions?${query}`)).suggestions;
    if (mine !== asked) return;
    found.replaceChildren(...["canned", "guide", "entry"].flatMap((kind) => group(kind, rows)));
    tell(note, rows.length ? "" : say("suggestions_none"));
  } catch (failure) {
    if (mine === asked) tell(note, failure.message);
  }
}

function group(kind, rows) {
  const own = rows.filter((row) => row.kind === kind);
  if (!own.length) return [];
  return [
    el("h3", { text: say(`suggestions_${kind}`) }),
    el(
      "ul",
      { class: "desk-suggested" },
      own.map((row) => el("li", {}, suggestion(row))),
    ),
  ];
}

function suggestion(row) {
  const parts = [el("span", { class: "desk-suggested-title", text: row.title })];
  if (row.kind === "entry" && row.text) parts.push(el("span", { class: "desk-suggested-text", text: row.text }));
  if (row.kind === "canned" && row.language !== readerLanguage && row.text !== row.title) {
    parts.push(foreign("span", row.text, row.language, "auto", { class: "desk-suggested-text" }));
  }
  return el("button", { type: "button", class: "desk-suggested-row", onclick: () => choose(row) }, parts);
}

function choose(row) {
  if (row.kind === "canned") return chooseReply(row);
  confirm({
    title: say(`send_${row.kind}`),
    text: say("send_what", { title: row.title }),
    submit: say("send"),
    work: () => sendAnswer(row),
  });
}

function chooseReply(row) {
  const use = () => {
    if (matchMedia("(max-width: 68rem)").matches) setOpen(false);
    insert(row.text, row.language, row.language === readerLanguage ? "" : row.meaning);
  };
  if (isEmpty()) return use();
  confirm({ title: say("replace_title"), text: say("replace_text"), submit: say("replace"), work: use });
}

/* The id is made when the question is answered: pressed again after a failure it is the same message. */
async function sendAnswer(row) {
  row.sending = row.sending || newId();
  const what = row.kind === "guide" ? { topic: row.id } : { entry: row.id };
  await call("POST", `/conversations/${conversation}/messages`, { id: row.sending, ...what });
  row.sending = null;
  byId("desk-status").textContent = say("sent");
  onSent();
}
