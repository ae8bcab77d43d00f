// Flashcards in the page: the answer and the next card are shown at once, from what was fetched ahead; each rating is
// kept on this device and sent behind the scenes. Where nothing was fetched, or the browser has no store, the links and
// buttons lead to pages as they do without scripts.

import { cardOf, counts, have, isRated, known, nextCard, noteRating, openDeck, ready, take, toolsOf, unrate } from "./ahead.js";
import { goTo, loadAgain } from "./app.js";
import { counted } from "./begin.js";
import { begun, events, flush, forget, goAlong, isAway, isCurrent, keep, newEventId, owner, reachable, settled, tokenOf, whenChanged } from "./outbox.js";
import { forgetCards } from "./store.js";
import { addWhenAway, announce, reply } from "./waits.js";

const place = document.getElementById("card");
const tools = document.getElementById("tools");
const KEY = "quizapp.card-shown";
const HOUR_S = 3600;
const FOREVER_MS = 2 ** 31 - 1;
const AGAIN_MS = 600000;
const LOOK_MS = 15000;
const BEGINNING_REM = 7.5;
const apart = "apart" in document.body.dataset; // this page came from the device
const done = []; // what was rated on this page, the newest last, to be taken back
const shown = { id: Number(place?.dataset.card), side: place?.dataset.side };
let keeping = null; // a rating, until this device has it
let stale = null; // the card that the server asked on this page when it had yet to hear that it is rated
let frontAt = Number(sessionStorage.getItem(KEY)) || Date.now();

function thought() {
  sessionStorage.removeItem(KEY);
  return Math.round(Math.min(Math.max(Date.now() - frontAt, 0), HOUR_S * 1000));
}

function put(html, side) {
  place.innerHTML = html;
  for (const field of document.querySelectorAll("#card [name=csrf_token], #tools [name=csrf_token]")) field.value = tokenOf();
  for (const field of tools.querySelectorAll("[name=event_id]")) field.value = newEventId();
  const on = tools.querySelector("[name=on]");
  if (on) on.value = side;
  for (const link of tools.querySelectorAll("a[href*='side=']")) link.href = link.href.replace(/side=\w+/, `side=${side}`);
  for (const field of document.querySelectorAll("[name=turned]")) field.value = side === "front" ? "" : shown.id;
  document.title = place.dataset[side === "front" ? "frontTitle" : "answerTitle"];
  window.scrollTo({ top: 0 });
  place.querySelector("[data-focus]")?.focus({ preventScroll: true });
  seeAnswer();
}

/** Go as far as it takes to see how an answer begins, where it came below the window or behind the ratings at its edge. */
function seeAnswer() {
  const answer = document.querySelector(".flashcard .back")?.getBoundingClientRect();
  if (!answer) return;
  const style = getComputedStyle(document.documentElement);
  const covered = parseFloat(style.scrollPaddingBottom) || 0;
  const begins = Math.min(answer.height, BEGINNING_REM * parseFloat(style.fontSize));
  window.scrollBy({ top: Math.max(0, answer.top + begins - document.documentElement.clientHeight + covered) });
}

function putCounts() {
  for (const [phase, count] of Object.entries(counts(isAway()) ?? {})) {
    const figure = document.querySelector(`[data-count=${phase}] strong`);
    if (!figure) continue;
    figure.textContent = count;
    figure.parentElement.hidden = phase === "later" && count === 0;
  }
}

function show(id, side, typed = "") {
  const card = cardOf(id);
  Object.assign(shown, { id, side });
  stale = null;
  tools.innerHTML = toolsOf(id);
  put(side === "front" ? card.front : card.back, side);
  putCounts();
  if (side === "front") {
    frontAt = Date.now();
    sessionStorage.setItem(KEY, String(frontAt));
    history.replaceState(null, "", place.dataset.next);
    return;
  }
  if (isRated(id)) for (const wait of place.querySelectorAll(".ratings small")) wait.remove(); // nobody knows them here
  if (typed) place.querySelector(".back").insertAdjacentElement("afterend", Object.assign(document.createElement("p"), { textContent: `${place.dataset.typed} ${typed}` }));
  history.replaceState(null, "", place.querySelector("form.ratings").action);
}

