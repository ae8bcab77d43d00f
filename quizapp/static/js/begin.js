// Asks for a page's scripts, with all that they import at once, when its style sheets are there: beside those they would
// hold up the first sight of the page, and one after the other they take a round trip each.
function askForScripts() {
  for (const src of document.body.dataset.scripts.trim().split(/\s+/)) {
    document.head.append(Object.assign(document.createElement("script"), { type: "module", src, async: false }));
  }
}

// On a first visit the page has the rules that it uses (first_visits.py). All others count when they are there, and
// scripts come after them: what those add to a page may need rules that it did not use before.
const sheets = [...document.querySelectorAll("link[data-media]")];
const there = sheets.map((link) => new Promise((done) => {
  const count = () => {
    link.media = link.dataset.media;
    done();
  };
  if (link.sheet) count();
  link.addEventListener("load", count);
  link.addEventListener("error", done);
}));
const isOlder = !AbortSignal.timeout || !HTMLFormElement.prototype.requestSubmit;
// Where what they lack does not come, the page stays as it is without scripts: forms send themselves.
if (sheets.length || isOlder) Promise.all([...there, isOlder && import("./older.js")]).then(askForScripts, () => {});
else askForScripts();

// This alone is for other scripts: it stands in the file that is on every page and imports none of them.
/** Return a sentence with a number, in the form that the page's language has for it: each stands behind its name. */
export function counted(words, count) {
  const { lang } = document.documentElement;
  const forms = words.split("|");
  const form = forms[forms.indexOf(new Intl.PluralRules(lang).select(count)) + 1 || forms.length - 1];
  return form.replace("{count}", count.toLocaleString(lang));
}
