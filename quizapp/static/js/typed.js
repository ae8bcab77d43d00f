// What is given in a question's form and not sent yet, where only a button sends it: kept in this tab, by the address of
// the question, as a page may be loaded again before. Nobody else who signs in here sees it: app.js forgets it then.

import { isChanged } from "./changed.js";

const NAME = "quizapp.typed";

function kept(owner) {
  try {
    const all = JSON.parse(sessionStorage.getItem(NAME));
    if (all.owner === owner) return all;
  } catch {
    // Nothing is kept yet, or this browser keeps nothing.
  }
  return { owner, given: {} };
}

function keep(all) {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(all));
  } catch {
    // Then it is lost with the page.
  }
}

const isBox = (one) => one.matches("[type=radio], [type=checkbox]");
const fields = (form) => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.matches("input, select, textarea"));

/** Return the address of the question's answer: what is recalled before a back is shown is kept by it as well. */
const place = (form) => form.dataset.answers ?? form.getAttribute("action");

/** Forget what was given: it is kept as an answer. */
export function forgetTyped(form, owner) {
  const all = kept(owner);
  delete all.given[place(form)];
  keep(all);
}

function note(form, owner) {
  const all = kept(owner);
  all.given[place(form)] = fields(form).filter((one) => !isBox(one) || one.checked).map((one) => [one.name, one.value]);
  keep(all);
}

/** Give each field what goes by its name, whatever its place: rows of an ordering may have been moved. */
function bringBack(form, given) {
  for (const one of fields(form)) {
    const values = given.filter(([name]) => name === one.name).map(([, value]) => value);
    if (isBox(one)) one.checked = values.includes(one.value);
    else if (values.length) [one.value] = values;
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Keep what is given from now on, and bring back what was given before; what somebody changed already is newer. */
export function keepTyped(form, owner) {
  const before = kept(owner).given[place(form)];
  if (isChanged(form)) note(form, owner);
  else if (before) bringBack(form, before);
  for (const name of ["input", "change"]) form.addEventListener(name, () => note(form, owner));
}
