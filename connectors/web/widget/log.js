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

function setOwnState(id, state, sentence) {
  var item = shown.filter(function (one) {
    return one.own && one.own.id === id;
  })[0];
  if (!item) return;
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
    if (item.own) ownNodes[item.own.id] = question = item.node;
    quietOlderChoices();
    log.appendChild(item.node);
  });
  if (shown.length) place();
  if (spoken) setTimeout(speakUp, 300);
}

/* Silent while an earlier conversation is being restored; from then on what is new is read out. */
var spoken = false;

function speakUp() {
  spoken = true;
  log.setAttribute("aria-live", "polite");
}

/* What the house has not stored yet comes after all it has. */
function keepUnsentLast() {
  var unsent = shown.filter(function (item) {
    return item.own && item.own.state !== "sent" && item.own.state !== "failed";
  });
  shown = shown
    .filter(function (item) {
      return unsent.indexOf(item) < 0;
    })
    .concat(unsent);
  unsent.forEach(function (item) {
    log.appendChild(item.node);
  });
}

function clearLog() {
  shown = [];
  ownNodes = {};
  question = null;
  reading = false;
  redrawLog();
}

/* Keep her question at the top and read the answer from its beginning; leave her alone where she reads above. */
var question = null;
var reading = false;
var placed = 0;

function follow(item) {
  if (item.own) {
    question = item.node;
    reading = false;
  }
  place();
}

function place() {
  if (!reading) {
    var last = log.lastChild;
    scroller.scrollTop = (question || last).offsetTop - 12;
    placed = scroller.scrollTop;
  }
  toEnd.hidden = atEnd();
}

function atEnd() {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
}

function scrollToEnd() {
  scroller.scrollTop = scroller.scrollHeight;
}

var toEnd = el("button", { type: "button", class: "to-end", hidden: true, onclick: scrollToEnd }, icon("down"));

scroller.addEventListener("scroll", function () {
  toEnd.hidden = atEnd();
  /* Only her own scrolling counts, not the place we chose. */
  if (Math.abs(scroller.scrollTop - placed) > 2) reading = scroller.scrollTop < placed - 40 && !atEnd();
});

/* The three dots, from her message until its answer. */
function showTyping(on) {
  if (on === Boolean(typing.firstChild)) return;
  empty(typing);
  if (on) append(typing, [el("span", { class: "dots", "aria-hidden": "true" }, [el("i"), el("i"), el("i")]), hidden(t("typing"))]);
  if (on) place();
}
