/* The form of a record: saved while it is written, kept on this computer when saving fails, doubles and town looked up. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-autosave]");
  if (!form) return;
  var PAUSE = 3000, LOOK_UP = 700;
  var state = document.getElementById("saving");
  var seen = form.elements.seen;
  var key = "approdo-draft:" + form.getAttribute("action");
  var changed = false, saving = false, stopped = false, leaving = false, timer = 0;

  function body() {
    return new URLSearchParams(new FormData(form));
  }

  function keep(sent) {
    try { localStorage.setItem(key, JSON.stringify({ sent: sent === true, seen: seen.value, text: body().toString() })); } catch (error) { /* A full or forbidden store: the page still has the text. */ }
  }

  function forget() {
    try { localStorage.removeItem(key); } catch (error) { /* As above. */ }
  }

  function tell(sentence) {
    if (state.textContent !== sentence) state.textContent = sentence;
  }

  function later() {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, PAUSE);
  }

  function saved(answer) {
    seen.value = String(answer.version);
    document.querySelectorAll('form:not([data-autosave]) input[name="seen"]').forEach(function (other) { other.value = seen.value; });
    if (!changed) forget();
    var clock = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    tell(form.dataset.saved.replace("[time]", clock));
  }

  function failed(status) {
    keep();
    changed = true;
    stopped = status === 409 || status === 413;
    tell(status === 409 ? form.dataset.conflict : status === 413 ? form.dataset.large : form.dataset.failed);
  }

  function save() {
    if (!changed || saving || stopped || leaving) return;
    saving = true;
    changed = false;
    tell(form.dataset.saving);
    fetch(form.action, { method: "POST", body: body(), headers: { Accept: "application/json" }, redirect: "error" })
      .then(function (response) { return response.ok ? response.json().then(saved) : failed(response.status); })
      .catch(function () { failed(0); })
      .then(function () { saving = false; if (changed) later(); });
  }

  function noticed() {
    changed = true;
    keep();
    later();
  }

  form.addEventListener("input", noticed);
  form.addEventListener("change", noticed);
  // Two saves at once would be a conflict with oneself: the one under way ends first.
  form.addEventListener("submit", function (event) {
    clearTimeout(timer);
    if (!saving) {
      leaving = true;
      if (changed) keep(true);
      return;
    }
    event.preventDefault();
    var button = event.submitter;
    setTimeout(function () { form.requestSubmit(button); }, 100);
  });
  window.addEventListener("online", function () { if (changed) save(); });
  window.addEventListener("pageshow", function () { leaving = false; });

  /* What an earlier visit could not save. */
  function fill(text) {
    var values = new URLSearchParams(text);
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || field.name === "seen" || field.name === "new" || field.type === "submit") return;
      if (field.type === "checkbox") field.checked = values.getAll(field.name).indexOf(field.value) >= 0;
      else if (values.has(field.name)) field.value = values.get(field.name);
    });
  }

  function offer() {
    var found = null;
    try { found = JSON.parse(localStorage.getItem(key)); } catch (error) { found = null; }
    if (!found || typeof found.text !== "string") return;
    // It was sent with a button, and this page is the answer.
    if (found.sent && "kept" in form.dataset) { forget(); return; }
    var now = body();
    var then = new URLSearchParams(found.text);
    now.delete("seen");
    then.delete("seen");
    if (now.toString() === then.toString()) { forget(); return; }
    var box = document.getElementById("unsaved");
    box.hidden = false;
    document.getElementById("unsaved-take").addEventListener("click", function () {
      fill(found.text);
      // What it was written upon: where somebody has saved since, both texts are shown instead of one overwriting the other.
      if (found.seen) seen.value = found.seen;
      box.hidden = true;
      form.dispatchEvent(new Event("input"));
      save();
    });
    document.getElementById("unsaved-leave").addEventListener("click", function () { forget(); box.hidden = true; });
  }
  offer();

  /* Doubles and the town's point: only the form of a service has them. */
  var doubles = document.getElementById("doubles");
  if (!doubles) return;
  var asking = 0;

  function ask(path, query) {
    return fetch(path + "?" + new URLSearchParams(query), { headers: { Accept: "application/json" } }).then(function (response) {
      if (!response.ok) throw new Error(String(response.status));
      return response.json();
    });
  }

  function text(tag, words) {
    var node = document.createElement(tag);
    node.textContent = words;
    return node;
  }

  function showDoubles(answer) {
    var list = document.getElementById("doubles-list");
    list.textContent = "";
    answer.found.forEach(function (row) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = row.path;
      link.target = "_blank";
      link.appendChild(text("bdi", row.name));
      item.append(link, ", ", text("bdi", row.organization), " (" + list.dataset.same + " " + row.same + ")");
      list.appendChild(item);
    });
    doubles.hidden = answer.found.length === 0;
  }

  function lookForDoubles() {
    var fields = form.elements;
    ask("/console/knowledge/duplicates", {
      id: form.getAttribute("action").split("/").pop(),
      organization: fields.organization_id.value,
      name: fields.name.value,
      phone: fields["phone-0-number"].value,
      municipality: fields.municipality.value,
      address: fields.address_1.value,
    }).then(showDoubles).catch(function () { /* Only a help: the next letter asks again. */ });
  }

  ["name", "phone-0-number", "municipality", "address_1"].forEach(function (name) {
    form.elements[name].addEventListener("input", function () {
      clearTimeout(asking);
      asking = setTimeout(lookForDoubles, LOOK_UP);
    });
  });

  var fillButton = document.getElementById("fill-point");
  var map = document.getElementById("map");
  var placeState = document.getElementById("place-state");
  fillButton.hidden = false;

  function showMap() {
    var north = form.elements.latitude.value.trim().replace(",", "."), east = form.elements.longitude.value.trim().replace(",", ".");
    map.hidden = !north || !east || isNaN(Number(north)) || isNaN(Number(east));
    if (!map.hidden) map.href = "https://www.openstreetmap.org/?mlat=" + north + "&mlon=" + east + "#map=18/" + north + "/" + east;
  }

  fillButton.addEventListener("click", function () {
    ask("/console/knowledge/places", { name: form.elements.municipality.value }).then(function (answer) {
      if (!answer.place) {
        placeState.textContent = [placeState.dataset.unknown].concat(answer.guesses).join(" ");
        return;
      }
      placeState.textContent = "";
      form.elements.municipality.value = answer.place.name;
      form.elements.latitude.value = answer.place.latitude;
      form.elements.longitude.value = answer.place.longitude;
      form.dispatchEvent(new Event("input"));
    }).catch(function () { tell(form.dataset.failed); });
  });
  form.addEventListener("input", showMap);
})();
