/* Quick answers as real buttons. */

function choiceIcon(value) {
  if (value === "place:share") return icon("place");
  if (value === "handoff:callback") return icon("phone");
  return value === "person" ? icon("person") : null;
}

function choiceButton(choice) {
  var value = String(choice.value);
  var language = value.indexOf("language:") === 0 ? value.slice(9) : null;
  var button = el("button", { type: "button", class: "choice", lang: language, dir: "auto" });
  append(button, [choiceIcon(value), el("span", { text: choice.title })]);
  button.addEventListener("click", function () {
    choose(choice, button);
  });
  return button;
}

function choiceRow(choices) {
  /* "Was this helpful": one tap, and its signs large. */
  var large = choices.every(function (choice) {
    return String(choice.value).indexOf("helpful:") === 0;
  });
  var attributes = { class: large ? "choices large" : "choices", role: "group", "aria-label": t("choices") };
  return el("div", attributes, choices.map(choiceButton));
}

/* Most choices are said to the assistant; a few are done here. */
function choose(choice, button) {
  var value = String(choice.value);
  if (value === "place:share") return sharePlace(button);
  if (value === "erase:yes") return eraseConversation();
  if (value.indexOf("language:") === 0) return chooseLanguage(value.slice(9));
  button.classList.add("chosen");
  say({ choice: value }, choice.title);
}

/* Her position, if she allows it: three decimals, a hundred metres, are near enough. */
function sharePlace(button) {
  if (!navigator.geolocation) return announce(t("position_failed"));
  button.setAttribute("aria-disabled", "true");
  announce(t("position_wait"));
  navigator.geolocation.getCurrentPosition(
    function (found) {
      button.removeAttribute("aria-disabled");
      button.classList.add("chosen");
      announce("");
      var at = { latitude: rounded(found.coords.latitude), longitude: rounded(found.coords.longitude) };
      say({ location: at }, t("position_sent"));
    },
    function () {
      button.removeAttribute("aria-disabled");
      announce(t("position_failed"));
    },
    { timeout: 15000, maximumAge: 600000 }
  );
}

function rounded(degrees) {
  return Math.round(degrees * 1000) / 1000;
}
