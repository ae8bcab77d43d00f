// A page of work that goes on in the background brings itself up to date, and says once when it is done.
// Without this file the page is loaded again by hand.

import { loadAgain } from "./app.js";

const EVERY_MS = 2000;
const place = document.querySelector("[data-progress]");
const status = document.getElementById("progress-said");

async function look() {
  let found = null;
  try {
    const reply = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    found = page.querySelector("[data-progress]");
    if (!found && reply.ok) {
      status.textContent = place.dataset.progress;
      loadAgain();
      return;
    }
  } catch {
    // no network for a moment: the next look tells
  }
  if (found) place.replaceChildren(...found.childNodes);
  setTimeout(look, document.hidden ? EVERY_MS * 5 : EVERY_MS);
}

setTimeout(look, EVERY_MS);
