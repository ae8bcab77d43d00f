// Passwords can be shown while they are typed, and a new one is told in words how well its length serves.
// Without this file they are typed unseen, and the server says what it does not take.

const FAIR = 8;
const GOOD = 15;

for (const button of document.querySelectorAll("button.show-password")) {
  const field = document.getElementById(button.getAttribute("aria-controls"));
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    field.focus();
  });
  field.form.addEventListener("submit", () => {
    field.type = "password"; // browsers keep what stood in a field of plain text
  });
}

for (const advice of document.querySelectorAll(".advice[data-of]")) {
  const field = document.getElementById(advice.dataset.of);
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting); // so that nothing is said while somebody types
    waiting = setTimeout(() => {
      const { length } = [...field.value];
      advice.textContent = length >= GOOD ? advice.dataset.good : length >= FAIR ? advice.dataset.fair : "";
    }, 600);
  });
}
