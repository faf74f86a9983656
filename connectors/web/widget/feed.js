/* What comes in: server-sent events over fetch (EventSource cannot carry a token), polling beneath.
   Every round first catches up by GET, then listens; so where streams do not pass, rounds are the polling. */

var SILENCE = 45000;
var LONGEST_LINE = 1000000;

/* `on.message(m)`, `on.event(name, data)` for all that is no message, `on.reached(bool)`, `on.gone()`;
   `on.pending()` tells whether an answer is awaited, `on.settled()` up to which position nothing changes any more. */
function createFeed(on) {
  var round = 0;
  var running = false;
  var last = 0;
  var stopStream = null;
  /* Whether the last stream brought anything; null before the first one was opened. */
  var live = null;
  var pause = createPause();

  function take(message) {
    if (message.position > last) last = message.position;
    on.message(message);
  }

  function receiveEvent(name, data) {
    live = true;
    if (name !== "message") on.event(name, data);
    else if (data.position) take(data);
  }

  async function catchUp() {
    var turn = round;
    var found = await request("GET", conversationPath("/messages?after=" + Math.min(last, on.settled())));
    if (turn === round) found.messages.forEach(take);
    if (live === false) await askStatus(turn);
  }

  /* Where no stream says who has the conversation. */
  async function askStatus(turn) {
    try {
      var status = await request("GET", conversationPath());
      if (turn === round) on.event("status", status);
    } catch (error) {
      /* Asked again at the next round. */
    }
  }

  async function listen() {
    live = false;
    if (!window.ReadableStream || !window.TextDecoder) return pause.sleep(on.pending() ? 2000 : 8000);
    var control = new AbortController();
    stopStream = control.abort.bind(control);
    try {
      await readEvents(control, receiveEvent, last);
    } finally {
      stopStream = null;
    }
  }

  async function run(turn) {
    var failures = 0;
    while (turn === round) {
      try {
        await catchUp();
        if (turn !== round) return;
        on.reached(true);
        failures = 0;
        await listen();
      } catch (error) {
        if (turn !== round) return;
        if (error.gone) return on.gone(error.status);
        failures += 1;
        on.reached(false);
      }
      if (turn === round) await pause.sleep(failures ? backoff(failures) : on.pending() ? 500 : 1500);
    }
  }

  return {
    start: function () {
      if (running) return;
      running = true;
      round += 1;
      run(round);
    },
    stop: function () {
      running = false;
      round += 1;
      if (stopStream) stopStream();
      pause.wake();
    },
    reset: function () {
      this.stop();
      last = 0;
    },
    wake: pause.wake,
    live: function () {
      return Boolean(live);
    },
    /* Ask beside the stream: for answers that are late because something in between holds events back. */
    ask: function () {
      return running ? catchUp().catch(function () {}) : Promise.resolve();
    },
  };
}

/* Read one stream until it ends; a stream that is silent for too long counts as ended. */
async function readEvents(control, take, last) {
  var watch = setTimeout(control.abort.bind(control), SILENCE);
  try {
    var options = { headers: headers({ Accept: "text/event-stream" }), signal: control.signal, credentials: "omit" };
    if (last) options.headers["Last-Event-ID"] = String(last);
    var response = await fetch(BASE + conversationPath("/events"), options);
    if (!response.ok) throw await refusal(response);
    if (!response.body) return;
    var reader = response.body.getReader();
    var decoder = new TextDecoder();
    var rest = "";
    for (;;) {
      var piece = await reader.read();
      if (piece.done) return;
      clearTimeout(watch);
      watch = setTimeout(control.abort.bind(control), SILENCE);
      rest = parseEvents((rest + decoder.decode(piece.value, { stream: true })).slice(-LONGEST_LINE), take);
    }
  } catch (error) {
    if (error.status) throw error;
    if (!control.signal.aborted) throw failure(0);
  } finally {
    clearTimeout(watch);
  }
}

/* Hand on every whole event of `text` as `take(name, data)`; what is not whole yet is returned. Rejects when the conversation was erased. */
function parseEvents(text, take) {
  var events = text.split(/\r\n\r\n|\n\n/);
  var rest = events.pop();
  events.forEach(function (event) {
    var data = event
      .split(/\r?\n/)
      .filter(function (line) {
        return line.indexOf("data:") === 0;
      })
      .map(function (line) {
        return line.slice(5);
      })
      .join("\n");
    var name = (/^event: ?(\w+)/m.exec(event) || ["", "message"])[1];
    if (name === "erased") throw failure(410);
    var known = null;
    try {
      known = JSON.parse(data || "null");
    } catch (error) {
      return;
    }
    if (known) take(name, known);
  });
  return rest;
}
