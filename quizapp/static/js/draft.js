// The editor: what is typed is kept on the server as a draft, after a pause and when the page is left.
// A draft that could not be sent is tried again. Without this file the Preview button keeps the draft.

import { isChanged } from "./changed.js";

const form = document.querySelector("form[data-draft]");
const state = document.getElementById("draft-state");

const QUIET_MS = 700;
const RETRY_MS = 3000;
const LONGEST_WAIT_MS = 3000;
let timer = 0;
let dirty = false;
let sending = null;
let leaving = false;
const listeners = [];

function say(words) {
  if (state.textContent !== words) state.textContent = words; // what is the same is not read out again
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const kept = fresh.getElementById("draft-state");
  if (!kept) return;
  say(kept.textContent);
  for (const tell of listeners) tell(fresh);
}

/** Call a function with what the server answers to each draft that it keeps: a document with parts of the page. */
export function whenKept(tell) {
  listeners.push(tell);
}

/** Send what is typed now, without waiting for a pause, and wait until it is kept or could not be. */
export async function keepSoon() {
  await sending;
  begin();
  await sending;
}

async function post(options) {
  const response = await fetch(form.dataset.draft, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    redirect: "manual", // to the sign-in page, say
    ...options,
  });
  if (!response.ok) throw new Error("refused", { cause: response.status });
  return response.text();
}

async function send() {
  dirty = false;
  try {
    show(await post());
  } catch (error) {
    dirty = true;
    if (leaving) return;
    say(error.cause === undefined ? form.dataset.waiting : form.dataset.refused);
    timer = window.setTimeout(begin, RETRY_MS);
  }
}

function begin() {
  window.clearTimeout(timer);
  if (!dirty || leaving) return;
  sending ??= send().finally(() => {
    sending = null;
  });
}

function note() {
  dirty = true;
  window.clearTimeout(timer);
  timer = window.setTimeout(begin, QUIET_MS);
}

// The lid closes, the tab goes: no time for an answer, but the browser still sends what is small enough.
function keepNow() {
  if (!dirty || leaving) return;
  dirty = false;
  post({ keepalive: true }).then(show, () => {
    dirty = true;
    timer = window.setTimeout(begin, RETRY_MS);
  });
}

// A draft on its way must not arrive after the version that is being saved.
function submit(event) {
  leaving = true;
  window.clearTimeout(timer);
  if (!sending) return;
  event.preventDefault();
  const soon = new Promise((done) => {
    window.setTimeout(done, LONGEST_WAIT_MS);
  });
  Promise.race([sending, soon]).then(() => {
    sending = null;
    form.requestSubmit(event.submitter);
  });
}

if (form && state) {
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", submit);
  window.addEventListener("pagehide", keepNow);
  window.addEventListener("online", begin);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keepNow();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = false;
  });
  if (isChanged(form)) note();
}
