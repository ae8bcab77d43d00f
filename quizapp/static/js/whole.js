// A box for all of a source keeps in step with the boxes of its passages. Without this file it is read by the server.

for (const group of document.querySelectorAll("[data-whole]")) {
  const [all, ...parts] = group.querySelectorAll("input[type=checkbox]");
  const follow = () => (all.checked = parts.every((one) => one.checked));
  if (all.checked) for (const one of parts) one.checked = true;
  follow();
  group.addEventListener("change", ({ target }) => {
    if (target === all) for (const one of parts) one.checked = all.checked;
    else follow();
  });
}
