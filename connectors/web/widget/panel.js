/* The launcher and the panel: open, close, focus, unread. */

var heading = el("h2", { id: "approdo-title", tabindex: "-1" });
var subtitle = el("p", { class: "subtitle" });
var closeButton = el("button", { type: "button", class: "tool", onclick: closePanel }, icon("close"));
var banner = el("p", { role: "status", class: "banner" });
/* Who has the conversation, while that is not the assistant. */
var bar = el("div", { class: "bar" });
/* What arrives while the panel is closed, for who does not see the badge. */
var arrived = el("p", { role: "status", class: "hidden" });
var launcherText = el("span", { class: "launcher-text" });
var badge = el("span", { class: "badge", "aria-hidden": "true", hidden: true });
var launcher = el("button", { type: "button", class: "launcher", "aria-expanded": "false", "aria-controls": "approdo-panel" });
append(launcher, [icon("chat", "when-closed"), icon("down", "when-open"), launcherText, badge]);

var panel = el("div", { id: "approdo-panel", class: "panel", role: "dialog", "aria-labelledby": "approdo-title", hidden: true }, [
  el("div", { class: "head" }, [
    el("div", { class: "titles" }, [heading, subtitle]),
    el("div", { class: "tool-box" }, [languageMenu.button, languageMenu.list]),
    el("div", { class: "tool-box" }, [actionMenu.button, actionMenu.list]),
    closeButton,
  ]),
  bar,
  banner,
  el("div", { class: "middle" }, [scroller, toEnd]),
  confirmation,
  announcement,
  composer,
]);
var frame = el("div", { class: "approdo" + (options.left ? " left" : ""), role: "region" }, [launcher, arrived, panel]);

var unread = 0;

function narrow() {
  return window.matchMedia("(max-width: 40em)").matches;
}

function openPanel() {
  showPanel(false);
  /* On a small touch screen the keyboard would hide the greeting and the languages: first the heading. */
  var reads = !shown.length && window.matchMedia("(pointer: coarse)").matches;
  (reads ? heading : input).focus();
}

/* `sheet`: opened by the page, not by her; on a small screen it leaves the upper part of the page free. */
function showPanel(sheet) {
  frame.classList.toggle("sheet", sheet);
  if (panel.hidden) {
    panel.hidden = false;
    frame.classList.add("opened");
    launcher.setAttribute("aria-expanded", "true");
    keep({ open: true });
    readAll();
    fitInput();
    fitScreen();
    if (shown.length) place();
    emit("open");
  }
}

function closePanel() {
  if (panel.hidden) return;
  if (openMenu) openMenu.close();
  panel.hidden = true;
  frame.classList.remove("opened");
  launcher.setAttribute("aria-expanded", "false");
  keep({ open: false });
  labelLauncher();
  launcher.focus();
  emit("close");
}

function countUnread(message) {
  if (!message.position || message.position <= (kept.read || 0)) return;
  if (!panel.hidden) return keep({ read: message.position });
  unread += 1;
  labelLauncher();
  arrived.textContent = t("unread", { count: unread }) + ". " + speaker(message);
  emit("unread", unread);
}

function readAll() {
  unread = 0;
  arrived.textContent = "";
  keep({ read: Object.keys(seen).reduce(function (most, position) {
    return Math.max(most, Number(position));
  }, kept.read || 0) });
  labelLauncher();
}

function labelLauncher() {
  var title = options.title || t("launcher");
  launcherText.textContent = title;
  badge.hidden = !unread;
  badge.textContent = unread > 9 ? "9+" : unread || "";
  var name = panel.hidden ? title : t("close") + ": " + title;
  launcher.setAttribute("aria-label", unread ? name + ", " + t("unread", { count: unread }) : name);
}

function labelEverything() {
  frame.lang = currentLanguage;
  frame.dir = direction();
  frame.setAttribute("aria-label", t("region"));
  heading.textContent = options.title || t("title");
  closeButton.setAttribute("aria-label", t("close"));
  scroller.setAttribute("aria-label", t("conversation"));
  toEnd.setAttribute("aria-label", t("to_end"));
  labelLauncher();
  labelMenus();
  labelHandoff();
  redrawLog();
}

function showBanner(sentence) {
  banner.textContent = sentence;
}

/* Full screen means what the keyboard leaves of it. */
function fitScreen() {
  var view = window.visualViewport;
  var full = view && narrow() && !panel.hidden && !frame.classList.contains("sheet");
  panel.style.height = full ? view.height + "px" : "";
  panel.style.top = full ? view.offsetTop + "px" : "";
}

if (window.visualViewport) {
  window.visualViewport.addEventListener("resize", fitScreen);
  window.visualViewport.addEventListener("scroll", fitScreen);
}

/* She uses it: the half sheet becomes the whole panel. */
function unfold() {
  if (!frame.classList.contains("sheet")) return;
  frame.classList.remove("sheet");
  fitScreen();
}

panel.addEventListener("click", unfold);
panel.addEventListener("focusin", unfold);

launcher.addEventListener("click", function () {
  if (panel.hidden) openPanel();
  else closePanel();
});

frame.addEventListener("keydown", function (event) {
  if (event.key !== "Escape" || panel.hidden) return;
  event.stopPropagation();
  if (openMenu) openMenu.close(true);
  else if (!confirmation.hidden) dismissConfirmation();
  else closePanel();
});

frame.addEventListener("click", function (event) {
  if (openMenu && !openMenu.button.contains(event.target) && !openMenu.list.contains(event.target)) openMenu.close();
});
