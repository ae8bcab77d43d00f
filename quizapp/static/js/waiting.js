// What was typed here and never reached the server, because the network or the sign-in was lost and the page was left:
// it is sent as a draft when the question is opened again, and gone on with. A newer draft is never overwritten by it.

import { goTo } from "./app.js";
import { copyAt, dropCopy, isSame } from "./copies.js";

const place = document.querySelector("[data-draft]");

function offerCopy(waiting) {
  if (document.querySelector(".copy")) return;
  const told = document.createElement("p");
  told.className = "remark copy";
  told.setAttribute("role", "status");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "second", textContent: place.dataset.takeCopy });
  button.addEventListener("click", () => sendWaiting(`${waiting}&take=1`));
  told.append(place.dataset.copy, " ", button);
  place.before(told);
}

const standing = () => (place.tagName === "FORM" ? new URLSearchParams(new FormData(place)).toString() : "");

/** Send what waits here, if anything does; then go on with it as the server has it, unless somebody has begun to type. */
export async function sendWaiting(text) {
  const waiting = text ?? (place && copyAt(place));
  if (!waiting) return;
  const stood = standing();
  if (isSame(waiting, stood)) return dropCopy(place, waiting); // it was sent as its page was left
  const body = new URLSearchParams(waiting);
  body.set("csrf_token", document.querySelector("input[name=csrf_token]").value);
  try {
    const response = await fetch(place.dataset.draft, { method: "POST", body, redirect: "manual" });
    if (response.status === 409) offerCopy(waiting);
    if (!response.ok) return; // another draft is there, or there is still no way: it goes on waiting
    dropCopy(place, waiting);
    if (isSame(standing(), stood)) goTo(place.dataset.goOn, "replace");
  } catch {
    // Still no network.
  }
}

if (place && place.tagName !== "FORM") sendWaiting();
