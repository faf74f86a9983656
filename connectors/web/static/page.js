/* The language buttons of the home page open the chat in that language. */
document.addEventListener("click", function (event) {
  var button = event.target.closest("[data-chat-language]");
  if (!button || !window.Approdo) return;
  window.Approdo.setLanguage(button.dataset.chatLanguage);
  window.Approdo.open();
});
