/* What goes out: kept until the house has stored it, tried again under the same id, one after the other. */

/* `on.state(id, "sending" | "waiting" | "sent" | "failed", sentence)`, `on.reached(bool)`, `on.started()`, `on.lost()`. */
function createOutbox(on) {
  var busy = false;
  var failures = 0;
  var pause = createPause();

  function queue() {
    return kept.outbox || [];
  }

  function drop(id) {
    keep({
      outbox: queue().filter(function (item) {
        return item.id !== id;
      }),
    });
  }

  async function deliver(item) {
    if (!kept.id) {
      await startConversation();
      on.started();
    }
    return request("POST", conversationPath("/messages"), Object.assign({ id: item.id }, item.body));
  }

  function refused(item, error) {
    if (error.gone && !item.again) {
      /* The conversation is no more: say so once, and ask again in a new one. */
      item.again = true;
      return on.lost();
    }
    drop(item.id);
    on.state(item.id, "failed", error.sentence);
  }

  async function attempt(item) {
    on.state(item.id, failures ? "waiting" : "sending");
    try {
      await deliver(item);
      failures = 0;
      drop(item.id);
      on.reached(true);
      on.state(item.id, "sent");
    } catch (error) {
      if (queue().indexOf(item) < 0) return;
      if (!error.passing) return refused(item, error);
      failures += 1;
      on.state(item.id, "waiting", error.status === 429 ? error.sentence : null);
      if (error.status !== 429) on.reached(false);
      await pause.sleep(Math.max(backoff(failures), error.wait || 0));
    }
  }

  async function drain() {
    if (busy) return;
    busy = true;
    while (queue().length) await attempt(queue()[0]);
    busy = false;
  }

  return {
    add: function (item) {
      keep({ outbox: queue().concat([item]) });
      drain();
    },
    clear: function () {
      keep({ outbox: [] });
      pause.wake();
    },
    items: queue,
    drain: drain,
    wake: pause.wake,
  };
}
