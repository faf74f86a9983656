/* What the server has put into the page: sentences, languages, topics, who is here. */

const data = JSON.parse(document.getElementById("desk-data").textContent);

export const account = data.account;
export const readerLanguage = data.language;
export const placeholderNames = data.placeholders;

/* The sentence `key` with its `{placeholders}` filled. */
export function say(key, values = {}) {
  const sentence = data.texts[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export function topicName(topic) {
  return data.topics[topic] || topic || "";
}

/* A language's own name; for one that is not ours the browser may know it. */
export function languageName(code) {
  if (!code) return say("language_unknown");
  const known = data.languages.find((row) => row.code === code);
  if (known) return known.name;
  try {
    return new Intl.DisplayNames([code], { type: "language" }).of(code);
  } catch (error) {
    return code;
  }
}

const zone = { timeZone: "Europe/Rome" };
const clock = new Intl.DateTimeFormat(readerLanguage, {
  ...zone,
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const day = new Intl.DateTimeFormat(readerLanguage, { ...zone, day: "numeric", month: "short" });
const percent = new Intl.NumberFormat(readerLanguage, { style: "percent" });

/* The hour of a moment, with the day when it was not today. */
export function when(moment) {
  const date = new Date(moment);
  const today = day.format(date) === day.format(new Date());
  return today ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
}

export function share(number) {
  return percent.format(number);
}

/* How long ago a moment was, in the fewest words: "3 min". */
export function since(moment) {
  const minutes = Math.floor((Date.now() - new Date(moment)) / 60000);
  if (minutes < 1) return say("since.now");
  if (minutes < 60) return say("since.minutes", { count: minutes });
  if (minutes < 24 * 60) return say("since.hours", { count: Math.floor(minutes / 60), minutes: minutes % 60 });
  return say("since.days", { count: Math.floor(minutes / 60 / 24) });
}
