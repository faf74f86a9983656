/* The tag to copy and the sample page follow the options chosen. */
var fields = document.querySelectorAll("[data-option]");
var code = document.getElementById("tag");
var frame = document.getElementById("example");
var head = code.textContent.split(" data-")[0];

function quoted(value) {
  return value.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}

function chosen() {
  return Array.prototype.filter.call(fields, function (field) {
    return field.value.trim();
  });
}

function show() {
  var attributes = chosen().map(function (field) {
    return " data-" + field.dataset.option + '="' + quoted(field.value.trim()) + '"';
  });
  code.textContent = head.replace(/><\/script>$/, "") + attributes.join("") + "></" + "script>";
  var query = new URLSearchParams();
  chosen().forEach(function (field) {
    query.set(field.dataset.option, field.value.trim());
  });
  frame.src = "/embed/example?" + query;
}

Array.prototype.forEach.call(fields, function (field) {
  field.addEventListener("change", show);
});

document.getElementById("copy").addEventListener("click", function (event) {
  var state = document.getElementById("copy-state");
  var words = event.currentTarget.dataset;
  var copying = navigator.clipboard ? navigator.clipboard.writeText(code.textContent) : Promise.reject();
  copying.then(
    function () {
      state.textContent = words.copied;
    },
    function () {
      state.textContent = words.failed;
      window.getSelection().selectAllChildren(code);
    }
  );
});

show();
