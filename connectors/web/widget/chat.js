/* The conversation itself: what she says goes out, what comes in is shown once. */

var seen = {};
var awaited = {};
var answered = {};
var reached = true;
var GIVE_UP_WAITING = 45000;
var SETTLING = 120000;

var outbox = createOutbox({
  state: function (id, state, sentence) {
    if (state === "failed") delete awaited[id];
    if (state === "sent" && !answered[id]) expectAnswer(id);
    setOwnState(id, state, sentence);
    refreshTyping();
  },
  reached: noteReached,
  started: function () {
    feed.reset();
    feed.start();
  },
  lost: loseConversation,
});

var feed = createFeed({
  message: receive,
  event: receiveEvent,
  reached: noteReached,
  gone: loseConversation,
  pending: function () {
    return isAwaiting();
  },
  settled: settledPosition,
});

function isAwaiting() {
  return Object.keys(awaited).length > 0;
}

/* The assistant answers what is said to it; while a human being has the conversation it is silent. */
function expectAnswer(id) {
  if (!isWithMediator()) awaited[id] = Date.now();
}

/* Say something: shown at once, sent when it can be. */
function say(body, text) {
  var item = { id: uuid(), body: body, text: text };
  var labels = Object.assign({}, kept.labels);
  if (!body.text) labels[item.id] = text;
  keep({ labels: labels });
  expectAnswer(item.id);
  addToLog({ own: { id: item.id, text: text, state: "sending", at: new Date().toISOString() } });
  outbox.add(item);
  refreshTyping();
  feed.wake();
}

/* A message that comes again is passed over, unless it says something else now. */
function receive(message) {
  var before = seen[message.position];
  seen[message.position] = gist(message);
  if (before === gist(message)) return;
  if (before) return replaceInLog(message);
  if (message.author === "person") receiveOwn(message);
  else receiveReply(message);
  keepUntoldLast();
  followLanguage(message);
  refreshTyping();
}

function gist(message) {
  var about = [message.language, message.translation, message.original, message.mediator];
  return JSON.stringify(about.concat(message.text, message.choices));
}

/* A human being's words may still be translated a moment after they came: until then they are asked for again. */
function settledPosition() {
  var open = shown.filter(function (item) {
    var message = item.message || {};
    if (message.author !== "mediator" || !message.position) return false;
    var settled = message.translation === "machine" || message.translation === "original";
    return !settled && Date.now() - new Date(message.created_at) < SETTLING;
  })[0];
  return open ? open.message.position - 1 : Infinity;
}

function receiveOwn(message) {
  if (ownNodes[message.id]) setOwnState(message.id, isTaken() ? "delivered" : "sent");
  else showOwn(message);
  noteTold(message.id);
}

function showOwn(message) {
  var text = (kept.labels || {})[message.id] || message.text;
  addToLog({ own: { id: message.id, text: text, state: "sent", language: message.language, at: message.created_at } });
  if (Date.now() - new Date(message.created_at) < GIVE_UP_WAITING) expectAnswer(message.id);
}

function receiveReply(message) {
  if (message.reply_to) {
    answered[message.reply_to] = true;
    delete awaited[message.reply_to];
  }
  if (message.author !== "notice") noteSpeaker(message.author);
  addToLog({ message: message });
  countUnread(message);
  emit("message", { author: message.author, text: message.text, position: message.position });
}

/* The widget speaks the language of the conversation. An Italian guide may stand in for one that is not
   translated yet: that is no change of language. */
function followLanguage(message) {
  var standsIn = message.language === "it" && isGuide(message.answer);
  if (message.author === "notice" || message.author === "mediator" || standsIn) return;
  var known = knownLanguage(message.language);
  if (known && known.code !== currentLanguage) switchLanguage(known.code);
}

function refreshTyping() {
  Object.keys(awaited).forEach(function (id) {
    if (Date.now() - awaited[id] > GIVE_UP_WAITING) delete awaited[id];
  });
  if (writer) showTyping(t("typing_mediator", { name: writer }), true);
  else showTyping(reached && !isWithMediator() && isAwaiting() ? t("typing") : "", false);
}

/* While an answer is awaited, or a human being where streams do not pass, look beside the stream now and then. */
setInterval(function () {
  if (!isAwaiting() && !(handoff && !feed.live())) return;
  refreshTyping();
  if (kept.id && !outbox.items().length) feed.ask();
}, 4000);

/* It ended elsewhere: say so; the next message begins a new one. */
function loseConversation(status) {
  if (!kept.id) return;
  feed.reset();
  noteAllSentTold();
  forgetConversation();
  seen = {};
  forgetHandoff();
  if (!outbox.items().length) awaited = {};
  var sentence = outbox.items().length ? "gone_again" : status === 410 ? "deleted" : "gone";
  addToLog({ message: { author: "notice", text: t(sentence), language: currentLanguage } });
  refreshTyping();
}

/* Delete everything, here and there. Resolves to whether it is done. */
async function eraseConversation() {
  try {
    if (kept.id) await request("DELETE", conversationPath());
  } catch (error) {
    if (!error.gone) {
      announce(t("delete_failed"));
      return false;
    }
  }
  feed.reset();
  outbox.clear();
  forgetConversation();
  keep({ draft: "" });
  seen = {};
  awaited = {};
  forgetHandoff();
  clearLog();
  addToLog({ message: { author: "notice", text: t("deleted"), language: currentLanguage } });
  refreshTyping();
  emit("deleted");
  return true;
}

/* After a reload: what was said, and what was not sent yet. */
function resume() {
  outbox.items().forEach(function (item) {
    awaited[item.id] = Date.now();
    addToLog({ own: { id: item.id, text: item.text, state: "waiting", at: new Date().toISOString() } });
  });
  if (kept.id) feed.start();
  else speakUp();
  outbox.drain();
  refreshTyping();
}
