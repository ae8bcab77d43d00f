// The list of questions while somebody types: results come without a new page, the address follows, and what may come
// next is offered. Without this file everything still works: Enter asks for the page.

import { offerCompletions } from "./completions.js";

const WAIT_MS = 200;
const form = document.querySelector("form[data-finder]");
const box = form?.elements.namedItem("q");
const PARTS = ["findings", "count", "results"]; // filled anew where they stand, so that what changed is read out
let timer = 0;
let asking = null;
let shown = "";
let failed = false;

function asked() {
  const fields = new URLSearchParams(new FormData(form));
  if (!box.value) fields.delete("q");
  if (fields.get("sort") === "bank") fields.delete("sort");
  return fields.toString();
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const id of PARTS) {
    const place = document.getElementById(id);
    const filled = fresh.getElementById(id);
    if (place && filled && place.innerHTML !== filled.innerHTML) place.replaceChildren(...filled.childNodes);
  }
}

async function search() {
  window.clearTimeout(timer);
  asking?.abort();
  const query = asked();
  const results = document.getElementById("results");
  if (query === shown) {
    results.removeAttribute("aria-busy"); // what was asked for meanwhile is no longer wanted
    return;
  }
  asking = new AbortController();
  results.setAttribute("aria-busy", "true");
  try {
    const { signal } = asking;
    const response = await fetch(`${form.dataset.results}?${query}`, { signal });
    if (!response.ok || response.redirected) throw new Error(`not found: ${response.status}`);
    show(await response.text());
    shown = query;
    failed = false;
    history.replaceState(null, "", query ? `${location.pathname}?${query}` : location.pathname);
    for (const field of document.querySelectorAll("[data-query]")) field.value = box.value;
  } catch (error) {
    if (error.name === "AbortError") return; // a newer search is under way
    shown = "";
    failed = true; // Enter asks for the whole page then, which says what is wrong
  }
  results.removeAttribute("aria-busy");
}

function searchSoon() {
  window.clearTimeout(timer);
  timer = window.setTimeout(search, WAIT_MS);
}

if (form) {
  shown = asked();
  box.addEventListener("input", searchSoon);
  form.elements.namedItem("sort").addEventListener("change", search);
  form.addEventListener("submit", (event) => {
    if (failed) return;
    event.preventDefault();
    search();
  });
  offerCompletions(box, document.getElementById("completions"), form.dataset.complete, searchSoon);
}
