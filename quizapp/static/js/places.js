// The row of numbers above a question, and what it says beside the button that finishes, after an answer was saved.

import { counted } from "./begin.js";

/** Show in the row whether the question of this page is answered, and count anew those that are not. */
export function showPlace({ state, label }) {
  const here = document.querySelector(".navigator [aria-current]");
  if (!here) return;
  here.className = state;
  here.setAttribute("aria-label", label);
  here.querySelector("span").textContent = state === "answered" ? "●" : "";
  const sentence = document.getElementById("unanswered");
  if (!sentence) return;
  const count = document.querySelectorAll(".navigator .open").length;
  sentence.hidden = count === 0;
  sentence.textContent = counted(sentence.dataset.open, count);
  sentence.parentElement.querySelector("button").classList.toggle("second", count > 0);
}
