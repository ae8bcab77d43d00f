// Flashcards: how long the learner thought goes with the rating.
const shownAt = performance.now();
const key = "quizapp.card-shown";

const field = document.querySelector("form.ratings input[name=duration_ms]");
if (field) {
  const since = Number(sessionStorage.getItem(key) ?? Number.NaN);
  field.form.addEventListener("submit", () => {
    const elapsed = Number.isFinite(since) ? Date.now() - since : performance.now() - shownAt;
    field.value = String(Math.round(Math.max(elapsed, 0)));
    sessionStorage.removeItem(key);
  });
} else {
  sessionStorage.setItem(key, String(Date.now()));
}
