/* The calls of the desk. What goes wrong is a `Failure` with a sentence for people. */

import { say } from "./desk-words.js";

const BASE = "/api/v1/desk";
/* Milliseconds after which a call counts as failed: the translator's limit and a slow line are within it. */
const PATIENCE = 30000;

/* `status` is HTTP's, 0 where the house could not be reached. */
export class Failure extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
    this.signedOut = status === 401;
    this.offline = status === 0;
  }
}

/* Called with true and false as the house is reached or not, and when the session is over. */
export const heard = { reached: () => {}, signedOut: () => {} };

/* Ask the house; the answer's JSON, or null where it has none. Throws a Failure, or an AbortError after `signal`. */
export async function call(method, path, body, signal) {
  const response = await answered(method, path, body, signal);
  heard.reached(true);
  if (response.ok) return response.status === 204 ? null : response.json();
  const failure = new Failure(response.status, await sentenceOf(response));
  if (failure.signedOut) heard.signedOut();
  throw failure;
}

async function answered(method, path, body, signal) {
  const control = new AbortController();
  const stop = () => control.abort();
  const timer = setTimeout(stop, PATIENCE);
  if (signal) signal.addEventListener("abort", stop);
  const headers = { Accept: "application/json", ...(body && { "Content-Type": "application/json" }) };
  try {
    return await fetch(BASE + path, { method, headers, body: body && JSON.stringify(body), signal: control.signal });
  } catch (error) {
    if (signal && signal.aborted) throw error;
    heard.reached(false);
    throw new Failure(0, say("fault.offline"));
  } finally {
    clearTimeout(timer);
    if (signal) signal.removeEventListener("abort", stop);
  }
}

async function sentenceOf(response) {
  if (response.status === 401) return say("fault.signed_out");
  if (response.status === 403) return say("fault.forbidden");
  if (response.status === 404) return say("fault.not_found");
  try {
    return (await response.json()).error.message;
  } catch (error) {
    return say("fault.other");
  }
}

/* An id for a message. Browsers give whole ones only to pages that came over TLS or from this machine. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* `work` in turns: one at a time, and once more when it was wanted meanwhile, at least `pause` milliseconds apart.
   What is returned is done when all that was wanted is. */
export function inTurns(work, pause) {
  let wanted = false;
  let turn = null;
  async function run() {
    while (wanted) {
      wanted = false;
      await work();
      await new Promise((done) => setTimeout(done, pause));
    }
    turn = null;
  }
  return function again() {
    wanted = true;
    turn = turn || run();
    return turn;
  };
}
