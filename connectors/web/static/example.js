/* The sample page: the tag with the options of this page's address. */
try {
  /* The chosen options show, not what was left open elsewhere; the conversation itself stays. */
  var key = "approdo:" + location.origin;
  var kept = JSON.parse(sessionStorage.getItem(key) || "{}");
  delete kept.open;
  delete kept.language;
  sessionStorage.setItem(key, JSON.stringify(kept));
} catch (error) {
  /* No storage: then nothing was left open. */
}

var tag = document.createElement("script");
tag.async = true;
tag.src = "/widget.js";
new URLSearchParams(location.search).forEach(function (value, name) {
  if (["language", "position", "open", "place", "title"].indexOf(name) >= 0) tag.dataset[name] = value;
});
document.body.appendChild(tag);
