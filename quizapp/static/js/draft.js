// The editor: what is typed is kept on the server as a draft, after a pause and when the page is left, and in this
// browser until the server has it. A draft that could not be sent is tried again; a save waits until the server answers.
// Without this file the Preview button keeps the draft.

import { isChanged } from "./changed.js";
import { dropCopy, keepCopy } from "./copies.js";
import { sendWaiting } from "./waiting.js";

const form = document.querySelector("form[data-draft]");
const state = document.getElementById("draft-state");

const QUIET_MS = 700;
const RETRY_MS = 3000;
const LONGEST_WAIT_MS = 3000;
let timer = 0;
let dirty = false;
let sending = null;
let leaving = false;
let trouble = ""; // why the last draft was not kept: "offline", "signed-out", "refused" or "elsewhere"
const listeners = [];

function say(words) {
  if (state.textContent !== words) state.textContent = words; // what is the same is not read out again
}

const typed = () => new URLSearchParams(new FormData(form)).toString();

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const kept = fresh.getElementById("draft-state");
  if (!kept) return;
  form.elements.namedItem("seen_draft").value = kept.dataset.seen ?? "";
  say(kept.textContent.trim());
  if (!dirty) state.dataset.state = "saved";
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
  const body = typed();
  const response = await fetch(form.dataset.draft, {
    method: "POST",
    body: new URLSearchParams(body),
    redirect: "manual", // to the sign-in page, say
    ...options,
  });
  if (!response.ok) throw new Error("refused", { cause: response });
  dropCopy(form, body);
  return response.text();
}

/** Look whether somebody is signed in here, and take the token of their session. */
async function renewToken() {
  const response = await fetch(form.action, { redirect: "manual" });
  if (!response.ok) return false;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const token = fresh.querySelector("input[name=csrf_token]")?.value;
  if (!token) return false;
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
  return true;
}

function offerSignIn() {
  say(`${form.dataset.signedOut} `);
  if (state.querySelector("a")) return;
  const link = document.createElement("a");
  link.href = form.dataset.signInAt;
  link.target = "_blank";
  link.textContent = form.dataset.signIn;
  state.append(link);
}

async function offerToTake(response) {
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("draft-state");
  if (!fresh) return;
  state.replaceChildren(...fresh.childNodes);
  state.querySelector("[data-take]").addEventListener("click", () => {
    const take = document.createElement("input");
    Object.assign(take, { type: "hidden", name: "take", value: "1" });
    form.append(take);
    dirty = true;
    keepSoon().finally(() => take.remove());
  });
}

async function explain(response) {
  if (response === undefined) {
    trouble = "offline";
    say(form.dataset.waiting);
  } else if (response.status === 409) {
    trouble = "elsewhere";
    await offerToTake(response);
  } else if (await renewToken().catch(() => false)) {
    trouble = "refused";
    say(form.dataset.refused);
  } else {
    trouble = "signed-out";
    offerSignIn();
  }
}

async function send() {
  dirty = false;
  try {
    show(await post());
    trouble = "";
  } catch (error) {
    dirty = true;
    if (leaving) return;
    await explain(error.cause);
    if (trouble !== "elsewhere") timer = window.setTimeout(begin, RETRY_MS);
  }
}

function begin() {
  window.clearTimeout(timer);
  if (!dirty || leaving) return;
  sending ??= send().finally(() => {
    sending = null;
    if (!dirty || trouble) return;
    window.clearTimeout(timer); // typed while that was on its way
    timer = window.setTimeout(begin, QUIET_MS);
  });
}

function note() {
  dirty = true;
  state.dataset.state = "waiting";
  keepCopy(form, typed());
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

/** Send the form once the server has kept what it holds: so nothing is lost where there is no way to the server. */
async function submitWhenKept(submitter) {
  const soon = new Promise((done) => {
    window.setTimeout(done, LONGEST_WAIT_MS);
  });
  dirty = true;
  await Promise.race([keepSoon(), soon]);
  if (trouble === "refused") {
    dirty = true;
    await Promise.race([keepSoon(), soon]); // with the token that was fetched meanwhile
  }
  if (trouble === "offline") say(form.dataset.offline);
  if (trouble === "offline" || trouble === "signed-out") return;
  leaving = true;
  window.clearTimeout(timer);
  form.requestSubmit(submitter);
}

// A draft on its way must not arrive after the version that is being saved.
function submit(event) {
  if (leaving) return;
  event.preventDefault();
  keepCopy(form, typed());
  submitWhenKept(event.submitter);
}

if (form && state) {
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", submit);
  window.addEventListener("pagehide", keepNow);
  window.addEventListener("online", begin);
  window.addEventListener("focus", begin); // back from signing in, say
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keepNow();
    else begin();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = false;
  });
  if (isChanged(form)) note();
  else sendWaiting();
}
