// What is given in a question's form and not sent yet, where only a button sends it: kept in this tab, by the address of
// the question, as a page may be loaded again before. Nobody else who signs in here sees it.

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

const fields = (form) => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.matches("input, select, textarea"));

/** Forget what was given: it is on its way. */
export function forgetTyped(form, owner) {
  const all = kept(owner);
  delete all.given[form.action];
  keep(all);
}

function note(form, owner) {
  const all = kept(owner);
  all.given[form.action] = fields(form).map((one) => [one.name, one.matches("[type=radio], [type=checkbox]") && !one.checked ? null : one.value]);
  keep(all);
}

function bringBack(form, given) {
  fields(form).forEach((one, place) => {
    const [name, value] = given[place] ?? [];
    if (name !== one.name) return;
    if (one.matches("[type=radio], [type=checkbox]")) one.checked = value === one.value;
    else one.value = value;
  });
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Keep what is given from now on, and bring back what was given before; what somebody changed already is newer. */
export function keepTyped(form, owner) {
  const before = kept(owner).given[form.action];
  if (isChanged(form)) note(form, owner);
  else if (before) bringBack(form, before);
  for (const name of ["input", "change"]) form.addEventListener(name, () => note(form, owner));
}
