// Quizzes with feedback at the end: every change is saved at once, and the page says when it is saved.
// Each save is an event of its own; one that failed is tried again, with the same id, until the server has it.

import { isChanged } from "./changed.js";
import { offerMoves } from "./ordering.js";

const form = document.querySelector("form[data-autosave]");

function newEventId() {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return Array.from(bytes, (byte) => byte.toString(36).padStart(2, "0")).join("");
}

const RETRY_MS = 3000;
let waiting = null;
let timer = 0;
let busy = false;

function show(html) {
  const place = document.getElementById("saved");
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("saved");
  if (place && fresh) place.replaceChildren(...fresh.childNodes); // the same element, so that it is read out
}

function say(words) {
  const place = document.getElementById("saved");
  if (place) place.textContent = words;
}

async function send() {
  if (busy || !waiting) return;
  busy = true;
  const body = waiting;
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Autosave": "1" } });
    if (!response.ok && response.status !== 422) throw new Error(`not saved: ${response.status}`);
    show(await response.text());
    if (waiting === body) waiting = null;
  } catch {
    say(form.dataset.waiting);
    timer = window.setTimeout(send, RETRY_MS);
  } finally {
    busy = false;
  }
  if (waiting && waiting !== body) send();
}

function save() {
  window.clearTimeout(timer);
  const body = new FormData(form);
  body.set("event_id", newEventId());
  waiting = body;
  send();
}

if (form) {
  form.addEventListener("change", save);
  form.addEventListener("submit", () => {
    waiting = null;
  });
  if (isChanged(form)) save();
}

for (const rows of document.querySelectorAll("[data-ordering]")) offerMoves(rows);