function showEnd() {
  const { next } = ready();
  const words = [place.dataset.end];
  if (Number.isFinite(next)) words.push(place.dataset.back.replace("{time}", new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(next)));
  Object.assign(shown, { id: 0, side: "end" });
  tools.replaceChildren();
  const article = Object.assign(document.createElement("article"), { className: "flashcard" });
  article.append(...words.map((text, index) => Object.assign(document.createElement("p"), { textContent: text, className: index ? "" : "front" })));
  place.replaceChildren(article);
  putCounts();
  if (Number.isFinite(next)) window.setTimeout(arrived, next - Date.now());
}

/** Show what comes next: the next card, or, where none is left here, the page that the server has for that. */
async function goOn(outcome) {
  const next = nextCard(isAway());
  if (next) {
    show(next, "front");
    return;
  }
  place.querySelector("form.ratings")?.remove(); // it is rated, and no second time while the next page comes
  history.replaceState(null, "", place.dataset.next); // nor where somebody loads this one again
  if (!isAway()) await Promise.race([outcome, new Promise((resolve) => window.setTimeout(resolve, 3000))]);
  if (!isAway() && !apart) goTo(place.dataset.next);
  else showEnd();
}

async function keepRating(event) {
  await begun;
  await keep(event);
  await noteRating(event);
  done.push(event);
}

async function rate(form, button) {
  for (const said of document.querySelectorAll(".flash:not(.problem)")) if (!said.firstElementChild) said.remove(); // of a card before
  const rating = Number(button.value);
  const placed = form.elements.namedItem("due_days").value.split(" ")[rating - 1];
  const wait = cardOf(shown.id)?.waits[rating - 1] ?? HOUR_S;
  const event = {
    event_id: newEventId(),
    card: Number(form.dataset.keep),
    rating,
    duration_ms: thought(),
    placed: /^\d+$/.test(placed) ? Number(placed) : undefined,
    about: place.querySelector(".front").innerText.trim().slice(0, 120),
    said: button.querySelector("span").firstChild.textContent.trim(),
    due: wait < HOUR_S ? Date.now() + wait * 1000 : null,
    offline: isAway(),
  };
  const outcome = settled(event.event_id, FOREVER_MS);
  keeping = keepRating(event).finally(() => (keeping = null));
  await keeping;
  await goOn(outcome);
}

function sendPlainly(form, submitter) {
  form.dataset.plainly = "yes";
  delete form.dataset.sent;
  form.requestSubmit(submitter);
}

/** Take the last step back: by the server, or without a network what was rated here last. */
async function takeBack(form, submitter) {
  await keeping?.catch(() => {}); // whoever is quicker than the device takes this rating back, not the one before
  await flush();
  if (!isAway()) return sendPlainly(form, submitter);
  delete form.dataset.sent;
  const last = done.pop() ?? (await events()).findLast((event) => event.owner === owner && event.card && !event.refused);
  if (!last || !cardOf(last.card)?.back) return reply(place.dataset.needsNetwork);
  await keep({ event_id: newEventId(), undoes: last.event_id, about: last.about, said: place.dataset.takenBack });
  await unrate(last.event_id);
  show(last.card, "answer");
  announce(place.dataset.takenBack);
  window.scrollTo({ top: 0 }); // where that stands
}

/** Without a network: go past a card whose answer is not on this device, as an open quiz asks it, to one that has its. */
function goPast() {
  const next = nextCard(true, shown.id);
  if (next) show(next, "front");
  reply(next ? place.dataset.another : place.dataset.needsNetwork);
}

/** Send a form by a page of its own, if there is a network; without one this page must not be lost. */
async function sendIfReachable(form, submitter) {
  if (await reachable()) return sendPlainly(form, submitter);
  delete form.dataset.sent;
  const typed = form.elements.namedItem("typed");
  if (typed && cardOf(shown.id)?.back) show(shown.id, "answer", typed.value.trim());
  else if (typed) goPast();
  else reply(place.dataset.needsNetwork);
}

