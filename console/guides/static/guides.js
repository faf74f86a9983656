/* The form of a guide: what is typed is kept by itself, and what follows from it is shown at once. */

import { keepHere, forgetHere, keptHere } from "./guides-kept.js";
import { addToolbars } from "./guides-toolbar.js";

/* Milliseconds without a key after which it is looked at, and saved. */
const GLANCE = 700;
const SAVE = 3000;
/* The longest it waits before it tries again what failed. */
const PATIENCE = 60000;

const form = document.getElementById("guide-form");
const path = form.dataset.path;
const status = document.getElementById("guide-status");
const seen = form.elements.namedItem("seen");
let glanceTimer = 0;
let saveTimer = 0;
let saving = null;
let unsaved = false;
let stopped = false;
let failures = 0;

function send(part) {
  const headers = { Accept: part === "autosave" ? "application/json" : "text/html" };
  return fetch(`${path}/${part}`, { method: "POST", body: new FormData(form), headers });
}

async function glance() {
  try {
    const response = await send("glance");
    if (!response.ok) return;
    const piece = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = piece.getElementById("guide-live");
    if (fresh) document.getElementById("guide-live").replaceWith(document.adoptNode(fresh));
  } catch {
    /* Offline: what stands there stays, and saving says so. */
  }
}

async function save() {
  unsaved = false;
  try {
    const response = await send("autosave");
    if (response.status === 409) stopped = true;
    else if (!response.ok || response.redirected) throw new Error(String(response.status));
    const answer = await response.json();
    status.textContent = answer.sentence;
    if (stopped) return keepHere(form);
    seen.value = answer.version;
    failures = 0;
    if (!unsaved) forgetHere(form);
  } catch {
    unsaved = true;
    failures += 1;
    keepHere(form);
    status.textContent = status.dataset.failed;
    later();
  }
}

function later() {
  window.clearTimeout(saveTimer);
  if (stopped) return;
  saveTimer = window.setTimeout(async () => {
    if (saving) await saving;
    saving = save();
    await saving;
    saving = null;
  }, Math.min(SAVE * 2 ** failures, PATIENCE));
}

function changed() {
  unsaved = true;
  window.clearTimeout(glanceTimer);
  glanceTimer = window.setTimeout(glance, GLANCE);
  later();
}

form.addEventListener("input", (event) => {
  if (event.target.name !== "note") changed();
});

/* A saving under way ends before the form goes: otherwise she would be in conflict with herself. What is sent is kept
   until the page that answers says that it is done. */
form.addEventListener("submit", async (event) => {
  window.clearTimeout(saveTimer);
  if (!saving) return keepHere(form);
  event.preventDefault();
  await saving;
  saving = null;
  window.clearTimeout(saveTimer);
  form.requestSubmit(event.submitter);
});

window.addEventListener("pagehide", () => {
  if (unsaved && !stopped) keepHere(form);
});

if (new URLSearchParams(location.search).has("done")) forgetHere(form);

const banner = document.getElementById("guide-kept");
if (keptHere(form)) {
  banner.hidden = false;
  document.getElementById("guide-restore").addEventListener("click", () => {
    const fields = keptHere(form) || {};
    for (const [name, value] of Object.entries(fields)) {
      const field = form.elements.namedItem(name);
      if (field && name !== "seen") field.value = value;
    }
    banner.hidden = true;
    changed();
  });
  document.getElementById("guide-forget").addEventListener("click", () => {
    forgetHere(form);
    banner.hidden = true;
  });
}

addToolbars(form, document.getElementById("guide-toolbar"), changed);
