// Ordering without dragging: the numbers to choose are the answer; these buttons move a row and set the numbers to match.

function placeOf(row) {
  return Number(row.querySelector("select").value) || Number.POSITIVE_INFINITY;
}

function rowsInOrder(rows) {
  return [...rows.querySelectorAll(".row")].sort((a, b) => placeOf(a) - placeOf(b) || 0);
}

function move(rows, row, step) {
  const order = rowsInOrder(rows);
  const from = order.indexOf(row);
  const to = from + step;
  if (to >= 0 && to < order.length) order.splice(to, 0, ...order.splice(from, 1));
  order.forEach((each, index) => {
    each.querySelector("select").value = String(index + 1);
    rows.append(each);
  });
  rows.dispatchEvent(new Event("change", { bubbles: true }));
  return order.indexOf(row) + 1;
}

// The first row cannot go up, nor the last one down.
function markEnds(rows) {
  const order = rowsInOrder(rows);
  order.forEach((row, index) => {
    const [up, down] = row.querySelectorAll(".moves button");
    up.disabled = index === 0;
    down.disabled = index === order.length - 1;
  });
}

function button(sign, label) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "second move";
  made.textContent = sign;
  made.setAttribute("aria-label", label);
  return made;
}

function offerMoves(rows) {
  const said = document.createElement("p");
  said.className = "moved";
  said.setAttribute("role", "status");
  rows.after(said);
  for (const row of rows.querySelectorAll(".row")) {
    const name = row.querySelector("span").textContent;
    const group = document.createElement("div");
    group.className = "moves";
    for (const [sign, step, label] of [["↑", -1, rows.dataset.up], ["↓", 1, rows.dataset.down]]) {
      const made = button(sign, `${label}: ${name}`);
      made.addEventListener("click", () => {
        const place = move(rows, row, step);
        (made.disabled ? group.querySelector("button:enabled") : made).focus();
        said.textContent = `${name}: ${rows.dataset.moved} ${place}`;
      });
      group.append(made);
    }
    row.append(group);
  }
  rows.addEventListener("change", () => markEnds(rows));
  window.addEventListener("pageshow", () => markEnds(rows)); // what was chosen may come back with the page
  markEnds(rows);
}

export { offerMoves };
