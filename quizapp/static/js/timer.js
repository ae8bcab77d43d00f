// The time of an attempt: counted down in sight, said politely at a few moments, hidden on wish, asked for anew now and
// then, as a teacher may give more. At its end the attempt is finished; without this file the server does that alone.

import { loadAgain } from "./app.js";

const timer = document.querySelector("[data-timer]");
// An end that is further away stays as the page tells it: no seconds run for days, and it need not stay in sight.
const FAR_SECONDS = Number(timer.dataset.far);
const MOMENTS = [600, 300, 60]; // seconds left at which it is said
const ASK_MS = 20000;
const HIDDEN = "quizapp.time.hidden";
const RETRY_MS = 3000;
const SETTLE_MS = 4000; // for answers that are being sent

let ends = performance.now() + 1000 * Number(timer.dataset.timer);
let last = Number(timer.dataset.timer);
const isOver = "isOver" in timer.dataset; // then the page says so itself, has the button that finishes, and stays
const left = timer.querySelector("[data-left]");
const announced = timer.querySelector("[data-announced]");

function inWords(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  return `${hours ? `${hours}:${two(Math.floor((whole % 3600) / 60))}` : Math.floor(whole / 60)}:${two(whole % 60)}`;
}

const pause = (milliseconds) => new Promise((done) => window.setTimeout(done, milliseconds));

async function isThere() {
  try {
    return (await fetch(timer.dataset.url)).ok;
  } catch {
    return false;
  }
}

const say = (words) => (announced.textContent = words);

async function end() {
  say(timer.dataset.over);
  const form = document.querySelector("form[data-keep]");
  if (form) form.inert = true;
  const outbox = document.getElementById("outbox");
  const until = Date.now() + SETTLE_MS;
  while (Number(outbox?.dataset.waiting ?? 0) > 0 && Date.now() < until) await pause(200);
  while (!(await isThere())) await pause(RETRY_MS); // without a network this page stays, and says what it knows
  loadAgain(); // the page then says that the time is over, and has the button that finishes
}

function tell(seconds) {
  timer.classList.toggle("far", seconds >= FAR_SECONDS);
  if (seconds < FAR_SECONDS) left.textContent = timer.dataset.said.replace("{time}", inWords(seconds));
}

function tick() {
  const seconds = (ends - performance.now()) / 1000;
  tell(seconds);
  for (const moment of MOMENTS) if (last > moment && seconds <= moment) say(timer.dataset.said.replace("{time}", inWords(seconds)));
  last = seconds;
  if (seconds > 0 || isOver) return;
  window.clearInterval(ticking);
  window.clearInterval(asking);
  end();
}

async function ask() {
  if (document.hidden) return;
  try {
    const reply = await fetch(timer.dataset.url, { headers: { Accept: "application/json" } });
    if (!reply.ok) return;
    const told = await reply.json();
    if (told.finished) return loadAgain();
    if (told.seconds === null) return;
    if (isOver && told.seconds > 0) return loadAgain();
    const fresh = performance.now() + 1000 * told.seconds;
    if (Math.abs(fresh - ends) > 5000) {
      say(timer.dataset.longer.replace("{time}", told.extended || told.ends));
      if (told.seconds >= FAR_SECONDS) left.textContent = timer.dataset.longer.replace("{time}", told.ends);
      last = told.seconds;
    }
    ends = fresh;
  } catch {
    // No network: the time that is known goes on.
  }
}

function offerHiding() {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "quiet" });
  const show = (hidden) => {
    left.hidden = hidden;
    button.textContent = hidden ? timer.dataset.show : timer.dataset.hide;
  };
  button.addEventListener("click", () => {
    show(!left.hidden);
    try {
      localStorage.setItem(HIDDEN, left.hidden ? "yes" : "");
    } catch {
      // A browser without a store forgets it.
    }
  });
  let hidden = false;
  try {
    hidden = localStorage.getItem(HIDDEN) === "yes";
  } catch {
    // As above.
  }
  show(hidden);
  timer.querySelector("p").append(" ", button);
}

tell(last); // shorter than what the page says without this file, so that the button has room beside it
offerHiding();
const ticking = window.setInterval(tick, 1000);
const asking = window.setInterval(ask, ASK_MS);
document.addEventListener("visibilitychange", ask);
