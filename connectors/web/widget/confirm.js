/* A question before something that cannot be undone or needs her consent; Escape is always “no”. */

var confirmation = el("div", { class: "confirmation", role: "alertdialog", "aria-labelledby": "approdo-sure", hidden: true });

/* Ask `sentence`; each answer is `{text, bad, act}` or a ready element. The last one gets the focus: the harmless one. */
function askFirst(sentence, answers) {
  empty(confirmation);
  var buttons = answers.map(function (answer) {
    if (answer.nodeType) return answer;
    var attributes = { type: "button", class: answer.bad ? "choice bad" : "choice", text: answer.text };
    var button = el("button", attributes);
    button.addEventListener("click", function () {
      confirmation.hidden = true;
      answer.act();
    });
    return button;
  });
  append(confirmation, [el("p", { id: "approdo-sure", text: sentence }), el("p", { class: "actions" }, buttons)]);
  confirmation.hidden = false;
  buttons[buttons.length - 1].focus();
}

function dismissConfirmation() {
  confirmation.hidden = true;
  actionMenu.button.focus();
}

function askToDelete() {
  askFirst(t("delete_sure"), [
    { text: t("delete_yes"), bad: true, act: reallyDelete },
    { text: t("delete_no"), act: dismissConfirmation },
  ]);
}

async function reallyDelete() {
  await eraseConversation();
  input.focus();
}
