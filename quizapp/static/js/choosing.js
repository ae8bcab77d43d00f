// Choosing questions in a list: ranges by Shift, moving by arrows, and the count of what is chosen, said as it changes.
// Without this file boxes are ticked one by one, and the form carries them from page to page all the same.

import { counted } from "./begin.js";

const results = document.getElementById("results");
let anchor = null; // the box that was set last: a range goes from there

const boxes = () => [...results.querySelectorAll("input[name=tick]")];
const pageBox = () => results.querySelector("[data-page-box] input");

function tell() {
  const form = results.querySelector("[data-choosing]");
  if (!form) return;
  const ticked = boxes().filter((box) => box.checked).length;
  const count = Number(form.dataset.beyond) + ticked;
  const place = form.querySelector("[data-chosen-count]");
  const { none, some } = place.dataset;
  place.textContent = count === 0 ? none : counted(some, count);
  for (const button of form.querySelectorAll("[data-of-chosen]")) button.hidden = count === 0;
  pageBox().checked = ticked > 0 && ticked === boxes().length;
  pageBox().indeterminate = ticked > 0 && ticked < boxes().length;
}

function setRange(from, to, checked) {
  const all = boxes();
  const [first, last] = [all.indexOf(from), all.indexOf(to)].sort((one, other) => one - other);
  for (const box of all.slice(Math.max(first, 0), last + 1)) box.checked = checked;
}

function prepare() {
  anchor = null;
  const label = results.querySelector("[data-page-box]");
  if (!label || !label.hidden) return;
  label.hidden = false;
  tell();
}

if (results) {
  results.addEventListener("click", (event) => {
    const box = event.target.closest("input[name=tick]");
    if (box) {
      if (event.shiftKey && anchor?.isConnected) setRange(anchor, box, box.checked);
      anchor = box;
      tell();
    } else if (event.target === pageBox()) {
      for (const one of boxes()) one.checked = event.target.checked;
      tell();
    }
  });
  results.addEventListener("keydown", (event) => {
    const box = event.target.closest("input[name=tick]");
    if (!box) return;
    if (event.key === "Enter") event.preventDefault(); // which would leave the page before anybody is ready
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = boxes()[boxes().indexOf(box) + step];
    if (!next) return;
    if (event.shiftKey) {
      if (!boxes().some((one) => one === anchor)) anchor = box;
      next.checked = box.checked = true;
      if (anchor !== box && Math.abs(boxes().indexOf(next) - boxes().indexOf(anchor)) < Math.abs(boxes().indexOf(box) - boxes().indexOf(anchor))) {
        box.checked = false; // going back makes the range smaller
      }
      tell();
    }
    next.focus();
  });
  new MutationObserver(prepare).observe(results, { childList: true }); // a search has brought other rows
  prepare();
}
