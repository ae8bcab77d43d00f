// Arrow keys in a table of links: from cell to cell, Home and End to the ends of a row, with Ctrl to those of the table.
// It stays a table of links: Tab comes to one of them and goes on behind the table. Without this file each is a stop.

const CELL = "th, td";

function start(table) {
  const rows = Array.from(table.rows, (row) => Array.from(row.querySelectorAll(CELL), (cell) => cell.querySelector("a")));
  const links = rows.flat().filter(Boolean);
  if (!links.length) return;
  const placeOf = new Map(rows.flatMap((row, y) => row.map((link, x) => [link, [x, y]]).filter(([link]) => link)));
  let current = rows.find((row) => row.some(Boolean) && row[0]?.closest("tbody"))?.[0] ?? links[0];
  for (const link of links) link.tabIndex = link === current ? 0 : -1;

  function come(link) {
    if (!link) return;
    current.tabIndex = -1;
    current = link;
    link.tabIndex = 0;
    link.focus();
    link.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // The next cell in a direction that has a link.
  function towards(x, y, dx, dy) {
    for (x += dx, y += dy; y >= 0 && y < rows.length && x >= 0 && x < rows[y].length; x += dx, y += dy) {
      if (rows[y][x]) return rows[y][x];
    }
    return null;
  }

  const inRow = (y) => rows[y].filter(Boolean);
  table.addEventListener("focusin", (event) => {
    const link = event.target.closest("a");
    if (!placeOf.has(link) || link === current) return;
    current.tabIndex = -1;
    current = link;
    link.tabIndex = 0;
  });
  table.addEventListener("keydown", (event) => {
    const place = placeOf.get(event.target);
    if (!place || event.altKey || event.metaKey || event.shiftKey) return;
    const [x, y] = place;
    const wanted = {
      ArrowLeft: () => towards(x, y, getComputedStyle(table).direction === "rtl" ? 1 : -1, 0),
      ArrowRight: () => towards(x, y, getComputedStyle(table).direction === "rtl" ? -1 : 1, 0),
      ArrowUp: () => towards(x, y, 0, -1),
      ArrowDown: () => towards(x, y, 0, 1),
      Home: () => (event.ctrlKey ? links[0] : inRow(y)[0]),
      End: () => (event.ctrlKey ? links.at(-1) : inRow(y).at(-1)),
    }[event.key];
    if (!wanted || (event.ctrlKey && event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    come(wanted());
  });
}

for (const table of document.querySelectorAll("table[data-grid]")) start(table);
