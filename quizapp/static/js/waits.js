// What the outbox holds, in words: how many wait, that all is saved, what was not accepted. Said politely as it changes.

import { counted } from "./begin.js";
import { events, flush, forget, isAway, isElsewhere, owner, reachable, retry, whenChanged } from "./outbox.js";

const place = document.getElementById("outbox");
const list = document.createElement("details"); // not in the region that is read out: it is there to be worked with
list.className = "refused";
list.append(document.createElement("summary"), document.createElement("ul"));
const told = document.createElement("p"); // in that region, that something came to the list
told.className = "told";
const GRACE_MS = 1500; // what is saved sooner is not worth a word
const WAITED = "quizapp.waited"; // whose, and when it waited last: the page that follows says that all is saved
const REFUSED = "quizapp.refused"; // how many refusals were read out in this tab
const NEWS_MS = 10000;
const PATIENCE_MS = 3000;
const COUNTED = 412; // the server has another rating of the same meeting: sent again later this one might count, too
let timer = 0;
let extra = () => "";

/** Add a sentence about what can be done without a network. */
export function addWhenAway(sentence) {
  extra = sentence;
  tell();
}

/** Whether something of this person's waited a moment ago; what another one left, who signed out, may wait still. */
function isNews() {
  const [whose, at] = (sessionStorage.getItem(WAITED) ?? "").split(" ");
  return whose === owner && Date.now() - Number(at) < NEWS_MS;
}

/** Say a sentence where flashed ones stand, with a link if there is one; the one said before goes. */
export function announce(words, address, link) {
  const made = Object.assign(document.createElement("p"), { className: "flash", textContent: words });
  if (address) made.append(" ", Object.assign(document.createElement("a"), { href: address, textContent: link }));
  for (const old of place.parentElement.querySelectorAll(".flash")) old.remove();
  place.before(made);
  return made;
}

/** Say what comes of a press, in sight of whoever pressed something further down. */
export function reply(words) {
  announce(words).scrollIntoView({ block: "nearest" });
}

/** Where there is no network, stay on this page and say so: the browser's own page of the error has no way on. */
export async function leaveIfThere(event, leave) {
  if (event.defaultPrevented || !isAway()) return;
  event.preventDefault();
  const pressed = event.submitter ?? event.target.closest("a");
  if (pressed?.getAttribute("aria-busy")) return;
  pressed?.setAttribute("aria-busy", "true");
  const late = new Promise((resolve) => window.setTimeout(resolve, PATIENCE_MS));
  const isThere = await Promise.race([reachable(), late]);
  pressed?.removeAttribute("aria-busy");
  if (isThere) leave();
  else reply(place.dataset.stays);
}

function button(words, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "quiet", textContent: words });
  made.addEventListener("click", () => {
    list.querySelector("summary").focus(); // this button goes
    act();
  });
  return made;
}

function entry(event) {
  const made = document.createElement("li");
  const about = document.createElement("strong");
  about.textContent = event.about ?? "";
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(event.at);
  made.append(about, ` ${event.said ?? ""} `);
  const why = document.createElement("p");
  why.textContent = `${when}: ${event.refused.sentence}`;
  made.append(why);
  if (event.refused.status !== COUNTED) made.append(button(place.dataset.retry, () => retry(event.event_id)));
  made.append(button(place.dataset.remove, () => forget(event.event_id)));
  return made;
}

/** Have it read out that something was refused, once: not on each page on which it is listed. */
function tellRefused(count, words) {
  if (!told.isConnected) place.after(told);
  const known = Number(sessionStorage.getItem(REFUSED));
  if (count === known) return;
  told.textContent = count > known ? words : "";
  sessionStorage.setItem(REFUSED, String(count));
}

function listRefused(refused) {
  const words = counted(place.dataset.unaccepted, refused.length);
  tellRefused(refused.length, words);
  if (!refused.length) {
    if (list.contains(document.activeElement)) document.getElementById("main").focus();
    list.remove();
    return;
  }
  if (!list.isConnected) place.parentElement.after(list);
  list.querySelector("summary").textContent = words;
  list.querySelector("ul").replaceChildren(...refused.map(entry));
}

function sentence(waiting, others) {
  const words = [];
  const late = waiting.some((event) => Date.now() - event.at >= GRACE_MS);
  if (isAway()) words.push(place.dataset.offline, extra());
  if (waiting.length && isElsewhere()) {
    words.push(counted(place.dataset.elsewhere, waiting.length));
  } else if (waiting.length && (late || isAway())) {
    words.push(counted(place.dataset.wait, waiting.length));
    sessionStorage.setItem(WAITED, `${owner} ${Date.now()}`);
  } else if (!waiting.length && !isAway() && (isNews() || place.textContent.startsWith("✓"))) {
    words.push(`✓ ${place.dataset.saved}`);
  }
  if (others.length) words.push(counted(place.dataset.others, others.length));
  return words.filter(Boolean).join(" ");
}

async function tell() {
  window.clearTimeout(timer);
  const all = await events();
  const mine = all.filter((event) => event.owner === owner);
  const waiting = mine.filter((event) => !event.refused);
  const words = sentence(waiting, all.filter((event) => event.owner !== owner && !event.refused));
  if (place.textContent !== words) place.textContent = words; // what is the same is not read out again
  place.classList.toggle("saved", words.startsWith("✓"));
  place.dataset.waiting = String(waiting.length);
  listRefused(mine.filter((event) => event.refused));
  if (waiting.length) timer = window.setTimeout(tell, GRACE_MS);
}

whenChanged(() => tell().catch(() => {}));
tell().catch(() => {});
window.addEventListener("pageshow", (event) => event.persisted && flush());
const cards = new URL(".", new URL(place.dataset.events, location.href)).pathname;
// What opens without a network: the page of the cards itself, none below it.
const isKept = (link) => navigator.serviceWorker?.controller && link.pathname === cards;

window.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || link.target || link.origin !== location.origin || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (isKept(link) || (link.hash && link.pathname === location.pathname)) return;
  leaveIfThere(event, () => location.assign(link.href));
});
