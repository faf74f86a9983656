/* One conversation in a list. */

import { el, unseen } from "./desk-dom.js";
import { languageName, say, since, topicName, when } from "./desk-words.js";

export function rowNode() {
  return el("li", {}, el("button", { type: "button", class: "desk-row" }));
}

/* Everything of a row that is shown: the same sign, the same looks. */
export function signOf(row, opened) {
  return JSON.stringify(row) + (row.id === opened);
}

/* Put `row` into its node. One that may not be read is no button. */
export function fillRow(node, row, opened) {
  let face = node.firstChild;
  const tag = row.readable ? "BUTTON" : "DIV";
  if (face.tagName !== tag) {
    face = row.readable ? el("button", { type: "button" }) : el("div");
    node.replaceChildren(face);
  }
  face.className = `desk-row${row.urgent && row.state === "waiting" ? " desk-row-urgent" : ""}`;
  face.dataset.id = row.id;
  if (row.id === opened) face.setAttribute("aria-current", "true");
  else face.removeAttribute("aria-current");
  face.replaceChildren(firstLine(row), secondLine(row), thirdLine(row));
  return node;
}

function firstLine(row) {
  const parts = [
    row.urgent && el("strong", { class: "desk-tag desk-tag-urgent", text: say("reason.urgent") }),
    el("strong", { class: "desk-row-language", lang: row.language, text: languageName(row.language) }),
    row.place && el("span", { class: "desk-row-place", text: row.place }),
    clock(row),
  ];
  return el("span", { class: "desk-row-line" }, parts);
}

function clock(row) {
  if (row.ended_at) return el("time", { class: "desk-row-since", datetime: row.ended_at, text: when(row.ended_at) });
  const label = row.state === "waiting" && unseen(`${say("waiting_since")} `);
  const time = el("time", {
    datetime: row.waiting_since,
    "data-since": row.waiting_since,
    text: since(row.waiting_since),
  });
  return el("span", { class: "desk-row-since" }, [label, time]);
}

function secondLine(row) {
  const topic = row.topic === "human_handoff" ? "" : topicName(row.topic);
  return el("span", { class: "desk-row-topic", text: topic || say("topic_unknown") });
}

function thirdLine(row) {
  const parts = [
    !row.urgent && el("span", { text: say(`reason.${row.reason}`) }),
    holder(row),
    row.offered_to_me &&
      row.state === "waiting" &&
      el("span", { class: "desk-tag desk-tag-offered", text: say("offered") }),
    row.alerts > 0 && row.state === "waiting" && el("span", { class: "desk-tag desk-tag-late", text: say("late") }),
    unansweredBadge(row),
  ];
  return el("span", { class: "desk-row-line desk-row-last" }, parts);
}

function holder(row) {
  if (row.outcome) return el("span", { text: say(`outcome.${row.outcome}`) });
  if (row.state === "returned") return el("span", { text: say("state.returned") });
  if (row.state === "waiting") return null;
  if (row.mine) return el("span", { text: say("with_me") });
  return el("span", {}, [`${say("with")} `, el("bdi", { text: row.mediator || say("somebody") })]);
}

function unansweredBadge(row) {
  if (!row.unanswered || row.ended_at) return null;
  const badge = el("span", { class: "desk-count", "aria-hidden": "true", text: String(row.unanswered) });
  return el("span", { class: "desk-row-unanswered" }, [badge, unseen(say("unanswered", { count: row.unanswered }))]);
}

/* Let all the clocks of a list go on. */
export function tick(list) {
  for (const time of list.querySelectorAll("time[data-since]")) {
    const text = since(time.dataset.since);
    if (time.textContent !== text) time.textContent = text;
  }
}
