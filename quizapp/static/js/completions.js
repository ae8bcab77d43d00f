// A combobox as WAI-ARIA 1.2 describes it: a box that is typed in, and a list of what may come next. The focus stays in
// the box; the arrows move through the list, Enter takes an entry, Escape and leaving the box close it.

const WAIT_MS = 120;

function offerCompletions(box, list, address, changed) {
  let offered = [];
  let about = ""; // the text that these complete
  let active = -1;
  let timer = 0;
  let asking = null;

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  function close() {
    window.clearTimeout(timer);
    asking?.abort();
    offered = [];
    list.hidden = true;
    list.replaceChildren();
    box.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  function activate(index) {
    active = index;
    for (const [place, entry] of [...list.children].entries()) {
      entry.setAttribute("aria-selected", String(place === index));
      if (place === index) entry.scrollIntoView({ block: "nearest" });
    }
    if (index < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[index].id);
  }

  function entry(completion, index) {
    const made = document.createElement("li");
    made.id = `${list.id}-${index}`;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.append(completion.text);
    if (completion.help) {
      const help = document.createElement("small");
      help.textContent = completion.help;
      made.append(" ", help);
    }
    made.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
    made.addEventListener("click", () => take(index));
    return made;
  }

  function open(completions, text) {
    if (!completions.length || document.activeElement !== box) {
      close();
      return;
    }
    offered = completions;
    about = text;
    list.replaceChildren(...completions.map(entry));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    activate(-1);
  }

  // Places are counted in characters, as the server counts them, and not in halves of them.
  const before = () => [...box.value.slice(0, box.selectionStart)];

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const text = box.value;
    const fields = new URLSearchParams({ text, at: String(before().length) });
    try {
      const response = await fetch(`${address}?${fields}`, { signal: asking.signal });
      if (response.ok && !response.redirected) open(await response.json(), text);
    } catch {
      // Completions are a convenience: without an answer there are none.
    }
  }

  function take(index) {
    if (box.value !== about) {
      ask();
      return;
    }
    const { text, start, end } = offered[index];
    const letters = [...box.value];
    const rest = letters.slice(end).join("");
    const more = text.endsWith(":");
    const put = letters.slice(0, start).join("") + text + (more || rest.startsWith(" ") ? "" : " ");
    box.value = put + rest;
    box.setSelectionRange(put.length, put.length);
    close();
    changed();
    if (more) ask();
  }

  function step(by) {
    if (list.hidden) {
      ask();
      return;
    }
    const places = offered.length + 1; // the place before the first is the box itself
    activate(((active + 1 + by + places) % places) - 1);
  }

  box.addEventListener("input", () => {
    window.clearTimeout(timer);
    activate(-1);
    if (/(^|\s)-?$/.test(before().join(""))) close();
    else timer = window.setTimeout(ask, WAIT_MS);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter") {
      if (active >= 0) {
        event.preventDefault();
        take(active);
      } else {
        close();
      }
    }
  });
}

export { offerCompletions };
