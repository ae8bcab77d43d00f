// Answers to questions: each is kept on this device before it is sent, and tried again until the server has it. With
// feedback at the end every change is saved so, and the page says when it is. What the server does not accept while the
// page is there is sent by the form itself, so that its page says why.

import { goTo, loadAgain } from "./app.js";
import { isChanged } from "./changed.js";
import { offerMoves } from "./ordering.js";
import { begun, events, forget, keep, newAnswerId, owner, settled } from "./outbox.js";
import { showPlace } from "./places.js";
import { forgetCards } from "./store.js";
import { forgetTyped, keepTyped } from "./typed.js";
import { leaveIfThere } from "./waits.js";

const form = document.querySelector("form[data-keep]");
const FOREVER_MS = 2 ** 31 - 1;
const SOON_MS = 1200;
const REST_MS = 1500; // of whoever types: what stands there is saved, as time may run out, or a phone let go of the page
let newest = "";
let typing = 0;
let body = null; // as it was kept last: nothing ticked is ""

/** Show what became of an answer, and return whether it is said: half a number is no fault while somebody types. */
function show(html, isTyping) {
  const place = document.getElementById("saved");
  const fresh = new DOMParser().parseFromString(html ?? "", "text/html").getElementById("saved");
  if (!place || !fresh) return true;
  if (isTyping && fresh.querySelector(".problem-text")) return false;
  const isTold = isTyping && place.textContent.trim() === fresh.textContent.trim();
  if (!isTold) place.replaceChildren(...fresh.childNodes); // the same element, so that it is read out
  if (fresh.dataset.state) showPlace(fresh.dataset);
  return true;
}

function say(words) {
  const place = document.getElementById("saved");
  if (place) place.textContent = words;
}

/** Return what somebody chose or typed, in words, for a list of what was not accepted. */
function inWords(submitter) {
  const controls = [...form.elements].filter((one) => one.name?.startsWith("answer") && one.type !== "hidden" && (one.type === "text" || one.matches("select, textarea, input:not([type]), :checked")));
  const told = controls.map((one) => (one.matches(":checked") ? one.labels[0]?.innerText : one.matches("select") ? one.selectedOptions[0]?.text : one.value));
  return [...told, submitter?.name ? submitter.innerText : ""].filter(Boolean).join(", ").trim();
}

/** Return what the form holds, as it is kept and sent. */
function given(submitter) {
  const fields = new URLSearchParams(new FormData(form, submitter));
  fields.delete("csrf_token");
  fields.delete("event_id");
  return fields.toString();
}

async function keepAnswer(event_id, submitter) {
  newest = event_id;
  const outcome = settled(event_id, FOREVER_MS);
  await begun;
  const about = `${document.querySelector(".stem, .cloze")?.innerText.trim().slice(0, 120) ?? ""}`;
  await keep({ event_id, url: form.action, body: given(submitter), about, said: inWords(submitter) });
  forgetTyped(form, owner);
  return outcome;
}

function saySoon(event_id, words) {
  const timer = window.setTimeout(() => event_id === newest && say(words), SOON_MS);
  return () => window.clearTimeout(timer);
}

async function save(isTyping = false) {
  window.clearTimeout(typing);
  if (given() === body) return; // the field is left after it was saved
  body = given();
  const event_id = newAnswerId();
  const saved = saySoon(event_id, form.dataset.waiting);
  try {
    const outcome = await keepAnswer(event_id);
    if (outcome.fate === "refused") {
      body = null;
      await forget(event_id); // what was typed stands in the form still
    }
    if (event_id === newest && !show(outcome.html, isTyping)) body = null; // said once the field is left
  } catch {
    body = null;
    say(form.dataset.waiting); // no store: the button sends the form
  }
  saved();
}

/** Take up an answer to this question that waited already as the page came: say so, and show what follows it. A page
 * on which somebody types another one meanwhile stays; what a browser filled in again is that answer itself. */
async function takeUp() {
  const kept = async () => (await events()).find((one) => one.url === form.action && one.owner === owner && !one.refused);
  const before = await kept();
  if (!before || newest) return;
  newest = before.event_id;
  const outcome = settled(newest, FOREVER_MS);
  const isSentMeanwhile = (await kept())?.event_id !== newest;
  const saved = saySoon(newest, "autosave" in form.dataset ? form.dataset.waiting : form.dataset.kept);
  const { fate, html } = isSentMeanwhile ? {} : await outcome;
  if (fate === "refused") return saved();
  if (newest !== before.event_id) return;
  if (!isChanged(form) || given() === before.body) return loadAgain();
  saved();
  if ("autosave" in form.dataset) show(html);
  else say(form.dataset.before);
}

function goOn() {
  goTo(form.dataset.next, form.dataset.next === location.pathname ? "replace" : "assign");
}

/** Send the form as a browser does without scripts. */
function sendPlainly(submitter) {
  delete form.dataset.keep;
  delete form.dataset.sent;
  form.requestSubmit(submitter);
}

async function submit(event) {
  if (!("keep" in form.dataset) || event.defaultPrevented) return;
  event.preventDefault();
  window.clearTimeout(typing);
  const event_id = newAnswerId();
  form.elements.namedItem("event_id").value = event_id; // the form itself may be sent after all
  const saved = saySoon(event_id, form.dataset.kept);
  try {
    const outcome = await keepAnswer(event_id, event.submitter);
    if (outcome.fate !== "refused") return goOn();
    await forget(event_id);
  } catch {
    // No store.
  }
  saved();
  sendPlainly(event.submitter);
}

if (form) {
  if ("autosave" in form.dataset) {
    form.addEventListener("change", () => save());
    form.addEventListener("input", () => {
      window.clearTimeout(typing);
      typing = window.setTimeout(save, REST_MS, true);
    });
  }
  form.addEventListener("submit", submit);
  if (!("autosave" in form.dataset)) keepTyped(form, owner);
  if ("autosave" in form.dataset && isChanged(form)) save();
  else takeUp().catch(() => {}); // without a store nothing waits
}

const looks = document.querySelector("form[data-answers]"); // shows the back of a card, which is rated then
if (looks) keepTyped(looks, owner);

// Cards that were fetched before an attempt began that counts have answers to what it asks: they come again afterwards.
if (document.querySelector("[data-sat]")) forgetCards().catch(() => {}); // without a store there are none

const finish = document.querySelector(".steps form");
let finishes = false;
finish?.addEventListener("submit", (event) => {
  const again = () => {
    finishes = true;
    finish.requestSubmit();
    // This page may come back, or never be left.
    finishes = false;
  };
  if (!finishes) leaveIfThere(event, again);
});

for (const rows of document.querySelectorAll("[data-ordering]")) offerMoves(rows);
