/* Whether the house answers; the banner waits a moment, for a hiccup is no news. */
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
  if (!document.hidden) tryNow();
});
