/* The sample page: the tag with the options of this page's address. */
var tag = document.createElement("script");
tag.async = true;
tag.src = "/widget.js";
new URLSearchParams(location.search).forEach(function (value, name) {
  if (["language", "position", "open", "place", "title"].indexOf(name) >= 0) tag.dataset[name] = value;
});
document.body.appendChild(tag);
