/* The map itself, drawn by Leaflet: a marker to move, the towns around by name, other places as small circles. */
const REGION = [[44.68, 8.5], [46.64, 11.43]];
// Without streets the towns around are what one sees by.
const ZOOM = { streets: { town: 13, point: 15 }, names: { town: 11, point: 13 } };
const STEP = 10, MARGIN = 60;
const KEYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

function bdi(text) {
  return Object.assign(document.createElement("bdi"), { textContent: text });
}

/* A place in words, as nodes: its name, how many more are there, its address. */
function named(place, more) {
  const others = place.services > 1 ? " " + more.replace("[number]", place.services - 1) : "";
  return [bdi(place.name), others, ...(place.address ? [", ", bdi(place.address)] : [])];
}

function tip(nodes) {
  const box = document.createElement("span");
  box.append(...nodes);
  return box;
}

function furnished(canvas, texts, streetsFailed) {
  const { L } = window;
  const moving = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(canvas, {
    attributionControl: false, zoomControl: false, scrollWheelZoom: false, doubleClickZoom: false, minZoom: 7, maxZoom: 18,
    zoomAnimation: moving, fadeAnimation: moving, markerZoomAnimation: moving, inertia: moving,
  }).fitBounds(REGION);
  L.control.zoom({ zoomInTitle: texts.zoomIn, zoomOutTitle: texts.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (texts.tiles) {
    L.control.attribution({ prefix: false }).addTo(map);
    // Servers of tiles want to know who asks (the house's address, never the page's).
    L.tileLayer(texts.tiles, { attribution: texts.attribution, maxZoom: 18, referrerPolicy: "strict-origin-when-cross-origin" })
      .once("tileerror", streetsFailed).addTo(map);
  }
  return map;
}

/* Of names that would lie over each other the first is shown. */
function uncover(labels) {
  const seen = [];
  labels.forEach((label) => {
    const element = label.getElement();
    if (!element) return;
    const own = element.getBoundingClientRect();
    const covered = seen.some((other) => own.left < other.right && other.left < own.right && own.top < other.bottom && other.top < own.bottom);
    element.classList.toggle("place-covered", covered);
    if (!covered) seen.push(own);
  });
}

/* `set(latitude, longitude)` is told what is set on the map. */
export function open(canvas, texts, set, streetsFailed) {
  const { L } = window;
  const map = furnished(canvas, texts, streetsFailed);
  const zoom = texts.tiles ? ZOOM.streets : ZOOM.names;
  const around = L.layerGroup().addTo(map);
  const icon = L.divIcon({ className: "place-marker", iconSize: [44, 44], iconAnchor: [22, 42] });
  const marker = L.marker(map.getCenter(), { icon, draggable: true, autoPan: true, zIndexOffset: 1000 });
  let labels = [];

  function put(place) {
    set(place.lat, place.lng);
    // The arrows go on from where the mouse or the finger has left it.
    marker.getElement().focus({ preventScroll: true });
  }

  function step(event) {
    const way = KEYS[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const pixels = event.shiftKey ? 1 : STEP;
    const place = map.unproject(map.project(marker.getLatLng()).add([way[0] * pixels, way[1] * pixels]));
    set(place.lat, place.lng);
  }

  marker.on("add", () => {
    marker.getElement().setAttribute("aria-label", texts.marker);
    marker.getElement().addEventListener("keydown", step);
  });
  marker.on("dragend", () => put(marker.getLatLng()));
  map.on("click", (event) => put(event.latlng.wrap()));
  map.on("zoomend", () => uncover(labels));
  canvas.addEventListener("keydown", (event) => {
    if (event.target !== canvas || event.key !== "Enter") return;
    event.preventDefault();
    put(map.getCenter().wrap());
  });

  /* Show the point [latitude, longitude], or none; without gliding, for a key held down is quicker. */
  function mark(at) {
    if (!at) { marker.remove(); return; }
    const first = !map.hasLayer(marker);
    marker.setLatLng(at).addTo(map);
    const away = !map.getBounds().contains(at);
    if (away || (first && map.getZoom() < zoom.town)) map.setView(at, Math.max(map.getZoom(), zoom.point), { animate: false });
    else map.panInside(at, { padding: [MARGIN, MARGIN], animate: false });
  }

  /* Draw the towns and places that are around. */
  function surround(answer, more) {
    around.clearLayers();
    answer.places.forEach((place) => {
      const circle = L.circleMarker([place.latitude, place.longitude], { radius: 6, color: "#fff", weight: 1, fillColor: "#00673d", fillOpacity: 1 });
      circle.bindTooltip(tip(named(place, more)), { className: "place-name" }).addTo(around);
    });
    labels = answer.around.map((town) => {
      const chosen = answer.town && town.name === answer.town.name ? " place-chosen" : "";
      const seat = L.circleMarker([town.latitude, town.longitude], { radius: 4, color: "#17324d", weight: 2, fillColor: "#fff", fillOpacity: 1, interactive: false });
      seat.bindTooltip(tip([bdi(town.name)]), { permanent: true, direction: "right", className: "place-label" + chosen }).addTo(around);
      return seat.getTooltip();
    });
    uncover(labels);
  }

  /* Where there is no point yet: the town, or all that is around. */
  function overlook(answer) {
    if (answer.town) map.setView([answer.town.latitude, answer.town.longitude], zoom.town);
    else if (answer.around.length) map.fitBounds(answer.around.map((town) => [town.latitude, town.longitude]), { padding: [20, 20] });
  }

  return { mark, surround, overlook, named, metres: (one, other) => map.distance(one, other) };
}
