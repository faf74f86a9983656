/* What a ready reply leaves open, `{day}`: named under the field, selected one after the other. */

import { byId, el } from "./desk-dom.js";
import { placeholderNames, say } from "./desk-words.js";

const row = byId("desk-open-places");

/* The open places of a text, `{name, start, end}` each. */
export function openPlaces(text) {
  const found = [...text.matchAll(/\{(\w+)\}/g)].filter((match) => placeholderNames.includes(match[1]));
  return found.map((match) => ({ name: match[1], start: match.index, end: match.index + match[0].length }));
}

/* Select the first open place from position `from` on; whether there is one. */
export function fillNext(field, from) {
  const place = openPlaces(field.value).find((one) => one.start >= from);
  if (!place) return false;
  field.focus();
  field.setSelectionRange(place.start, place.end);
  return true;
}

/* Name what is still open under the field, a button each. */
export function showPlaces(field) {
  const open = openPlaces(field.value);
  row.hidden = !open.length;
  const buttons = open.map((place) =>
    el("button", {
      type: "button",
      class: "desk-place",
      text: say(`place.${place.name}`),
      onclick: () => fillNext(field, place.start),
    }),
  );
  row.replaceChildren(...(open.length ? [el("span", { text: say("still_open") }), ...buttons] : []));
}
