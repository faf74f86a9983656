/* The widget's own sentences, in the person's language; Italian ones are built in. */

var texts = BUILT_IN.messages;
var languages = BUILT_IN.languages;
var currentLanguage = "it";

function t(key, values) {
  var sentence = texts["widget." + key] || BUILT_IN.messages["widget." + key] || key;
  return sentence.replace(/\{(\w+)\}/g, function (whole, name) {
    return values && name in values ? String(values[name]) : whole;
  });
}

function hasText(key) {
  return "widget." + key in texts || "widget." + key in BUILT_IN.messages;
}

function knownLanguage(code) {
  var short = String(code || "").toLowerCase().split("-")[0];
  return languages.filter(function (language) {
    return language.code === short;
  })[0];
}

function languageName(code) {
  try {
    return new Intl.DisplayNames([currentLanguage], { type: "language" }).of(code);
  } catch (error) {
    var known = knownLanguage(code);
    return known ? known.name : code;
  }
}

/* Which language to begin with: what she chose, what the page says, what her browser speaks. */
function firstLanguage(wished) {
  var candidates = [kept.language, wished].concat(navigator.languages || [navigator.language]);
  var known = candidates.map(knownLanguage).filter(Boolean)[0];
  return known ? known.code : "it";
}

/* Fetch the sentences of `code`; on failure the ones at hand stay. Resolves to whether they are there. */
async function loadTexts(code) {
  if (code === "it") {
    texts = BUILT_IN.messages;
  } else {
    try {
      var response = await fetch(BASE + "/api/v1/texts/" + encodeURIComponent(code));
      if (!response.ok) return false;
      texts = (await response.json()).messages;
    } catch (error) {
      return false;
    }
  }
  currentLanguage = code;
  return true;
}

/* Latin digits in every language: they are what stands on doors, forms and phones. */
function locale() {
  return currentLanguage + "-u-nu-latn";
}

function sayNumber(value) {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(value);
}

function sayDate(iso) {
  var date = new Date(iso);
  if (isNaN(date)) return String(iso);
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "long", year: "numeric" }).format(date);
}

/* When something opens: the day of the week and the hour in Italy; with the date when it is not this week. */
function sayMoment(iso) {
  var date = new Date(iso);
  if (isNaN(date)) return String(iso);
  var parts = { weekday: "long", hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Europe/Rome" };
  if (date - Date.now() > 6 * 24 * 3600 * 1000) Object.assign(parts, { day: "numeric", month: "long" });
  return new Intl.DateTimeFormat(locale(), parts).format(date);
}

function sayTime(iso) {
  var date = new Date(iso || Date.now());
  return new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", hour12: false }).format(date);
}
