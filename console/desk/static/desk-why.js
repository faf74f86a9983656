/* Why the assistant answered what it did: topic, confidence, what else it might have been, what it showed. */

import { el, foreign } from "./desk-dom.js";
import { say, share, topicName } from "./desk-words.js";

/* As many other topics as are named. */
const CANDIDATES = 2;

/* The folded explanation of an answer; `seen` is what was understood of her message before it. None: nothing known. */
export function whyNode(message, seen) {
  const facts = factsOf(message, seen || {});
  if (!facts.length) return [];
  const rows = facts.map(([name, value]) => el("div", {}, [el("dt", { text: name }), el("dd", {}, value)]));
  return [
    el("details", { class: "desk-why" }, [el("summary", { text: summary(message, seen || {}) }), el("dl", {}, rows)]),
  ];
}

function summary(message, seen) {
  const topic = topicOf(message, seen);
  return topic ? say("why_topic", { topic: topicName(topic) }) : say("why");
}

function topicOf(message, seen) {
  return (message.answer && message.answer.topic) || seen.topic;
}

function factsOf(message, seen) {
  const answer = message.answer || {};
  const topic = topicOf(message, seen);
  const confidence = answer.confidence ?? seen.confidence;
  const others = (seen.ranking || []).filter((name) => name !== topic).slice(0, CANDIDATES);
  const facts = [
    [say("why_confidence"), confidence === null || confidence === undefined ? "" : share(confidence)],
    [say("why_others"), others.map(topicName).join(" · ")],
    [say("why_entries"), entryList(answer.entries || [])],
    [say("why_source"), (answer.sources || []).map((source) => source.title).join(" · ")],
    [say("why_text"), answer.topic && answer.translation ? say(`text.${answer.translation}`) : ""],
  ];
  if (!topic && others.length) facts.unshift([say("why_asked_back"), say("why_uncertain")]);
  return facts.filter(([, value]) => value && value.length !== 0);
}

function entryList(entries) {
  if (!entries.length) return "";
  const lines = entries.map((entry) =>
    [entry.name, entry.address, entry.municipality, entry.phone].filter(Boolean).join(", "),
  );
  return el(
    "ul",
    {},
    lines.map((line) => foreign("li", line, "it", "auto")),
  );
}
