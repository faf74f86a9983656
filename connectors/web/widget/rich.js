/* Plain text made readable: paragraphs, lists, links and numbers to call. Nothing of it is ever read as HTML. */

var LINK = /https?:\/\/[^\s<>"'«»]+[^\s<>"'«».,;:!?)\]]/;
var PHONE = /\+39[ .]?\d[\d ./-]{4,14}\d|803 ?164|800[ .]?\d{2,3}(?:[ .]?\d{2,3}){1,2}|0\d{1,3}[ ./-]\d{3,4}[ .]?\d{3,4}/;
var SHORT = /(?:116 ?000|116 ?117|1522|112|113|114|115|118)(?![\d%/]|[.,]\d| ?(?:€|euro|EUR))/;
var FOUND = new RegExp("(" + LINK.source + ")|(" + PHONE.source + ")|(" + SHORT.source + ")", "g");
/* "art. 112" and "286/114" are law, not numbers to call. */
var LAW = /(?:art\.?|artt\.|n\.|nn\.|comma|legge|€|\d[.,/]|\d|[/-])\s*$/i;

function safeAddress(address) {
  return /^https?:\/\//i.test(String(address)) ? String(address) : null;
}

function phoneLink(number, className) {
  var bare = String(number).replace(/[^\d+]/g, "");
  if (!bare) return el("bdi", { dir: "ltr", text: String(number) });
  return el("a", { href: "tel:" + bare, class: className || "tel" }, [el("bdi", { dir: "ltr", text: String(number) })]);
}

function webLink(address, title, language) {
  var safe = safeAddress(address);
  if (!safe) return el("span", { text: title, lang: language });
  var link = el("a", { href: safe, target: "_blank", rel: "noopener noreferrer", dir: "auto" });
  append(link, [el("span", { text: title, lang: language }), hidden(" (" + t("new_window") + ")")]);
  return link;
}

/* A line's text, with addresses and numbers as links. */
function inline(text) {
  var nodes = [];
  var from = 0;
  text.replace(FOUND, function (found, link, phone, short, at) {
    if (!link && LAW.test(text.slice(Math.max(0, at - 8), at))) return found;
    if (!link && /\d/.test(text.charAt(at + found.length))) return found;
    nodes.push(text.slice(from, at), link ? webLink(link, link) : phoneLink(found));
    from = at + found.length;
    return found;
  });
  nodes.push(text.slice(from));
  return nodes.filter(function (node) {
    return node !== "";
  });
}

/* The headings guides use ("Che cosa portare"), in her language and in Italian. */
function guideLabel(line) {
  var colon = line.indexOf(":");
  if (colon < 1 || colon > 60) return null;
  var label = line.slice(0, colon);
  return BUILT_IN.labels.concat(Object.values(texts)).indexOf(label) >= 0 ? label : null;
}

function lineKind(line) {
  if (/^\s*[•·*–-]\s+/.test(line)) return "ul";
  return /^\s*\d{1,2}[.)]\s+/.test(line) ? "ol" : "p";
}

function listItem(line) {
  return el("li", { dir: "auto" }, inline(line.replace(/^\s*(?:[•·*–-]|\d{1,2}[.)])\s+/, "")));
}

function plainLines(lines) {
  var first = lines[0];
  var label = guideLabel(first);
  if (!label) return [el("p", { dir: "auto" }, inline(lines.join("\n")))];
  var rest = [first.slice(label.length + 1).trim()].concat(lines.slice(1)).join("\n").trim();
  var nodes = [el("p", { class: "label", dir: "auto", text: label })];
  if (rest) nodes.push(el("p", { dir: "auto" }, inline(rest)));
  return nodes;
}

/* One paragraph: its runs of lines of one kind become a list or a paragraph each. */
function paragraph(text) {
  var runs = [];
  text.split("\n").forEach(function (line) {
    var kind = lineKind(line);
    var run = runs[runs.length - 1];
    if (run && run.kind === kind) run.lines.push(line);
    else runs.push({ kind: kind, lines: [line] });
  });
  return runs.reduce(function (nodes, run) {
    if (run.kind === "p") return nodes.concat(plainLines(run.lines));
    var start = run.kind === "ol" ? parseInt(run.lines[0], 10) : null;
    return nodes.concat(el(run.kind, { start: start > 1 ? start : null }, run.lines.map(listItem)));
  }, []);
}

/* A whole text; `titled` when its first short paragraph is a title. Notes are set apart. */
function richText(text, titled) {
  var parts = String(text).split(/\n\s*\n/);
  return parts.reduce(function (nodes, part, index) {
    if (titled && index === 0 && parts.length > 1 && part.length < 120) {
      return nodes.concat(el("p", { class: "heading", dir: "auto" }, inline(part)));
    }
    if (isNote(part)) return nodes.concat(el("p", { class: "note", dir: "auto", text: part }));
    return nodes.concat(paragraph(part));
  }, []);
}

function isNote(text) {
  return ["unchecked", "unreviewed", "machine", "other_language"].some(function (name) {
    return texts["note." + name] === text || BUILT_IN.messages["note." + name] === text;
  });
}
