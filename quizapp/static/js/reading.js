// How long a passage of a reading was open: from when its link is followed until it is marked as read, sent along with
// the mark. Without this file passages are marked just as well, and nothing is said of time.

const KEY = "quizapp.reading";

function opened() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

for (const link of document.querySelectorAll("a[data-passage]")) {
  link.addEventListener("click", () => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ ...opened(), [link.dataset.passage]: Date.now() }));
    } catch {
      // A browser without a store does not know how long.
    }
  });
}

for (const form of document.querySelectorAll("form[data-reads]")) {
  form.addEventListener("submit", () => {
    const began = opened()[form.elements.namedItem("passage").value];
    if (began) form.elements.namedItem("seconds").value = String(Math.max(0, Math.round((Date.now() - began) / 1000)));
  });
}
