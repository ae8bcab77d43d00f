// Rows of a list in the editor: added, moved and removed in the page, by button and by key. The names of a row's fields
// hold its number, so they are counted anew after each change. Without this file the same buttons send the form.

const FIELDS = "input, textarea, select";

function renumber(list) {
  const name = list.dataset.rows;
  const rows = [...list.children];
  const renamed = (text, number) => text.replace(new RegExp(`(^|[ -])${name}-\\d+`, "g"), `$1${name}-${number}`);
  rows.forEach((row, number) => {
    for (const one of row.querySelectorAll("*")) {
      for (const attribute of ["name", "id", "for", "aria-describedby"]) {
        const value = one.getAttribute(attribute);
        if (value && one.name !== "do") one.setAttribute(attribute, renamed(value, number));
      }
      if (one.name === "do") one.value = `${one.dataset.verb}:${name}-${number}`;
      if (one.dataset.verb === "up") one.disabled = number === 0;
      if (one.dataset.verb === "down") one.disabled = number === rows.length - 1;
      if ("number" in one.dataset) one.textContent = String(number + 1);
    }
  });
}

function blank(row) {
  for (const field of row.querySelectorAll(FIELDS)) {
    field.value = "";
    field.defaultValue = "";
    field.removeAttribute("aria-invalid");
  }
  for (const remarks of row.querySelectorAll(".remarks")) remarks.replaceChildren();
  return row;
}

/** Let the rows of a list be edited in the page. */
export function editRows(list) {
  const foot = list.parentElement.querySelector(".row-foot");
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  foot.append(said);

  const firstField = (row) => row.querySelector(FIELDS);
  const placeOf = (row) => [...list.children].indexOf(row) + 1;

  function changed(words) {
    renumber(list);
    said.textContent = words;
    list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function add(after) {
    const made = blank(list.lastElementChild.cloneNode(true));
    if (after) after.after(made);
    else list.append(made);
    changed(`${list.dataset.added} ${placeOf(made)}`);
    firstField(made).focus();
  }

  function move(row, step, focused) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (other) {
      if (step < 0) other.before(row);
      else other.after(row);
    }
    changed(`${list.dataset.moved} ${placeOf(row)}`);
    // At the end of the list the button that was pressed moves nothing any more: the other one is at hand.
    (focused.disabled ? row.querySelector("[data-verb=up]:enabled, [data-verb=down]:enabled") : focused).focus();
  }

  function remove(row) {
    const place = placeOf(row);
    const next = row.nextElementSibling ?? row.previousElementSibling;
    const kept = row.cloneNode(true);
    [...row.querySelectorAll(FIELDS)].forEach((field, number) => {
      kept.querySelectorAll(FIELDS)[number].value = field.value;
    });
    if (next) row.remove();
    else blank(row);
    changed(`${list.dataset.removed} ${place}`);
    const back = document.createElement("button");
    back.type = "button";
    back.className = "quiet";
    back.textContent = list.dataset.back;
    back.addEventListener("click", () => {
      if (!next) list.replaceChildren();
      list.insertBefore(kept, list.children[place - 1] ?? null);
      changed(`${list.dataset.added} ${place}`);
      firstField(kept).focus();
    });
    said.append(" ", back);
    firstField(next ?? row).focus();
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-verb]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest(".row-edit");
    if (button.dataset.verb === "remove") remove(row);
    else move(row, button.dataset.verb === "up" ? -1 : 1, button);
  });
  foot.querySelector("[data-add]").addEventListener("click", (event) => {
    event.preventDefault();
    add();
  });
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest(".row-edit");
    if (!row || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      move(row, event.key === "ArrowUp" ? -1 : 1, event.target);
    } else if (event.key === "Enter" && event.target.matches("input") && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      const below = row.nextElementSibling;
      const place = [...row.querySelectorAll(FIELDS)].indexOf(event.target);
      if (below) below.querySelectorAll(FIELDS)[place].focus();
      else add(row);
    }
  });
}
