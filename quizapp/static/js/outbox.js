// The outbox: ratings and answers are kept on this device, with ids of its own making, before they are sent; then sent
// until the server has acknowledged each. The same id twice is one event, so nothing is counted twice. Each belongs to
// the person who gave it, and is never sent while somebody else is signed in.

import { within } from "./store.js";

const place = document.getElementById("outbox");
const SIGN = "quizapp.outbox"; // that anything waits, for pages that do not load this file otherwise
const ORDER = "quizapp.answers";
const SEND_MS = 15000;
const LONGEST_PAUSE_MS = 15000;
const MOST_AT_ONCE = 50;
const SMALL = 30000; // bytes that a browser sends even while the page is left
const HEARD_MS = 30000;
const OURS = /id="saved"|quizapp<\/title>/;
const RENEW = [400, 401, 403];

/** Whose page this is; "" where nobody is signed in. */
export const owner = document.body.dataset.person ?? ("apart" in document.body.dataset ? localStorage.getItem("quizapp.person") : null) ?? "";

const token = document.querySelector("input[name=csrf_token]")?.value; // a page without a form has none
let session = document.body.dataset.person && token ? { person: owner, token } : null;
const apart = "apart" in document.body.dataset; // a page that came from this device, as there was no network
let away = apart; // whether the last try found no server
let heardAt = Date.now(); // when the server answered last: this page came from it
let pauses = 0;
let timer = 0;
let running = null;
let once = MOST_AT_ONCE;
const outcomes = new Map(); // event id → who waits to hear what became of it
const listeners = new Set();
const companions = new Set(); // what goes along with ratings, and what to do with the answer
const others = "BroadcastChannel" in window ? new BroadcastChannel(SIGN) : null;

/** Return a new id for an event. */
export function newEventId() {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return Array.from(bytes, (byte) => byte.toString(36).padStart(2, "0")).join("");
}

/** Return a new id for an answer, which tells the order of this person's answers on this device: a name, and a number
 * that only grows. So the server knows an older answer that was on its way for longer than the one after it. */
export function newAnswerId() {
  try {
    const kept = JSON.parse(localStorage.getItem(ORDER) ?? "{}");
    const mine = kept.owner === owner ? kept : { owner, name: newEventId().slice(0, 24), last: 0 };
    mine.last = Math.max(mine.last + 1, Date.now());
    localStorage.setItem(ORDER, JSON.stringify(mine));
    return `${mine.name}.${String(mine.last).padStart(14, "0")}`;
  } catch {
    return newEventId();
  }
}

/** Call a function whenever something changes: what waits, or whether there is a network. */
export function whenChanged(tell) {
  listeners.add(tell);
}

/** Let something go along with ratings that are sent: fields to add, and what to do with the server's answer. */
export function goAlong(fields, answered) {
  companions.add({ fields, answered });
}

/** Whether somebody else is signed in by now than whose page this is, or nobody. */
export const isElsewhere = () => session !== null && session.person !== owner;

/** Return the token of this page's session. */
export const tokenOf = () => session?.token ?? "";

/** Whether the server answered a moment ago and has all that was done here, so that a page of its own can be asked for. */
export const isCurrent = () => !isAway() && !localStorage.getItem(SIGN) && Date.now() - heardAt < HEARD_MS;

/** Say whether the server answers now. */
export async function reachable() {
  try {
    await renew();
    reached(true);
  } catch {
    reached(false);
  }
  return !away;
}

export const isAway = () => away || navigator.onLine === false;

function changed(here = true) {
  for (const tell of listeners) tell();
  if (here) others?.postMessage("changed");
}

/** Return everything that is kept here, in the order in which it was done. */
export const events = () => within(["events"], "readonly", (transaction) => transaction.objectStore("events").getAll());

/** Keep an event before it is sent. An answer takes the place of one to the same question that is not sent yet. */
export async function keep(event) {
  place.dataset.state = "waiting";
  await within(["events"], "readwrite", (transaction) => {
    const store = transaction.objectStore("events");
    if (!event.url) return store.add({ ...event, owner, at: Date.now() });
    const known = store.getAll();
    known.onsuccess = () => {
      for (const one of known.result) if (one.url === event.url && one.owner === owner && !one.refused) store.delete(one.seq);
      store.add({ ...event, owner, at: Date.now() });
    };
    return known;
  });
  localStorage.setItem(SIGN, "1");
  changed();
  flush();
}

function change(ids, how) {
  return within(["events"], "readwrite", (transaction) => {
    const store = transaction.objectStore("events");
    for (const id of ids) {
      const found = store.index("id").get(id);
      found.onsuccess = () => found.result && how(store, found.result);
    }
  });
}

/** Forget an event: the server has it, or its sender has seen that it was refused. */
export async function forget(...ids) {
  await change(ids, (store, event) => store.delete(event.seq));
  changed();
}

/** Try an event again that was refused. */
export async function retry(id) {
  await change([id], (store, { refused: _was, ...event }) => store.put(event));
  changed();
  flush();
}

/** Wait until an event is saved or refused, for so long at most: "saved", "refused" or "waiting", and what was said. */
export function settled(id, longest) {
  return new Promise((resolve) => {
    outcomes.set(id, resolve);
    window.setTimeout(() => resolve({ fate: "waiting" }), longest);
  });
}

function settle(id, fate, said = {}) {
  outcomes.get(id)?.({ fate, ...said });
  outcomes.delete(id);
}

