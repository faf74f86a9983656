/* The dialogs: each asks, works, and closes when the work is done; what went wrong is said in it. */

import { call } from "./desk-calls.js";
import { byId, el, tell } from "./desk-dom.js";
import { signInAddress } from "./desk-live.js";
import { languageName, say } from "./desk-words.js";

/* Let all dialogs cancel by their buttons. */
export function startDialogs() {
  for (const dialog of document.querySelectorAll("dialog.desk-dialog")) {
    for (const button of dialog.querySelectorAll("[data-cancel]"))
      button.addEventListener("click", () => dialog.close());
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      submit(dialog);
    });
  }
  byId("desk-help-open").addEventListener("click", help);
  for (const radio of byId("desk-close").querySelectorAll("[name=outcome]"))
    radio.addEventListener("change", showReferred);
}

const works = new WeakMap();

/* Open a dialog; `work(form)` is done when it is submitted, and its failure keeps the dialog open. */
function ask(dialog, work) {
  works.set(dialog, work);
  tell(dialog.querySelector(".desk-fault"), "");
  setBusy(dialog, false);
  dialog.showModal();
}

async function submit(dialog) {
  const work = works.get(dialog);
  if (!work) return dialog.close();
  const fault = dialog.querySelector(".desk-fault");
  setBusy(dialog, true);
  try {
    await work(dialog.querySelector("form"));
    dialog.close();
  } catch (failure) {
    tell(fault, failure.message);
    if (failure.signedOut)
      fault.append(" ", el("a", { href: signInAddress(), target: "_blank", text: say("sign_in_new_tab") }));
  } finally {
    setBusy(dialog, false);
  }
}

function setBusy(dialog, isBusy) {
  dialog.querySelector("[type=submit]").disabled = isBusy;
}

/* Ask yes or no: `title`, `text`, the word on the button, and the `work` behind it. */
export function confirm({ title, text, submit: word, work }) {
  const dialog = byId("desk-confirm");
  byId("desk-confirm-title").textContent = title;
  byId("desk-confirm-text").textContent = text;
  dialog.querySelector("[type=submit]").textContent = word;
  ask(dialog, work);
}

export function askNote(id, done) {
  const field = byId("desk-note-text");
  ask(byId("desk-note"), async () => {
    await call("POST", `/conversations/${id}/notes`, { text: field.value });
    field.value = "";
    done();
  });
}

export function askClose(id, done) {
  const dialog = byId("desk-close");
  dialog.querySelector("form").reset();
  showReferred();
  ask(dialog, async (form) => {
    const outcome = form.elements.outcome.value;
    const referred = outcome === "referred" ? form.elements.referred_to.value.trim() || null : null;
    await call("POST", `/conversations/${id}/close`, { outcome, referred_to: referred });
    done();
  });
}

function showReferred() {
  byId("desk-referred").hidden = byId("desk-close").querySelector("[name=outcome]:checked").value !== "referred";
}

export function askPass(id, done) {
  const dialog = byId("desk-pass");
  dialog.querySelector("form").reset();
  byId("desk-colleagues").replaceChildren(el("p", { class: "desk-list-note", text: say("loading") }));
  fillColleagues();
  ask(dialog, async (form) => {
    const [kind, name] = form.elements.to.value.split(/:(.*)/);
    await call("POST", `/conversations/${id}/pass`, { word: form.elements.word.value, ...(kind && { [kind]: name }) });
    done();
  });
}

async function fillColleagues() {
  try {
    const found = await call("GET", "/colleagues");
    byId("desk-colleagues").replaceChildren(...found.colleagues.map(colleague), ...found.teams.map(team));
  } catch (failure) {
    byId("desk-colleagues").replaceChildren(el("p", { class: "desk-list-note", text: failure.message }));
  }
}

function option(value, words) {
  const input = el("input", { type: "radio", name: "to", value });
  return el("label", {}, [input, " ", el("span", {}, words)]);
}

function colleague(row) {
  const facts = [
    say(row.present ? "present" : "absent"),
    row.languages.map(languageName).join(", "),
    say("open_count", { count: row.open }),
  ];
  const about = el("span", { class: "desk-colleague", text: facts.filter(Boolean).join(" · ") });
  return option(`account:${row.account}`, [el("bdi", { text: row.name }), about]);
}

function team(row) {
  return option(`ambito:${row.ambito}`, [say("team"), " ", el("bdi", { text: row.name })]);
}

export function help() {
  byId("desk-help").showModal();
}
