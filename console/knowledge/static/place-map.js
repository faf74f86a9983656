/* Where a service is: the fields and the map say the same. The map is fetched when it comes into sight. */
const box = document.getElementById("place-map");
const form = document.querySelector("form[data-autosave]");
const LOOK_UP = 700, TELL = 500, HUNDREDTH = 2, DIGITS = 5;
const part = (name) => document.getElementById("place-map-" + name);
const language = document.documentElement.lang;
const fields = { latitude: form.elements.latitude, longitude: form.elements.longitude };
const start = { latitude: fields.latitude.value, longitude: fields.longitude.value };
let map = null, town = null, lastTown = null, shown = "", stood = "", asked = null, looking = 0, telling = 0;

function degrees(field, most) {
  const text = field.value.trim().replace(",", ".");
  return text !== "" && Math.abs(Number(text)) <= most ? Number(text) : null;
}

/* The point of the fields as [latitude, longitude], or nothing. */
function point() {
  const found = [degrees(fields.latitude, 90), degrees(fields.longitude, 180)];
  return found.includes(null) ? null : found;
}

function write(latitude, longitude) {
  fields.latitude.value = latitude;
  fields.longitude.value = longitude;
  fields.longitude.dispatchEvent(new Event("input", { bubbles: true }));
}

/* Set on the map; a metre is the fifth digit. */
function set(latitude, longitude) {
  write(String(Number(latitude.toFixed(DIGITS))), String(Number(longitude.toFixed(DIGITS))));
  part("back").hidden = false;
}

function filled(sentence, values) {
  return sentence.replace(/\[(\w+)\]/g, (whole, name) => values[name]);
}

/* Said once the keys are still, so that a screen reader is not flooded. */
function tell() {
  const at = point();
  const metres = at && town ? map.metres(at, [town.latitude, town.longitude]) : 0;
  const far = document.getElementById("place-far");
  far.textContent = metres > Number(box.dataset.farthest) ? far.dataset.text : "";
  clearTimeout(telling);
  telling = setTimeout(() => {
    const kilometres = (metres / 1000).toLocaleString(language, { maximumFractionDigits: 1 });
    const values = at && { latitude: at[0], longitude: at[1], kilometres, town: town && town.name };
    part("state").textContent = at ? filled(town ? box.dataset.pointTown : box.dataset.point, values) : "";
  }, TELL);
}

/* What is around, asked again when another town is named or the point is a kilometre away. */
function lookAround() {
  const query = { id: form.getAttribute("action").split("/").pop(), municipality: form.elements.municipality.value };
  const at = point();
  if (at) Object.assign(query, { latitude: at[0].toFixed(HUNDREDTH), longitude: at[1].toFixed(HUNDREDTH) });
  const text = String(new URLSearchParams(query));
  if (text === asked) return;
  asked = text;
  fetch("/console/knowledge/surroundings?" + text, { headers: { Accept: "application/json" } })
    .then((response) => response.ok ? response.json() : Promise.reject(new Error(String(response.status))))
    .then((answer) => { if (text === asked) surround(answer); })
    .catch(() => {
      if (text !== asked) return;
      // The next letter asks again.
      asked = null;
      part("state").textContent = box.dataset.failed;
    });
}

function surround(answer) {
  town = answer.town;
  map.surround(answer, box.dataset.more);
  if (!point()) map.overlook(answer);
  list(answer.places);
  tell();
  if (town) moveAlong();
}

/* Into another town a point moves along unless it was changed meanwhile: so does the house when it saves. */
function moveAlong() {
  const left = lastTown && lastTown.name !== town.name && point() && point().join() === stood;
  lastTown = town;
  if (left) set(town.latitude, town.longitude);
  stood = point() ? point().join() : "";
}

/* The other places in words: not everybody sees small circles, or has a mouse to hold over them. */
function list(places) {
  const others = part("others");
  others.hidden = places.length === 0;
  others.querySelector("summary").textContent = filled(others.querySelector("summary").dataset.text, { number: places.length });
  others.querySelector("ul").replaceChildren(...places.map((place) => {
    const item = document.createElement("li");
    item.append(...map.named(place, box.dataset.more));
    return item;
  }));
}

function follow() {
  const at = point();
  const now = at ? at.join() : "";
  if (now !== shown) {
    shown = now;
    map.mark(at);
    tell();
  }
  clearTimeout(looking);
  looking = setTimeout(lookAround, LOOK_UP);
}

function locate() {
  const failed = () => { part("state").textContent = box.dataset.hereFailed; };
  if (!navigator.geolocation) { failed(); return; }
  navigator.geolocation.getCurrentPosition((here) => set(here.coords.latitude, here.coords.longitude), failed, { enableHighAccuracy: true, timeout: 15000 });
}

/* Leaflet's sheet goes before ours, which changes some of it. */
function dressed() {
  return new Promise((resolve, reject) => {
    const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: box.dataset.style, onload: resolve, onerror: reject });
    document.head.prepend(sheet);
  });
}

async function open() {
  try {
    const [view] = await Promise.all([import(box.dataset.view), import(box.dataset.leaflet), dressed()]);
    const streetsFailed = () => { part("tiles-failed").textContent = part("tiles-failed").dataset.text; };
    map = view.open(document.getElementById("place-canvas"), box.dataset, set, streetsFailed);
  } catch (error) {
    document.getElementById("place-canvas").hidden = true;
    part("state").textContent = box.dataset.failed;
    return;
  }
  shown = point() ? point().join() : "";
  map.mark(point());
  lookAround();
  form.addEventListener("input", follow);
}

part("here").addEventListener("click", locate);
part("back").addEventListener("click", () => { write(start.latitude, start.longitude); part("back").hidden = true; });
box.hidden = false;
const sight = new IntersectionObserver((seen) => {
  if (!seen.some((entry) => entry.isIntersecting)) return;
  sight.disconnect();
  open();
}, { rootMargin: "200px" });
sight.observe(box);
