/* Going on elsewhere: in a new conversation, or with this one in Telegram. */

/* Mediators see the earlier conversation beside the new one only where she says so. */
function askToBegin() {
  askFirst(t("new_sure"), [
    { text: t("new_readable"), act: beginAgain.bind(null, true) },
    { text: t("new_alone"), act: beginAgain.bind(null, false) },
    { text: t("new_no"), act: dismissConfirmation },
  ]);
}

function beginAgain(readable) {
  var earlier = { id: kept.id, token: kept.token };
  feed.reset();
  outbox.clear();
  forgetConversation();
  keep({ draft: "", previous: readable ? earlier : null });
  seen = {};
  awaited = {};
  forgetHandoff();
  clearLog();
  addToLog({ message: { author: "notice", text: t(readable ? "new_begun_readable" : "new_begun"), language: currentLanguage } });
  refreshTyping();
  input.focus();
}

/* The code is worth one joining, for ten minutes: it is asked for when she wants to go. */
async function goOnInTelegram() {
  try {
    var code = await request("POST", conversationPath("/link"));
    var attributes = { class: "choice", href: code.link, target: "_blank", rel: "noopener noreferrer" };
    var go = el("a", attributes, [t("telegram_open"), el("span", { class: "hidden", text: " (" + t("new_window") + ")" })]);
    go.addEventListener("click", dismissConfirmation);
    askFirst(t("telegram_sure"), [go, { text: t("new_no"), act: dismissConfirmation }]);
  } catch (error) {
    announce(t("telegram_failed"));
    addToLog({ message: { author: "notice", text: t("telegram_failed"), language: currentLanguage } });
  }
}
