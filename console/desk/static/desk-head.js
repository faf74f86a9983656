/* The head of the open conversation: language, town, topic, where it stands, and what may be done with it. */

import { byId, el, tell } from "./desk-dom.js";
import { languageName, readerLanguage, say, topicName, when } from "./desk-words.js";

const row = byId("desk-acts");

/* Draw what is known of a conversation, and the buttons for what may be done with it: `acts` by their names. */
export function drawHead(view, acts) {
  const name = [el("span", { lang: view.language, class: "desk-isolated", text: languageName(view.language) })];
  if (view.place) name.push(` · ${view.place}`);
  if (view.reason === "urgent")
    name.unshift(el("span", { class: "desk-tag desk-tag-urgent", text: say("reason.urgent") }), " ");
  byId("desk-name").replaceChildren(...name);
  byId("desk-about").replaceChildren(...about(view));
  drawActs(view, acts);
  const hint = !view.translator && view.language && view.language !== readerLanguage;
  tell(byId("desk-hint"), hint ? say("no_translator") : "");
}

function about(view) {
  const topic = view.topic && view.topic !== "human_handoff" ? topicName(view.topic) : "";
  const facts = [
    topic,
    view.reason === "urgent" ? "" : say(`reason.${view.reason}`),
    say("asked_at", { time: when(view.asked_at) }),
    state(view),
  ];
  const nodes = [facts.filter(Boolean).join(" · ")];
  if (view.mediator && !view.mine) nodes.push(` · ${say("with")} `, el("bdi", { text: view.mediator }));
  if (view.previous_id) nodes.push(" · ", previous(view));
  return nodes;
}

function state(view) {
  if (view.state === "taken") return view.mine ? say("with_me") : "";
  const parts = [say(`state.${view.state}`)];
  if (view.outcome) parts.push(say(`outcome.${view.outcome}`));
  if (view.referred_to) parts.push(view.referred_to);
  if (view.helpful !== null) parts.push(say(view.helpful ? "helpful" : "not_helpful"));
  return parts.join(" · ");
}

function previous(view) {
  const address = `?conversation=${encodeURIComponent(view.previous_id)}`;
  return el("a", { href: address, text: say("previous"), "data-conversation": view.previous_id });
}

const ACTS = {
  waiting: ["take", "note"],
  taken: ["close", "pass", "give_back", "note"],
  returned: ["note"],
  closed: ["note"],
};

function drawActs(view, acts) {
  const names = view.state === "taken" && !view.mine ? ["note"] : ACTS[view.state];
  if (row.dataset.names === names.join()) return;
  row.dataset.names = names.join();
  const hadFocus = row.contains(document.activeElement);
  row.replaceChildren(...names.map((name) => actButton(name, acts[name])));
  if (hadFocus) byId("desk-name").focus();
}

function actButton(name, act) {
  const kind = name === "take" ? "btn-primary" : "btn-outline-primary";
  return el("button", {
    type: "button",
    class: `btn ${kind}`,
    "data-act": name,
    text: say(name),
    onclick: act,
  });
}

/* Press the button of an act, where it stands at this moment. */
export function press(name) {
  const button = !byId("desk-open").hidden && row.querySelector(`[data-act="${name}"]`);
  if (button) button.click();
}
