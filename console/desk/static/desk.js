/* The desk: its parts put together. */

import { announce, startAlerts } from "./desk-alerts.js";
import { call } from "./desk-calls.js";
import {
  complain,
  explain,
  focusName,
  messageWithId,
  openId,
  refresh,
  show,
  startConversation,
} from "./desk-conversation.js";
import { composeFor, focusComposer, settleDraft, startComposer, stopComposing } from "./desk-composer.js";
import { askClose, askNote, askPass, confirm, startDialogs } from "./desk-dialogs.js";
import { startKeys } from "./desk-keys.js";
import { chooseList, focusRow, markOpened, refreshList, showCounts, startList } from "./desk-list.js";
import { listen } from "./desk-live.js";
import { scrollToEnd, startLog } from "./desk-log.js";
import { dropAllDrafts, dropOldDrafts } from "./desk-store.js";
import { startSuggestions, suggestFor } from "./desk-suggestions.js";
import { say } from "./desk-words.js";

const PARAMETER = "conversation";
/* The state of a page in the browser's history that we have put there ourselves. */
const OURS = "opened";

let justTaken = null;

function wanted() {
  return new URLSearchParams(location.search).get(PARAMETER);
}

/* Open a conversation as a page of its own, so that the browser's way back leads to the list. */
async function open(id) {
  if (id === openId()) return focusName();
  const address = `?${PARAMETER}=${encodeURIComponent(id)}`;
  if (openId()) history.replaceState(history.state, "", address);
  else history.pushState(OURS, "", address);
  await showWanted();
  focusName();
}

function leave() {
  if (history.state === OURS) return history.back();
  history.replaceState(null, "", location.pathname);
  return toList();
}

async function toList() {
  const before = openId();
  await showWanted();
  if (!openId() && before) focusRow(before);
}

async function showWanted() {
  const id = wanted();
  justTaken = null;
  markOpened(id);
  stopComposing();
  suggestFor(null);
  await show(id);
}

function changed() {
  refreshList();
  refresh();
}

/* The name of who has a conversation, as the list of all tells; null where it is nobody's. */
async function holderOf(id) {
  try {
    const rows = (await call("GET", "/queue?view=all")).conversations;
    const row = rows.find((one) => one.id === id && one.state === "taken");
    return row && !row.mine ? row.mediator : null;
  } catch (failure) {
    return null;
  }
}

async function take() {
  const id = openId();
  try {
    await call("POST", `/conversations/${id}/take`);
    complain("");
    justTaken = id;
    chooseList("mine");
  } catch (failure) {
    const name = failure.status === 409 && (await holderOf(id));
    if (id === openId()) complain(name ? say("taken_by", { name }) : failure.message);
  }
  changed();
}

async function lost(id) {
  stopComposing();
  suggestFor(null);
  const name = await holderOf(id);
  if (name && id === openId()) explain(say("taken_by", { name }));
}

function giveBack() {
  const id = openId();
  confirm({
    title: say("back_title"),
    text: say("back_text"),
    submit: say("back_submit"),
    work: async () => {
      await call("POST", `/conversations/${id}/return`);
      changed();
    },
  });
}

const acts = {
  take,
  give_back: giveBack,
  close: () => askClose(openId(), changed),
  pass: () => askPass(openId(), changed),
  note: () => askNote(openId(), changed),
};

/* After each drawing of the conversation. */
function shown(view) {
  const isMine = view.state === "taken" && view.mine;
  settleDraft((id) => Boolean(messageWithId(id)));
  composeFor(view);
  suggestFor(isMine ? view.id : null);
  if (isMine && justTaken === view.id) {
    justTaken = null;
    focusComposer();
  }
}

function followLinks(event) {
  const link = event.target.closest("a[data-conversation]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link.dataset.conversation);
}

function start() {
  startAlerts();
  startLog();
  startDialogs();
  startList(open);
  startConversation({ acts, shown, lost, back: leave });
  startComposer({
    sent: () => refresh().then(scrollToEnd),
    refused: changed,
    unsent: () => complain(say("not_sent_elsewhere")),
    left: focusName,
  });
  startSuggestions(changed);
  startKeys();
  dropOldDrafts();
  document.querySelector(".console-leave").addEventListener("submit", dropAllDrafts);
  document.addEventListener("click", followLinks);
  addEventListener("popstate", toList);
  refreshList();
  showWanted();
  listen((counts) => {
    showCounts(counts);
    announce(counts);
    changed();
  });
}

start();
