/* Putting it on the page, and what the page may call. */

var listeners = {};

function emit(name, detail) {
  (listeners[name] || []).forEach(function (listener) {
    try {
      listener(detail);
    } catch (error) {
      setTimeout(function () {
        throw error;
      });
    }
  });
}

function addStyle(root) {
  if ("adoptedStyleSheets" in document && "replaceSync" in CSSStyleSheet.prototype) {
    var sheet = new CSSStyleSheet();
    sheet.replaceSync(BUILT_IN.css);
    root.adoptedStyleSheets = [sheet];
  } else {
    root.appendChild(el("style", { text: BUILT_IN.css, nonce: script.nonce || null }));
  }
}

/* Whether the panel stands open at the start: as she left it, else as the page wishes. A screen too small
   to show anything beside it stays as it is. */
function opensByItself() {
  if (kept.open !== undefined) return kept.open;
  return options.open && !(narrow() && window.innerHeight < 560);
}

async function start() {
  var host = el("approdo-chat");
  var root = host.attachShadow({ mode: "open" });
  addStyle(root);
  root.appendChild(frame);
  var code = firstLanguage(options.language);
  await loadTexts(code);
  labelEverything();
  input.value = kept.draft || "";
  document.body.appendChild(host);
  if (opensByItself()) showPanel(true);
  resume();
  emit("ready");
}

window.Approdo = {
  open: openPanel,
  close: closePanel,
  setLanguage: chooseLanguage,
  /* `on("message", fn)`; returns a function that ends it. Events: ready, open, close, message, unread, language, deleted. */
  on: function (name, listener) {
    listeners[name] = (listeners[name] || []).concat(listener);
    return function () {
      listeners[name] = listeners[name].filter(function (one) {
        return one !== listener;
      });
    };
  },
};

if (document.body) start();
else document.addEventListener("DOMContentLoaded", start);
