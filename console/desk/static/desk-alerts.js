/* How the desk makes itself heard: the tab's title always, sound and notifications of the system when wanted. */

import { byId } from "./desk-dom.js";
import { account, say } from "./desk-words.js";
import { stored, store } from "./desk-store.js";

const PLAIN_TITLE = document.title;
/* An urgent call rings again so often, with so many milliseconds between, until the desk is looked at. */
const RINGS = 8;
const BETWEEN_RINGS = 1500;

const soundButton = byId("desk-sound");
const notifyButton = byId("desk-notify");
let before = null;
let audio = null;
let ringing = null;

export function startAlerts() {
  toggle(soundButton, "sound", async () => true);
  toggle(notifyButton, "notify", permission);
  if (!("Notification" in window)) notifyButton.hidden = true;
  /* Browsers let a page sound only after it was touched; touching it also ends the ringing. */
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, lookedAt, { capture: true });
  addEventListener("focus", stopRinging);
}

function toggle(button, name, mayTurnOn) {
  const key = `${name}.${account}`;
  const show = () => button.setAttribute("aria-pressed", String(stored(key) === "on"));
  button.addEventListener("click", async () => {
    const on = stored(key) !== "on" && (await mayTurnOn());
    store(key, on ? "on" : null);
    show();
    if (on && name === "sound") sound(false);
  });
  show();
}

function isOn(name) {
  return stored(`${name}.${account}`) === "on";
}

async function permission() {
  if (Notification.permission === "default") await Notification.requestPermission();
  if (Notification.permission === "granted") return true;
  byId("desk-status").textContent = say("notify_refused");
  return false;
}

/* Show the counts in the title, and be heard where there is more than before. */
export function announce(counts) {
  document.title = (counts.unread ? `(${counts.unread}) ` : "") + PLAIN_TITLE;
  const more = (name) => before !== null && counts[name] > before[name];
  if (more("urgent")) beHeard("urgent");
  else if (more("offered")) beHeard("offered");
  else if (more("unread")) beHeard("unread");
  else if (more("waiting")) beHeard("waiting");
  before = counts;
}

function beHeard(what) {
  if (isOn("sound")) what === "urgent" ? ring() : sound(false);
  if (isOn("notify") && (document.hidden || !document.hasFocus())) notify(what);
}

function notify(what) {
  try {
    const shown = new Notification(say(`alert.${what}`), { tag: `approdo-${what}`, icon: "/static/icon.svg" });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
  } catch (error) {
    /* Phones know notifications only from service workers: there the title and the sound have to do. */
  }
}

function ring() {
  stopRinging();
  let left = RINGS;
  const again = () => {
    sound(true);
    left -= 1;
    ringing = left ? setTimeout(again, BETWEEN_RINGS) : null;
  };
  again();
}

function stopRinging() {
  clearTimeout(ringing);
  ringing = null;
}

function lookedAt() {
  stopRinging();
  if (audio && audio.state === "suspended") audio.resume();
}

/* Two short notes; an urgent call has three higher ones. */
function sound(urgent) {
  audio = audio || new AudioContext();
  const notes = urgent ? [880, 1175, 880] : [587, 784];
  notes.forEach((pitch, index) => note(pitch, audio.currentTime + index * 0.18));
}

function note(pitch, at) {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.2, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.16);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.17);
}
