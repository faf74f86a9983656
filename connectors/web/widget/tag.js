/* The tag that loaded us: where the house is, and what the page wishes. */

if (window.Approdo) return;

var script = document.currentScript || document.querySelector('script[src*="/widget.js"]');
var BASE = script.src.replace(/\/widget\.js.*$/, "");
var options = {
  language: script.dataset.language || script.dataset.lang || "",
  left: script.dataset.position === "left",
  open: script.dataset.open === "true",
  place: script.dataset.place || script.dataset.town || "",
  title: script.dataset.title || "",
};
