/* What happens on the desk, as it happens: one stream, opened again for as long as the page stands. */

import { call, heard } from "./desk-calls.js";
import { account, say } from "./desk-words.js";
import { byId, el } from "./desk-dom.js";

const banner = byId("desk-banner");
/* Milliseconds between two tries, and between two looks where the stream is silent for longer than its heartbeat. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15000;
const SIGNED_OUT_PAUSE = 5000;

let source = null;
let pause = FIRST_PAUSE;
let timer = null;
let over = false;
let away = false;
let onChange = () => {};

/* `changed(counts)` is called at every change, and once whenever the stream has begun anew. */
export function listen(changed) {
  onChange = changed;
  heard.reached = reached;
  heard.signedOut = signedOut;
  addEventListener("online", now);
  addEventListener("offline", () => reached(false));
  addEventListener("focus", () => over && now());
  document.addEventListener("visibilitychange", () => !document.hidden && over && now());
  connect();
}

export function signInAddress() {
  const here = location.pathname + location.search;
  return `/console/sign-in?next=${encodeURIComponent(here)}`;
}

function connect() {
  source = new EventSource("/api/v1/desk/events");
  source.addEventListener("queue", (event) => {
    pause = FIRST_PAUSE;
    reached(true);
    onChange(JSON.parse(event.data));
  });
  source.addEventListener("signed_out", signedOut);
  source.onerror = broken;
}

function broken() {
  source.close();
  source = null;
  later(pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

function later(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(tryAgain, milliseconds);
}

function now() {
  later(0);
}

/* A plain call first: it tells a session that is over from a house that cannot be reached. */
async function tryAgain() {
  clearTimeout(timer);
  if (source && !over) return;
  let found;
  try {
    found = await call("GET", "/queue?view=mine");
  } catch (failure) {
    if (over || failure.signedOut) return later(SIGNED_OUT_PAUSE);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
    return later(pause);
  }
  if (over && !(await sameAccount())) return location.reload();
  over = false;
  showBanner();
  if (source) return;
  /* Where something in between lets no stream through, this is how the desk learns of what happens. */
  onChange(found.counts);
  connect();
}

/* Somebody else may have signed in meanwhile in this browser: then nothing of this page is hers. */
async function sameAccount() {
  const page = await (await fetch("/console/desk")).text();
  const held = new DOMParser().parseFromString(page, "text/html").getElementById("desk-data");
  return Boolean(held) && JSON.parse(held.textContent).account === account;
}

function signedOut() {
  if (source) source.close();
  source = null;
  over = true;
  showBanner();
  later(SIGNED_OUT_PAUSE);
}

function reached(isReached) {
  if (away === !isReached) return;
  away = !isReached;
  showBanner();
}

function showBanner() {
  banner.hidden = !over && !away;
  if (banner.hidden) return banner.replaceChildren();
  if (!over) return banner.replaceChildren(say("offline"));
  const link = el("a", { href: signInAddress(), text: say("sign_in") });
  banner.replaceChildren(say("signed_out"), " ", link);
}
