/* Building and finding nodes. Text only ever goes in through textContent. */

const SVG = "http://www.w3.org/2000/svg";

/* Outlines on a grid of 24. */
const ICONS = {
  back: ["M15 5l-7 7 7 7"],
  close: ["M6 6l12 12M18 6L6 18"],
  check: ["M5 13l4 4L19 7"],
  checks: ["M2 13l4 4L15 8", "M11 16l1 1L22 7"],
};

export function byId(id) {
  return document.getElementById(id);
}

/* An element with attributes (null, undefined and false are left out), listeners (`onclick`) and children. */
export function el(tag, attributes = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...[].concat(children).filter(Boolean));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false", class: "desk-icon" };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  for (const outline of ICONS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", outline);
    svg.append(path);
  }
  return svg;
}

/* Words for screen readers only. */
export function unseen(text) {
  return el("span", { class: "desk-unseen", text });
}

/* What a person wrote: in its own language and direction. */
export function foreign(tag, text, language, direction, attributes = {}) {
  return el(tag, { lang: language, dir: direction || "auto", text, ...attributes });
}

/* Show `sentence` in a node that is hidden while there is none. */
export function tell(node, sentence) {
  if (node.textContent !== (sentence || "")) node.textContent = sentence || "";
  node.hidden = !sentence;
}

/* Make the children of `parent` those of `items` in their order, `{key, sign, build}` each: a child is built anew
   only when its `sign` has changed, and moved only when it stands elsewhere. `kept` is the map from key to child. */
export function arrange(parent, kept, items) {
  const wanted = new Set(items.map((item) => item.key));
  for (const [key, held] of kept) {
    if (wanted.has(key)) continue;
    held.node.remove();
    kept.delete(key);
  }
  let next = parent.firstChild;
  for (const item of items) {
    const before = kept.get(item.key);
    const node = current(parent, kept, item);
    if (before && before.node === next) next = node;
    if (node === next) next = next.nextSibling;
    else parent.insertBefore(node, next);
  }
}

function current(parent, kept, item) {
  const held = kept.get(item.key);
  if (held && held.sign === item.sign) return held.node;
  const node = item.build(held && held.node);
  if (held && held.node !== node) held.node.replaceWith(node);
  kept.set(item.key, { node, sign: item.sign });
  return node;
}
