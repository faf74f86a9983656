/* Buttons above each text: bold, a link, points. They write the marks; who knows them types them. */

function around(field, before, after) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  field.setRangeText(before + value.slice(start, end) + after, start, end, "end");
  field.setSelectionRange(start + before.length, end + before.length);
}

/* The selected lines with a point each, or without where they have one. */
function points(field) {
  const start = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const found = field.value.indexOf("\n", field.selectionEnd);
  const end = found < 0 ? field.value.length : found;
  const lines = field.value.slice(start, end).split("\n");
  const all = lines.every((line) => line.startsWith("- "));
  field.setRangeText(lines.map((line) => (all ? line.slice(2) : `- ${line}`)).join("\n"), start, end, "end");
}

const MARKS = {
  bold: (field) => around(field, "**", "**"),
  link: (field) => around(field, "[", "](https://)"),
  points,
};

/* Put a toolbar, made from `template`, above every field that may have marks; `changed` is told of each. */
export function addToolbars(form, template, changed) {
  for (const field of form.querySelectorAll("[data-marks]")) {
    const bar = template.content.firstElementChild.cloneNode(true);
    const label = form.querySelector(`label[for="${field.id}"]`);
    bar.setAttribute("aria-label", `${bar.getAttribute("aria-label")}: ${label.textContent.trim()}`);
    if (field.dataset.marks === "list") bar.querySelector("[data-mark=points]").remove();
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      MARKS[button.dataset.mark](field);
      field.focus();
      changed();
    });
    field.before(bar);
  }
}
