// Flashcards: how long the learner thought goes with the rating, which is kept on this device before it is sent.

import { begun, forget, keep, newEventId, settled } from "./outbox.js";
import "./waits.js";

const shownAt = performance.now();
const key = "quizapp.card-shown";
const FOREVER_MS = 2 ** 31 - 1;

const field = document.querySelector("form.ratings input[name=duration_ms]");

function thought() {
  const since = Number(sessionStorage.getItem(key) ?? Number.NaN);
  const elapsed = Number.isFinite(since) ? Date.now() - since : performance.now() - shownAt;
  sessionStorage.removeItem(key);
  return Math.round(Math.max(elapsed, 0));
}

/** Keep a rating, and go on once the server has it. */
async function rate(form, button) {
  const rating = Number(button.value);
  const days = form.elements.namedItem("due_days").value.split(" ");
  const event_id = newEventId();
  const outcome = settled(event_id, FOREVER_MS);
  await begun;
  await keep({
    event_id,
    card: Number(form.dataset.keep),
    rating,
    duration_ms: Number(field.value),
    placed: /^\d+$/.test(days[rating - 1]) ? Number(days[rating - 1]) : undefined,
    about: document.querySelector(".front")?.innerText.trim().slice(0, 120),
    said: button.querySelector("span").firstChild.textContent.trim(),
  });
  const { fate, help, sentence } = await outcome;
  if (fate === "refused") {
    await forget(event_id);
    form.textContent = sentence;
  } else {
    location.assign(help ?? form.dataset.next);
  }
}

if (field) {
  field.form.addEventListener("submit", (event) => {
    field.value = String(thought());
    if (!("keep" in field.form.dataset) || event.defaultPrevented || !event.submitter) return;
    event.preventDefault();
    rate(field.form, event.submitter).catch(() => {
      delete field.form.dataset.keep;
      delete field.form.dataset.sent;
      field.form.requestSubmit(event.submitter); // no store: as a browser does without scripts
    });
  });
} else {
  sessionStorage.setItem(key, String(Date.now()));
}
