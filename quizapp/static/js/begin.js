// Asks for a page's scripts, with all that they import at once, when its style sheets are there: beside those they would
// hold up the first sight of the page, and one after the other they take a round trip each.
for (const src of document.body.dataset.scripts.trim().split(/\s+/)) {
  document.head.append(Object.assign(document.createElement("script"), { type: "module", src, async: false }));
}

// On a first visit the page has the rules that it uses (first_visits.py); all others count as soon as they are there.
for (const link of document.querySelectorAll("link[data-media]")) {
  const count = () => { link.media = link.dataset.media; };
  if (link.sheet) count();
  else link.addEventListener("load", count);
}
