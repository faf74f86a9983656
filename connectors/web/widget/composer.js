/* Where she writes. Enter sends, Shift and Enter is a new line. */

var LONGEST = 4000;

var input = el("textarea", { id: "approdo-input", rows: "1", maxlength: String(LONGEST), autocomplete: "off" });
var inputLabel = el("label", { class: "hidden", for: "approdo-input" });
var sendButton = el("button", { type: "submit", class: "send" }, icon("send", "mirrored"));
var composer = el("form", { class: "composer" }, [inputLabel, input, sendButton]);
var announcement = el("p", { role: "status", class: "announcement" });

function announce(sentence) {
  announcement.textContent = sentence;
}

function fitInput() {
  /* An empty field has no direction of its own: the panel's, for its placeholder. */
  input.dir = input.value ? "auto" : direction();
  input.style.height = "auto";
  input.style.height = Math.min(input.scrollHeight + 2, 144) + "px";
}

function sendInput() {
  var text = input.value.trim();
  if (!text) return input.focus();
  input.value = "";
  keep({ draft: "" });
  fitInput();
  announce("");
  say({ text: text }, text);
}

input.addEventListener("input", function () {
  fitInput();
  keep({ draft: input.value });
  tellTyping();
});

input.addEventListener("keydown", function (event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  sendInput();
});

composer.addEventListener("submit", function (event) {
  event.preventDefault();
  sendInput();
  input.focus();
});

/* The human being she talks with sees that she is writing: told at most every three seconds. */
var TYPING_PAUSE = 3000;
var toldTyping = 0;

function tellTyping() {
  if (!isTaken() || !input.value.trim() || Date.now() - toldTyping < TYPING_PAUSE) return;
  toldTyping = Date.now();
  request("POST", conversationPath("/typing")).catch(function () {
    /* It would be no news a moment later. */
  });
}

function labelComposer() {
  var to = isTaken() && t("input_to", { name: partnerName() });
  inputLabel.textContent = to || t("input_label");
  input.placeholder = to || t("input_placeholder");
  sendButton.setAttribute("aria-label", t("send"));
  fitInput();
}