function submitted(event) {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.plainly || !form.closest(".reading")) return;
  if (!form.dataset.keep && !keeping && isCurrent()) return; // the form is sent as it is
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  const act = form.dataset.keep ? rate : form.classList.contains("undo") ? takeBack : sendIfReachable;
  act(form, event.submitter)
    .catch(() => sendPlainly(form, event.submitter)) // no store: as a browser does without scripts
    .finally(() => delete form.dataset.sending);
}

function clicked(event) {
  const link = event.target.closest?.("a");
  if (!link?.closest(".reading") || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if ("show" in link.dataset && cardOf(shown.id)?.back) {
    event.preventDefault();
    show(shown.id, "answer");
  } else if (isAway()) {
    event.preventDefault();
    if ("show" in link.dataset) goPast();
    else reply(place.dataset.needsNetwork);
  }
}

function answered({ ahead, receipts }) {
  for (const { event_id, help } of receipts) {
    if (!help) continue;
    announce(place.dataset.hard, help, place.dataset.help);
    forget(event_id);
  }
  if (ahead) take(ahead).then(arrived);
}

function arrived() {
  putCounts();
  if (shown.side !== "end" && !(shown.side === "front" && (isRated(shown.id) || shown.id === stale))) return;
  const next = nextCard(isAway());
  if (next) show(next, "front");
  else if (shown.id === stale && !isRated(stale) && !isAway()) goTo(place.dataset.next);
}

async function fetchAhead() {
  const asked = await known();
  const response = await fetch(`${place.dataset.ahead}?${new URLSearchParams({ have: have() })}`);
  if (response.ok) await take(await response.json(), asked);
  arrived();
}

/** Let a browser that may do so open the flashcards without a network, too. */
function workWithoutNetwork() {
  const { worker, scope } = place.dataset;
  if (window.isSecureContext) navigator.serviceWorker?.register(worker, { scope }).catch(() => {});
}

/** Leave the page that came from this device for what the server has, as soon as it answers. */
function leaveWhenBack() {
  const look = async () => {
    if (document.hidden || !(await reachable())) return;
    await flush();
    loadAgain();
  };
  window.addEventListener("online", look);
  window.setInterval(look, LOOK_MS);
}

async function begin() {
  if (apart) leaveWhenBack();
  else workWithoutNetwork();
  await forgetCards(owner);
  await begun;
  await openDeck();
  if (shown.side === "front" && isRated(shown.id)) stale = shown.id;
  arrived();
  addWhenAway(() => counted(place.dataset.ready, ready().count));
  goAlong(() => ({ have: have() }), answered);
  if (!apart) await fetchAhead();
  else if (shown.side === "end") showEnd();
}

const comes = document.querySelector("[data-comes-in]"); // at the end, while a card is in its steps
if (comes) window.setTimeout(() => isAway() || loadAgain(), 1000 * Number(comes.dataset.comesIn));

if (!document.querySelector(".flash")) seeAnswer();
if (place && owner) {
  if (shown.side === "front") sessionStorage.setItem(KEY, String(frontAt = Date.now()));
  document.addEventListener("submit", submitted);
  document.addEventListener("click", clicked);
  place.dataset.alive = "yes";
  begin().catch(() => {}); // without a store or a network: pages as without scripts, or what is here already
  whenChanged(() => !apart && shown.side === "end" && !isAway() && goTo(place.dataset.next));
  window.setInterval(() => isAway() || document.hidden || fetchAhead().catch(() => {}), AGAIN_MS);
} else if (apart) {
  document.getElementById("nobody").hidden = false;
  leaveWhenBack();
} else {
  const field = document.querySelector("form.ratings input[name=duration_ms]"); // cards of one's choice
  if (field) field.form.addEventListener("submit", () => (field.value = String(thought())));
  else sessionStorage.setItem(KEY, String(Date.now()));
}