async function accept(id, said) {
  await change([id], (store, event) => store.delete(event.seq));
  settle(id, "saved", said);
}

async function refuse(id, status, sentence, said = {}) {
  const refused = { status, sentence: sentence || place.dataset.refused };
  await change([id], (store, event) => store.put({ ...event, refused }));
  settle(id, "refused", { ...refused, ...said });
}

async function renew() {
  const response = await fetch(place.dataset.session, { cache: "no-store", signal: AbortSignal.timeout(SEND_MS) });
  if (!response.ok) throw new Error(`no session: ${response.status}`);
  session = await response.json();
}

async function post(url, body, headers) {
  return fetch(url, {
    method: "POST",
    body,
    headers: { ...headers, "X-Person": session.person, "X-CSRFToken": session.token },
    redirect: "manual",
    keepalive: body.length < SMALL,
    signal: AbortSignal.timeout(SEND_MS),
  });
}

const asSent = ({ event_id, at, card, rating, undoes, duration_ms, placed, offline }) => ({ event_id, at, card, rating, undoes, duration_ms, placed, offline });

async function sendRatings(batch) {
  const more = Object.assign({}, ...[...companions].map(({ fields }) => fields()));
  const body = JSON.stringify({ ...more, sent_at: Date.now(), events: batch.map(asSent) });
  const response = await post(place.dataset.events, body, { "Content-Type": "application/json" });
  if (!response.ok) return response;
  const answer = await response.json();
  for (const { event_id, refused, sentence, help } of answer.receipts) {
    if (refused) await refuse(event_id, refused, sentence);
    else await accept(event_id, { help });
  }
  for (const { answered } of companions) answered(answer);
  return response;
}

async function sendAnswer(event) {
  const response = await post(event.url, `${event.body}&event_id=${event.event_id}`, {
    "Content-Type": "application/x-www-form-urlencoded",
    "X-Autosave": "1",
  });
  const html = await response.text();
  if (!OURS.test(html)) throw new Error("somebody else answered"); // the page of a hotel's network, say
  if (response.ok) await accept(event.event_id, { html });
  else if ([404, 409, 410, 413, 422].includes(response.status)) {
    const said = new DOMParser().parseFromString(html, "text/html").querySelector("#saved, h1")?.textContent.trim();
    await refuse(event.event_id, response.status, said, { html });
    return null;
  }
  return response;
}

/** Return what is sent next: an answer, or ratings up to the next answer. */
function head(waiting) {
  if (waiting[0].url) return waiting.slice(0, 1);
  const end = waiting.findIndex((event) => event.url);
  return waiting.slice(0, Math.min(end < 0 ? waiting.length : end, once));
}

async function sendAll() {
  let renewed = false;
  const stuck = new Set(); // what the server broke on, so that the rest goes past it
  for (;;) {
    const waiting = (await events()).filter((event) => !event.refused && !stuck.has(event.event_id));
    if (!waiting.length) return stuck.size === 0;
    if (!session?.person) await renew();
    const mine = waiting.filter((event) => event.owner === session.person);
    if (!mine.length) return true; // they wait for whoever gave them
    const batch = head(mine);
    const response = batch[0].url ? await sendAnswer(batch[0]) : await sendRatings(batch);
    if (response === null || response.ok) {
      once = MOST_AT_ONCE;
      reached(true);
    } else if (RENEW.includes(response.status) && !renewed) {
      renewed = true;
      await renew();
    } else if (RENEW.includes(response.status) && batch.length === 1 && response.status === 400) {
      await refuse(batch[0].event_id, response.status);
    } else if (response.status === 500) {
      if (batch.length === 1) stuck.add(batch[0].event_id);
      once = Math.max(Math.floor(batch.length / 2), 1);
    } else {
      throw new Error(`not saved: ${response.status}`);
    }
  }
}

function reached(there) {
  const was = away;
  away = !there;
  if (there) {
    pauses = 0;
    heardAt = Date.now();
  }
  if (was !== away) changed(false);
}

function later() {
  window.clearTimeout(timer);
  const pause = Math.min(500 * 2 ** pauses, LONGEST_PAUSE_MS) * (0.75 + Math.random() / 2);
  pauses += 1;
  timer = window.setTimeout(flush, pause);
}

async function run() {
  try {
    if (!(await sendAll())) later();
  } catch (error) {
    console.info(`quizapp: ${error.message}`);
    session = null; // whoever is there when the network is back says so
    reached(false);
    later();
  }
  const left = await events();
  if (!left.length) localStorage.removeItem(SIGN);
  if (!left.some((event) => event.owner === owner && !event.refused)) place.dataset.state = "saved";
  changed();
}

let more = false;

/** Send what waits, one try at a time; what could not be sent is tried again by itself. */
export function flush() {
  more = running !== null;
  running ??= run().finally(() => {
    running = null;
    if (more) flush();
  });
  return running;
}

/** What a guest left waiting here is theirs who signed in after them. */
async function takeOver() {
  const { former } = document.body.dataset;
  if (!former) return;
  const left = (await events()).filter((event) => event.owner === former);
  if (left.length) await change(left.map((event) => event.event_id), (store, event) => store.put({ ...event, owner }));
}

window.addEventListener("online", () => {
  pauses = 0;
  flush();
});
window.addEventListener("offline", () => changed(false));
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
others?.addEventListener("message", () => changed(false));

export const begun = takeOver().then(flush).catch(() => {}); // without a store the pages send their forms themselves
