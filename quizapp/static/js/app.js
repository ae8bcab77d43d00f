// What every page does: forms that carry an event id send each event once, keys press what they name, waiting is shown.
// Without this file everything still works: each form then sends the id that the server wrote into it.

const LONGEST_SENDING_MS = 3000;
const SLOW_MS = 500;
const AGAIN_MS = 10_000; // after so long somebody may have stopped it, and tries again
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function newEventId() {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

function renewEventId(form) {
  const field = form.elements.namedItem("event_id");
  if (field) field.value = newEventId();
}

for (const form of document.querySelectorAll("form[data-event-form]")) {
  renewEventId(form);
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}

// On a phone tabs may stand in one line that is drawn sideways: the one where somebody is comes in sight.
for (const here of document.querySelectorAll(".tabs [aria-current]")) {
  const row = here.closest(".tabs ul, .tabs");
  row.scrollLeft = here.offsetLeft - row.offsetLeft - 24;
}

// Where a page's own script leads. While a form is on its way that somebody sent, or signing out, it leads nowhere: what
// they did would come to nothing. Other listeners know before whether they keep a form from being sent; one whose answer
// is a file leaves the page where it is.
let leaving = false;
let sentAt = new WeakMap();
window.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || "download" in form.dataset) return;
  if (performance.now() - (sentAt.get(form) ?? -AGAIN_MS) < AGAIN_MS) {
    event.preventDefault();
    return;
  }
  sentAt.set(form, performance.now());
  leaving = true;
  showWork(event.submitter);
});

// A button whose form takes a while says so, for whoever waits for a slow network.
let working = null;

function showWork(button) {
  if (!button || working?.button === button) return;
  stopWork();
  const timer = setTimeout(() => {
    button.setAttribute("aria-busy", "true");
    const said = Object.assign(document.createElement("p"), { className: "told", textContent: document.body.dataset.sending });
    document.querySelector(".flashes")?.append(said);
  }, SLOW_MS);
  working = { button, timer };
}

function stopWork() {
  if (!working) return;
  clearTimeout(working.timer);
  working.button.removeAttribute("aria-busy");
  document.querySelector(".flashes > .told")?.remove();
  working = null;
}

function goTo(address, how = "assign") {
  if (!leaving) location[how](address);
}

/** Ask for this page anew; without its fragment, which alone would lead to a place in the page as it is. */
function loadAgain() {
  goTo(location.pathname + location.search, "replace");
}

// A page brought back by the back button must be able to send again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  leaving = false;
  sentAt = new WeakMap();
  stopWork();
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    renewEventId(form);
  }
});

// Keys: only where nothing is being typed, and off where the learner switched them off. A page names them in data-key,
// several with spaces between, a modifier before its key ("Ctrl+z"), the space bar as "Space".
function isTyping(target) {
  return target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}

if (document.body.dataset.shortcuts !== "off") {
  document.addEventListener("keydown", (event) => {
    if (event.repeat || isTyping(event.target)) return;
    if (event.key === " " && event.target.closest("button, summary, input")) return;
    if (event.key === "Enter" && event.target.closest("a, button, summary, input")) return; // does what it always does
    const modifier = event.ctrlKey || event.metaKey ? "Ctrl+" : event.altKey ? "Alt+" : "";
    const pressed = modifier + (event.key === " " ? "Space" : event.key);
    const wanted = document.querySelector(`[data-key~="${CSS.escape(pressed)}"]`);
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
    if (wanted.matches("input")) wanted.focus(); // so that Enter sends its form
  });
}

// Whose page this is stays among those who share a browser. Cards that were fetched for somebody are let go as soon as
// somebody else is here, or nobody. A page that the way back brings, or that is open beside the one where its person
// signs out, is put away; it comes back as it was if they do. What waits to be sent stays until they are back.
const PERSON = "quizapp.person";
const { person = "", apart } = document.body.dataset; // a page that came from this device is nobody's
const isOthers = () => person !== "" && (localStorage.getItem(PERSON) ?? "") !== person;

function loadAnew() {
  document.documentElement.hidden = true;
  location.reload();
}

function putAway(away) {
  document.body.classList.toggle("away", away);
  document.getElementById("left").hidden = !away;
}

try {
  const type = performance.getEntriesByType("navigation")[0]?.type;
  const last = localStorage.getItem(PERSON) ?? "";
  if (type === "back_forward" && isOthers()) {
    loadAnew();
  } else if (person !== last && apart === undefined) {
    localStorage.setItem(PERSON, person);
    if (last) import("./store.js").then((store) => store.forgetCards(person)).catch(() => {});
  }
  if (apart === undefined && JSON.parse(sessionStorage.getItem("quizapp.typed"))?.owner !== person) sessionStorage.removeItem("quizapp.typed");
  window.addEventListener("pageshow", (event) => event.persisted && isOthers() && loadAnew());
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key === PERSON && person && (newValue === "" || newValue === person)) putAway(newValue === "");
  });
} catch {
  // A browser without a store keeps nothing.
}

// Who signs out sends before what waits here: else it would wait until they are back at this very browser.
document.querySelector("form.sign-out")?.addEventListener("submit", async (event) => {
  const form = event.target;
  try {
    if (!localStorage.getItem("quizapp.outbox")) return;
    event.preventDefault();
    leaving = true;
    const { flush } = await import("./outbox.js");
    await Promise.race([flush(), new Promise((resolve) => setTimeout(resolve, LONGEST_SENDING_MS))]);
  } catch {
    // It waits.
  }
  if (event.defaultPrevented) form.submit();
});

// What waits on this device for the network is sent from whatever page is opened next.
try {
  if (localStorage.getItem("quizapp.outbox")) import("./waits.js");
} catch {
  // A browser without a store keeps nothing.
}

// After an answer, the verdict; after a mistake, the sentence about it, or the field; after anything else, the sentence
// that says what was done: where reading and typing go on from. Whoever went somewhere meanwhile, by hand, by an address
// with a place in it or by a page's own script, stays there.
const goOn = document.querySelector("[data-focus]") ?? (location.hash ? null : document.querySelector(".flashes > .flash"));
if (goOn?.matches(".flash")) goOn.tabIndex = -1;
if (document.activeElement === document.body) {
  goOn?.focus({ preventScroll: !goOn.matches("input, select, textarea") && goOn.getBoundingClientRect().top < innerHeight });
}

export { goTo, loadAgain };
