/* Building nodes. Text only ever goes in through textContent. */

var SVG = "http://www.w3.org/2000/svg";

/* An element with attributes (null and false are left out), listeners (`onclick`) and children. */
function el(tag, attributes, children) {
  var node = document.createElement(tag);
  Object.keys(attributes || {}).forEach(function (name) {
    var value = attributes[name];
    if (value === null || value === undefined || value === false) return;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  });
  append(node, children);
  return node;
}

function append(node, children) {
  [].concat(children || []).forEach(function (child) {
    if (child) node.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  });
  return node;
}

function empty(node) {
  while (node.firstChild) node.removeChild(node.firstChild);
}

function hidden(text) {
  return el("span", { class: "hidden", text: text });
}

/* Outlines on a grid of 24, drawn for this widget. */
var ICONS = {
  chat: ["M4 5h16v11H9l-5 4z", "M8 9h8M8 12h5"],
  close: ["M6 6l12 12M18 6L6 18"],
  down: ["M5 9l7 7 7-7"],
  globe: ["M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z", "M3 12h18", "M12 3c-5 5-5 13 0 18c5-5 5-13 0-18z"],
  more: ["M12 4.5a.5.5 0 1 0 0 1a.5.5 0 0 0 0-1z", "M12 11.5a.5.5 0 1 0 0 1a.5.5 0 0 0 0-1z", "M12 18.5a.5.5 0 1 0 0 1a.5.5 0 0 0 0-1z"],
  send: ["M4 12l16-8-6 16-3-7z", "M11 13l9-9"],
  check: ["M5 13l4 4L19 7"],
  place: ["M12 21c-4-5-6-8-6-11a6 6 0 0 1 12 0c0 3-2 6-6 11z", "M12 8a2 2 0 1 0 0 4a2 2 0 0 0 0-4z"],
  map: ["M4 6l5-2 6 2 5-2v14l-5 2-6-2-5 2z", "M9 4v14M15 6v14"],
  phone: ["M6 4h3l2 5-2 1c1 3 2 4 5 5l1-2 5 2v3c0 1-1 2-2 2C11 20 4 13 4 6c0-1 1-2 2-2z"],
  clock: ["M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z", "M12 7v5l4 2"],
  speech: ["M4 5h16v10H13l-4 4v-4H4z"],
  person: ["M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8z", "M4 21c0-5 4-7 8-7s8 2 8 7"],
  save: ["M12 4v11M7 11l5 5 5-5", "M5 20h14"],
  bin: ["M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13"],
};

function icon(name, className) {
  var svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  svg.setAttribute("class", "icon " + (className || ""));
  ICONS[name].forEach(function (outline) {
    var path = document.createElementNS(SVG, "path");
    path.setAttribute("d", outline);
    svg.appendChild(path);
  });
  return svg;
}
