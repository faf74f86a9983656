/* Whom she reaches: whether the house answers, and which human being she waits for or talks with.
   The banner waits a moment, for a hiccup is no news. */
var bannerTimer = null;

function noteReached(yes) {
  var before = reached;
  reached = yes && navigator.onLine !== false;
  clearTimeout(bannerTimer);
  if (reached) {
    /* Whoever got through first tells the other. */
    if (!before) tryNow();
    showBanner("");
    speakUp();
  } else {
    bannerTimer = setTimeout(function () {
      showBanner(t(navigator.onLine === false ? "offline" : "unreachable"));
    }, 1200);
  }
  refreshTyping();
}

function tryNow() {
  outbox.wake();
  feed.wake();
}

window.addEventListener("online", function () {
  if (!kept.id && !outbox.items().length) noteReached(true);
  tryNow();
});

window.addEventListener("offline", function () {
  noteReached(false);
});

document.addEventListener("visibilitychange", function () {
  if (document.hidden) return;
  tryNow();
  noteRead();
});

/* The hand-off as the house last told it: undefined while it has said nothing, null when the assistant answers.
   Where it never says anything, who spoke last stands in for it. */
var handoff;
var mediatorSpoke = false;
/* Who is writing just now, and until when that counts. */
var writer = "";
var writerTimer = null;
var WRITING = 6000;
/* What comes in one go is told in one go. */
var readTimer = null;
var READING_PAUSE = 400;

var barText = el("p", { role: "status" });
var barDanger = el("p", { class: "danger" });
var withdrawButton = el("button", { type: "button", class: "choice", onclick: withdraw });
append(bar, [icon("person"), el("div", {}, [barText, barDanger]), withdrawButton]);

function isTaken() {
  return Boolean(handoff && handoff.state === "taken");
}

function isWaiting() {
  return Boolean(handoff && handoff.state === "waiting");
}

function isWithMediator() {
  return handoff === undefined ? mediatorSpoke : isTaken();
}

function partnerName(known) {
  return isolated(givenName(known || handoff) || t("handoff_person"));
}

function noteSpeaker(author) {
  mediatorSpoke = author === "mediator";
  if (!mediatorSpoke) return;
  awaited = {};
  noteWriter("");
}

function receiveEvent(name, data) {
  if (name === "status") receiveStatus(data);
  if (name === "typing" && data.author === "mediator") noteWriter(partnerName({ mediator: data }));
}

function receiveStatus(status) {
  handoff = status.handoff || null;
  if (isTaken()) awaited = {};
  else noteWriter("");
  labelHandoff();
  refreshTyping();
  noteRead();
}

function noteWriter(name) {
  clearTimeout(writerTimer);
  writer = name;
  if (name) writerTimer = setTimeout(noteWriter, WRITING, "");
  refreshTyping();
}

function forgetHandoff() {
  handoff = undefined;
  mediatorSpoke = false;
  noteWriter("");
  labelHandoff();
}

/* What the bar says, in one part or two. */
function handoffParts() {
  if (isTaken()) return [t("handoff_taken", { name: partnerName() })];
  if (!isWaiting()) return [];
  var parts = [t("handoff_waiting")];
  if (handoff.ahead === 0) parts.push(t("handoff_first"));
  if (handoff.ahead > 0) parts.push(t("handoff_ahead", { count: handoff.ahead }));
  return parts;
}

/* Read out only when it says something new. */
function fillBar(parts) {
  if (barText.textContent === parts.join(" · ")) return;
  empty(barText);
  append(barText, [parts[0], parts[1] && " · ", parts[1] && el("span", { class: "far", text: parts[1] })]);
}

function fillDanger(sentence) {
  if (barDanger.textContent === sentence) return;
  empty(barDanger);
  append(barDanger, inline(sentence));
}

/* Everything that says who has the conversation. */
function labelHandoff() {
  fillBar(handoffParts());
  fillDanger(isWaiting() && handoff.urgent ? t("welcome_danger") : "");
  bar.classList.toggle("on", isTaken() || isWaiting());
  frame.classList.toggle("taken", isTaken());
  labelWithdraw();
  subtitle.textContent = isTaken() ? authorName("mediator") : t("subtitle");
  labelComposer();
}

function labelWithdraw() {
  if (!isWaiting() && withdrawButton.getRootNode().activeElement === withdrawButton) scroller.focus();
  withdrawButton.hidden = !isWaiting();
  withdrawButton.removeAttribute("aria-disabled");
  withdrawButton.textContent = t("handoff_withdraw");
}

/* Once, however often it is tapped before the house has answered. */
function withdraw() {
  if (withdrawButton.getAttribute("aria-disabled")) return;
  withdrawButton.setAttribute("aria-disabled", "true");
  say({ choice: "handoff:withdraw" }, t("handoff_withdraw"));
}

/* Tell the house, once a position, which of a human being's words and of the notices she has on screen. */
function noteRead() {
  if (!readTimer) readTimer = setTimeout(tellRead, READING_PAUSE);
}

function tellRead() {
  readTimer = null;
  if (handoff === undefined || !kept.id || panel.hidden || document.hidden) return;
  var before = kept.told || 0;
  var position = lastOnScreen();
  if (position <= before) return;
  keep({ told: position });
  request("POST", conversationPath("/read"), { position: position }).catch(function (error) {
    if (error.passing && kept.told === position) keep({ told: before });
  });
}

function lastOnScreen() {
  var end = scroller.scrollTop + scroller.clientHeight - 24;
  return shown.reduce(function (most, item) {
    var message = item.message || {};
    var counts = message.author === "mediator" || message.author === "notice";
    return counts && message.position > most && item.node.offsetTop < end ? message.position : most;
  }, 0);
}
