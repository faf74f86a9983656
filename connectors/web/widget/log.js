/* The conversation on screen: what was said, in order, and where the eye rests. */

var log = el("div", { role: "log", "aria-live": "off", class: "log" });
var typing = el("div", { role: "status", class: "typing" });
var scroller = el("div", { class: "scroller", tabindex: "0", role: "region" }, [log, typing]);
var shown = [];
var ownNodes = {};

function addToLog(item) {
  shown.push(item);
  var node = item.own ? ownMessage(item.own) : receivedMessage(item.message);
  if (item.own) ownNodes[item.own.id] = node;
  item.node = node;
  quietOlderChoices();
  if (shown.length === 1) empty(log);
  log.appendChild(node);
  follow(item);
}

/* Buttons of earlier messages still work, but step back. */
function quietOlderChoices() {
  Array.prototype.forEach.call(log.querySelectorAll(".choices"), function (row) {
    row.classList.add("past");
  });
}

/* A message that has changed takes its own place, as it was folded out. */
function replaceInLog(message) {
  var item = shown.filter(function (one) {
    return one.message && one.message.position === message.position;
  })[0];
  if (!item) return;
  var focused = item.node.contains(log.getRootNode().activeElement);
  message.unfolded = item.message.unfolded;
  var node = receivedMessage(message);
  log.replaceChild(node, item.node);
  item.message = message;
  item.node = node;
  if (item !== shown[shown.length - 1]) quietOlderChoices();
  if (focused) scroller.focus();
  place();
}

function ownItem(id) {
  return shown.filter(function (one) {
    return one.own && one.own.id === id;
  })[0];
}

function setOwnState(id, state, sentence) {
  var item = ownItem(id);
  /* What has been delivered was sent, whichever of the two is heard first. */
  if (!item || (item.own.state === "delivered" && state === "sent")) return;
  item.own.state = state;
  item.own.sentence = sentence;
  showState(ownNodes[id], state, sentence);
}

/* Everything again, in another language or from nothing; a screen reader hears none of it. */
function redrawLog() {
  log.setAttribute("aria-live", "off");
  empty(log);
  if (!shown.length) log.appendChild(welcome());
  shown.forEach(function (item) {
    item.node = item.own ? ownMessage(item.own) : receivedMessage(item.message);
    if (item.own) ownNodes[item.own.id] = item.node;
    quietOlderChoices();
    log.appendChild(item.node);
  });
  if (question) question.node.classList.add("latest");
  if (shown.length) place();
  if (spoken) setTimeout(speakUp, 300);
}

/* Silent while an earlier conversation is being restored; from then on what is new is read out. */
var spoken = false;

function speakUp() {
  spoken = true;
  log.setAttribute("aria-live", "polite");
}

/* What the house has not told back yet, sent or not, comes after all it has. */
function keepUntoldLast() {
  var untold = shown.filter(function (item) {
    return item.own && !item.own.told && item.own.state !== "failed";
  });
  shown = shown
    .filter(function (item) {
      return untold.indexOf(item) < 0;
    })
    .concat(untold);
  untold.forEach(function (item) {
    log.appendChild(item.node);
  });
}

/* Her message has its place among the others: the house told it back. */
function noteTold(id) {
  ownItem(id).own.told = true;
}

/* The conversation is no more: what was sent will not be told back. */
function noteAllSentTold() {
  shown.forEach(function (item) {
    if (item.own && ["sent", "delivered"].indexOf(item.own.state) >= 0) item.own.told = true;
  });
}

function clearLog() {
  shown = [];
  ownNodes = {};
  question = arrival = null;
  reading = false;
  redrawLog();
}

/* Keep her question at the top and read the answer from its beginning; what comes later unasked, as a human
   being's words do, is brought into sight; leave her alone where she has gone to read. */
var question = null;
var arrival = null;
var reading = false;
var placed = 0;

function follow(item) {
  if (item.own) {
    if (question) question.node.classList.remove("latest");
    item.node.classList.add("latest");
    question = item;
    arrival = null;
    reading = false;
  } else if (item.message.author === "mediator" || !item.message.reply_to) {
    arrival = item;
  }
  place();
}

function place() {
  if (!reading) scrollLog(restingPlace());
  noteScroll();
}

function restingPlace() {
  var top = (question ? question.node : log.lastChild).offsetTop - 12;
  if (!arrival) return top;
  var node = arrival.node;
  var whole = node.offsetTop + node.offsetHeight + 12 - scroller.clientHeight;
  return Math.max(top, Math.min(node.offsetTop - 12, whole));
}

/* Going there ourselves is not her scrolling. */
function scrollLog(top) {
  scroller.scrollTop = top;
  placed = scroller.scrollTop;
}

function atEnd() {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
}

function noteScroll() {
  toEnd.hidden = atEnd();
  noteRead();
}

function scrollToEnd() {
  scroller.scrollTop = scroller.scrollHeight;
}

var toEnd = el("button", { type: "button", class: "to-end", hidden: true, onclick: scrollToEnd }, icon("down"));

scroller.addEventListener("scroll", function () {
  noteScroll();
  /* Only her own scrolling counts, not the place we chose. */
  if (Math.abs(scroller.scrollTop - placed) > 2) reading = Math.abs(scroller.scrollTop - placed) > 40 && !atEnd();
});

/* The three dots: `words` say who is writing, on screen too when it is a human being; none when nobody is. */
function showTyping(words, human) {
  if (typing.textContent === words) return;
  var stay = atEnd();
  empty(typing);
  if (!words) return;
  append(typing, [
    el("span", { class: "dots", "aria-hidden": "true" }, [el("i"), el("i"), el("i")]),
    human ? el("span", { class: "writer", text: words }) : hidden(words),
  ]);
  if (!human) place();
  else if (stay) scrollLog(scroller.scrollHeight);
}
