/* The transport: one request, and what kind of failure it met. */

var PATIENCE = 20000;

/* A failed request: `status` 0 when the house was not reached; `sentence` is for people. */
function failure(status, sentence, wait) {
  var error = new Error("approdo " + status);
  error.status = status;
  error.sentence = sentence;
  error.wait = wait;
  /* Worth trying again: no network, too fast, the house restarts. Everything else would fail again. */
  error.passing = status === 0 || status === 408 || status === 429 || status >= 500;
  error.gone = status === 401 || status === 403 || status === 404 || status === 410;
  return error;
}

async function refusal(response) {
  var sentence = null;
  try {
    sentence = (await response.json()).error.message;
  } catch (error) {
    /* Not our own error shape: a proxy answered. */
  }
  return failure(response.status, sentence, Number(response.headers.get("Retry-After")) * 1000 || 0);
}

function headers(extra) {
  var all = Object.assign({ Accept: "application/json" }, extra);
  if (kept.token) all.Authorization = "Bearer " + kept.token;
  return all;
}

function conversationPath(rest) {
  return "/api/v1/conversations/" + encodeURIComponent(kept.id) + (rest || "");
}

/* One request; resolves to the JSON of the answer (null for an empty one), rejects with a `failure`. */
async function request(method, path, body) {
  var control = new AbortController();
  var timer = setTimeout(control.abort.bind(control), PATIENCE);
  var options = { method: method, headers: headers(), signal: control.signal, credentials: "omit", cache: "no-store" };
  if (body) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  var response;
  try {
    response = await fetch(BASE + path, options);
    if (response.ok) return response.status === 204 ? null : await response.json();
  } catch (error) {
    throw failure(0);
  } finally {
    clearTimeout(timer);
  }
  throw await refusal(response);
}

/* A new conversation. A place nobody knows is the page's mistake, an earlier conversation that is gone nobody's:
   then without them. */
async function startConversation() {
  var wish = { language: currentLanguage, place: options.place || null, previous: kept.previous || null };
  var started;
  try {
    started = await request("POST", "/api/v1/conversations", wish);
  } catch (error) {
    if (error.passing || !(wish.place || wish.previous)) throw error;
    started = await request("POST", "/api/v1/conversations", { language: wish.language, place: null });
  }
  keep({ id: started.id, token: started.token, read: 0, previous: null });
}

/* Wait longer after every failure, up to ten seconds, never all at the same moment. */
function backoff(failures) {
  return Math.min(8000, 500 * Math.pow(2, failures)) * (0.75 + Math.random() / 2);
}

/* A pause somebody else can end: `pause.wake()`. */
function createPause() {
  var finish = null;
  return {
    sleep: function (milliseconds) {
      return new Promise(function (resolve) {
        var timer = setTimeout(resolve, milliseconds);
        finish = function () {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    wake: function () {
      if (finish) finish();
    },
  };
}
