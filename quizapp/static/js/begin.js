// Asks for a page's scripts, with all that they import at once, when its style sheets are there: beside those they would
// hold up the first sight of the page, and one after the other they take a round trip each.
for (const src of document.body.dataset.scripts.trim().split(/\s+/)) {
  document.head.append(Object.assign(document.createElement("script"), { type: "module", src, async: false }));
}
