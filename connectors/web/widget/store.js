/* What outlives a reload, in this tab only: sessionStorage, or memory where that is forbidden. No cookies. */

var STORE_KEY = "approdo:" + BASE;
var memory = null;

function readStore() {
  try {
    return JSON.parse(window.sessionStorage.getItem(STORE_KEY) || "{}") || {};
  } catch (error) {
    return memory || {};
  }
}

var kept = readStore();

function keep(changes) {
  Object.assign(kept, changes);
  memory = kept;
  try {
    window.sessionStorage.setItem(STORE_KEY, JSON.stringify(kept));
  } catch (error) {
    /* Private mode or a full store: memory holds it until the page goes. */
  }
}

/* Forget the conversation; the chosen language and the open panel stay. */
function forgetConversation() {
  keep({ id: null, token: null, labels: {}, read: 0, told: 0 });
}

/* A random UUID, version 4; crypto.randomUUID is too new for old phones. */
function uuid() {
  var bytes = window.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  var hex = Array.prototype.map.call(bytes, function (byte) {
    return (byte + 256).toString(16).slice(1);
  });
  return [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10), hex.slice(10)]
    .map(function (part) {
      return part.join("");
    })
    .join("-");
}
