// Copies of what is typed, in this browser: kept until the server has it, through a lost network, a lost sign-in and a
// reload. One for each draft and person, as a computer at school has several.

const START = "quizapp.draft";

function nameOf(place) {
  return `${START} ${place.dataset.person} ${place.dataset.draft}`;
}

/** What a copy says, without what changes by itself. */
function bare(body) {
  const fields = new URLSearchParams(body);
  fields.delete("csrf_token");
  fields.delete("seen_draft");
  fields.delete("take");
  return fields.toString();
}

/** Say whether two copies hold the same. */
export const isSame = (one, other) => bare(one) === bare(other);

/** Keep what a form holds. A browser without room or without a store keeps nothing, and says nothing. */
export function keepCopy(place, body) {
  try {
    localStorage.setItem(nameOf(place), body);
  } catch {
    // The server's draft is the one that counts.
  }
}

/** Return what waits for the server; null where nothing does. */
export function copyAt(place) {
  try {
    return localStorage.getItem(nameOf(place));
  } catch {
    return null;
  }
}

/** Forget a copy that the server has, unless somebody has typed on since. */
export function dropCopy(place, body) {
  try {
    if (isSame(localStorage.getItem(nameOf(place)) ?? "", body)) localStorage.removeItem(nameOf(place));
  } catch {
    // There was none.
  }
}
