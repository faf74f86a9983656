/* What could not be saved is kept in this browser, under the address of the text. */

const key = (form) => `approdo-guide:${form.dataset.path}`;
const FIELDS = "textarea[name], input[type=text][name], input[type=tel][name]";

/* Keep every field as it stands; where the browser has no room or forbids it, nothing more can be done. */
export function keepHere(form) {
  const fields = {};
  for (const field of form.querySelectorAll(FIELDS)) fields[field.name] = field.value;
  try {
    localStorage.setItem(key(form), JSON.stringify(fields));
  } catch {
    /* The status says already that it is not saved. */
  }
}

/* The fields that are kept, when they differ from those on the page; else null. */
export function keptHere(form) {
  try {
    const fields = JSON.parse(localStorage.getItem(key(form)) || "null");
    if (!fields) return null;
    const differs = Object.entries(fields).some(([name, value]) => {
      const field = form.elements.namedItem(name);
      return field && field.value !== value;
    });
    return differs ? fields : null;
  } catch {
    return null;
  }
}

/* It is saved, or not wanted. */
export function forgetHere(form) {
  try {
    localStorage.removeItem(key(form));
  } catch {
    /* Nothing was kept then. */
  }
}
