// Find and sort the rows of the list. Without this script the list is complete, in the order of its names.
(() => {
  "use strict";
  const table = document.querySelector("table");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const tools = document.querySelector(".tools");
  const [word, kind] = [tools.querySelector("input"), tools.querySelector("select")];
  const said = tools.querySelector("[role=status]");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const names = new Map(rows.map((row) => [row, plain(row.cells[0].textContent)]));

  const show = () => {
    const wanted = plain(word.value.trim());
    let shown = 0;
    for (const row of rows) {
      const fits = names.get(row).includes(wanted) && (!kind.value || row.classList.contains(kind.value));
      row.hidden = !fits;
      shown += fits;
    }
    said.textContent = said.dataset.said.replace("{n}", shown).replace("{total}", rows.length);
  };

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value ?? cell.textContent.trim();
  };
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;

  table.querySelectorAll("thead th").forEach((head, column) => {
    if (!head.hasAttribute("data-sorts")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const ordered = [...rows].sort((one, other) => compare(value(one, column), value(other, column)));
      body.append(...(down ? ordered.reverse() : ordered));
    });
  });

  tools.hidden = false;
  word.addEventListener("input", show);
  kind.addEventListener("change", show);
  show();
})();
