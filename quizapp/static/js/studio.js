// The editor's page: what the server says of the question while it is typed is put in place, an answer is tried, rows
// are moved, passages ticked. Without this file the buttons of the form do the same, each with a new page.

import { whenKept, keepSoon } from "./draft.js";
import { offerMoves } from "./ordering.js";
import { editRows } from "./rows.js";

const PARTS = ["said", "look-first", "look-question", "look-feedback", "look-last", "chosen-passages", "kinds", "key-change"];
const form = document.querySelector("form[data-draft]");
const shown = new Map();

/** What a part says; the token of a form in it is another one each time, and says nothing. */
function saidBy(part) {
  return part.innerHTML.replace(/(name="csrf_token" value=")[^"]*/g, "$1");
}

/** Fill parts of the page anew where they stand, so that what changed is read out; what is the same stays. */
function put(fresh) {
  for (const id of PARTS) {
    const place = document.getElementById(id);
    const filled = fresh.getElementById(id);
    if (!place || !filled || shown.get(id) === saidBy(filled)) continue;
    shown.set(id, saidBy(filled));
    place.replaceChildren(...filled.childNodes);
    for (const rows of place.querySelectorAll("[data-ordering]")) offerMoves(rows);
  }
}

function putRemarks(fresh) {
  for (const place of document.querySelectorAll(".remarks")) {
    const id = place.id.slice(0, -"-remarks".length);
    const found = fresh.querySelector(`[data-beside="${CSS.escape(id)}"]`);
    const control = document.getElementById(id);
    if (found?.querySelector(".problem-text")) control?.setAttribute("aria-invalid", "true");
    else control?.removeAttribute("aria-invalid");
    if (place.innerHTML !== (found?.innerHTML ?? "")) place.replaceChildren(...(found?.childNodes ?? []));
  }
}

/** Offer what may become of answers and memories where what is typed changes what is right, and only there. */
function offerChoice(fresh) {
  const choice = document.getElementById("if-key-changes");
  choice?.toggleAttribute("data-asks", Boolean(fresh.querySelector("#key-change a")));
}

async function tryOut(event) {
  if (!event.target.matches("form[data-try]")) return;
  event.preventDefault();
  const sent = event.target;
  const body = new URLSearchParams(new FormData(sent, event.submitter));
  try {
    await keepSoon();
    const response = await fetch(sent.action, { method: "POST", body, redirect: "manual", headers: { "X-Part": "look" } });
    if (!response.ok) throw new Error(`not marked: ${response.status}`);
    put(new DOMParser().parseFromString(await response.text(), "text/html"));
    document.querySelector("#look-feedback .verdict, #look-question [name=rating], #look-question .problem")?.focus();
  } catch {
    delete sent.dataset.try; // as a browser does without scripts
    sent.requestSubmit(event.submitter);
  }
}

function tickPassages(box) {
  const field = document.getElementById(box.dataset.passages);
  const boxes = [...box.querySelectorAll("input[type=checkbox]")];
  const typed = () => field.value.split(",").map((one) => one.trim()).filter(Boolean);
  box.addEventListener("change", (event) => {
    const { value, checked } = event.target;
    const others = typed().filter((one) => one !== value);
    field.value = (checked ? [...others, value] : others).join(", ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    event.stopPropagation();
  });
  field.addEventListener("input", () => {
    const named = new Set(typed());
    for (const one of boxes) one.checked = named.has(one.value);
  });
}

function saveByKey(event) {
  if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  if (!event.repeat) form.requestSubmit(form.querySelector("button[name=save]"));
}

if (form) {
  for (const id of PARTS) {
    const place = document.getElementById(id);
    if (place) shown.set(id, saidBy(place));
  }
  for (const rows of document.querySelectorAll(".look [data-ordering]")) offerMoves(rows);
  whenKept((fresh) => {
    offerChoice(fresh);
    put(fresh);
    putRemarks(fresh);
  });
  document.addEventListener("submit", tryOut);
  for (const rows of form.querySelectorAll("[data-rows]")) editRows(rows);
  for (const box of form.querySelectorAll("[data-passages]")) tickPassages(box);
  if (document.body.dataset.shortcuts !== "off") document.addEventListener("keydown", saveByKey);
  const goOn = document.querySelector(".flash[data-go-on]")?.dataset.goOn;
  if (goOn) document.getElementById(goOn)?.focus();
}
