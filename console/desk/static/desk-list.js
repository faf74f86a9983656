/* The lists: who waits, mine, all that is open, what has ended; and the search in them. */

import { call, inTurns } from "./desk-calls.js";
import { arrange, byId, tell } from "./desk-dom.js";
import { fillRow, rowNode, signOf, tick } from "./desk-row.js";
import { say } from "./desk-words.js";

/* Milliseconds: between two looks at the list, from the last key of a search, between two strokes of the clock. */
const PAUSE = 1000;
const TYPED = 250;
const STROKE = 15000;
/* As many as the house sends at most. */
const LONGEST = 200;

const list = byId("desk-list");
const panel = byId("desk-list-panel");
const note = byId("desk-list-note");
const search = byId("desk-search");
const tabs = [...document.querySelectorAll(".desk-tab")];
const kept = new Map();

let view = "waiting";
let rows = [];
let opened = null;
let onOpen = () => {};
let asked = 0;

/* `open(id)` is called when a conversation is chosen. */
export function startList(open) {
  onOpen = open;
  tabs.forEach((tab) => tab.addEventListener("click", () => chooseList(tab.dataset.view)));
  document.querySelector(".desk-tabs").addEventListener("keydown", walkTabs);
  let timer = null;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(reload, TYPED);
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button.desk-row");
    if (button) onOpen(button.dataset.id);
  });
  setInterval(() => tick(list), STROKE);
}

export const refreshList = inTurns(reload, PAUSE);

async function reload() {
  const mine = (asked += 1);
  const query = new URLSearchParams({ view, search: search.value.trim() });
  try {
    const found = await call("GET", `/queue?${query}`);
    if (mine !== asked) return;
    rows = found.conversations;
    showCounts(found.counts);
    draw();
  } catch (failure) {
    /* What is shown stays; the banner says why nothing new comes. */
    if (mine === asked && !failure.offline && !failure.signedOut) tell(note, failure.message);
  }
}

function draw() {
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  arrange(
    list,
    kept,
    rows.map((row) => ({
      key: row.id,
      sign: signOf(row, opened),
      build: (node) => fillRow(node || rowNode(), row, opened),
    })),
  );
  if (focused && focused !== document.activeElement && focused.isConnected) focused.focus();
  tick(list);
  if (rows.length >= LONGEST) tell(note, say("list.longest", { count: LONGEST }));
  else tell(note, rows.length ? "" : say(search.value.trim() ? "list.none_found" : `list.none_${view}`));
}

export function showCounts(counts) {
  const numbers = { waiting: counts.waiting, mine: counts.mine };
  for (const tab of tabs) {
    const badge = tab.querySelector(".desk-count");
    const number = numbers[tab.dataset.view] ?? (tab.dataset.view === view ? rows.length : 0);
    tell(badge, number ? String(number) : "");
    badge.classList.toggle("desk-count-urgent", tab.dataset.view === "waiting" && counts.urgent > 0);
  }
}

/* Show another list. */
export function chooseList(name) {
  if (name === view) return reload();
  view = name;
  for (const tab of tabs) {
    const chosen = tab.dataset.view === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    if (chosen) panel.setAttribute("aria-labelledby", tab.id);
  }
  rows = [];
  draw();
  tell(note, say("loading"));
  panel.scrollTop = 0;
  return reload();
}

function walkTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const place = tabs.findIndex((tab) => tab.dataset.view === view);
  const next = tabs[(place + step + tabs.length) % tabs.length];
  next.focus();
  chooseList(next.dataset.view);
  event.preventDefault();
}

/* Mark the conversation that stands open; null for none. */
export function markOpened(id) {
  opened = id;
  draw();
}

export function focusRow(id) {
  const held = kept.get(id);
  const button = (held && held.node.querySelector("button")) || list.querySelector("button");
  (button || tabs.find((tab) => tab.dataset.view === view)).focus();
}

/* Put the focus `step` rows further from where it is, or from the one that stands open. */
export function walkList(step) {
  const buttons = [...list.querySelectorAll("button.desk-row")];
  if (!buttons.length) return;
  const from = buttons.indexOf(document.activeElement);
  const place = from >= 0 ? from : buttons.findIndex((button) => button.dataset.id === opened);
  const next = place < 0 ? 0 : Math.min(Math.max(place + step, 0), buttons.length - 1);
  buttons[next].focus();
}

export function focusSearch() {
  search.focus();
  search.select();
}
