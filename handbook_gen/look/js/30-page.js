/* ---- Tables that become cards on a phone ---------------------------------------------- */

function labelCells() {
  const roles = { thead: "rowgroup", tbody: "rowgroup", tr: "row", th: "columnheader", td: "cell" };

  for (const box of all(".hb-stack:not(.hb-labelled)")) {
    for (const table of box.querySelectorAll("table")) {
      const headings = Array.from(table.querySelectorAll("thead th"), (th) => th.textContent.trim());
      for (const row of table.querySelectorAll("tbody tr")) {
        Array.from(row.cells).forEach((cell, column) => {
          cell.dataset.label = headings[column] ?? "";
          wrapContent(cell);
        });
      }
      /* Laid out as blocks, a table stops being one for a screen reader unless we say so. */
      table.setAttribute("role", "table");
      for (const [name, role] of Object.entries(roles)) {
        table.querySelectorAll(name).forEach((part) => part.setAttribute("role", role));
      }
    }
    box.classList.add("hb-labelled");
  }
}

/* One child per cell, so that label and content are the two columns of a grid. */
function wrapContent(cell) {
  if (!cell.hasChildNodes()) return;
  const content = document.createElement("div");
  content.append(...cell.childNodes);
  cell.append(content);
}

/* ---- The other language, same page, same clause --------------------------------------- */

/* Where this language's book begins, from the configuration that the theme writes. */
function bookAddress() {
  const config = document.getElementById("__config");
  if (!config) return null;
  return new URL(`${JSON.parse(config.textContent).base}/`, location.href);
}

const homes = new Map();

function pointLanguagesHere() {
  const book = bookAddress();
  if (!book || !location.href.startsWith(book.href)) return;
  const page = location.href.slice(book.href.length).split(/[?#]/)[0] || "index.html";

  for (const link of all(".md-header a[hreflang]")) {
    if (!homes.has(link)) homes.set(link, new URL("./", link.href));
    link.href = new URL(page, homes.get(link)).href + location.hash;
  }
}

/* ---- A click on a clause's number copies its address ---------------------------------- */

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; /* not allowed here: the address still stands in the address bar */
  }
}

async function copyClauseAddress(event) {
  const chip = event.target.closest?.(".hb-meta a.hb-id");
  if (!chip || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (!(await copy(chip.href))) return;

  const note = statusLine();
  chip.closest(".hb-meta").append(note);
  note.textContent = "";
  requestAnimationFrame(() => { note.textContent = words.copied; });
  clearTimeout(statusLine.timer);
  statusLine.timer = setTimeout(() => { note.textContent = ""; }, 4000);
}

/* The one place on the page where a screen reader hears of it. */
function statusLine() {
  let note = document.getElementById("hb-said");
  if (!note) {
    note = document.createElement("span");
    note.id = "hb-said";
    note.className = "hb-said";
    note.setAttribute("role", "status");
  }
  return note;
}

/* ---- Changed words, said as well as coloured ------------------------------------------ */

function sayChanges() {
  for (const change of all(".hb-redline :is(ins, del)")) {
    if (change.querySelector(".hb-sr")) continue;
    const said = document.createElement("span");
    said.className = "hb-sr";
    said.textContent = ` [${change.localName === "ins" ? words.added : words.removed}] `;
    change.prepend(said);
  }
}

/* ---- Printing unfolds everything, in every browser ------------------------------------ */

let unfolded = [];

function unfold() {
  unfolded = all("details:not([open])");
  unfolded.forEach((part) => { part.open = true; });
}

function foldBack() {
  unfolded.forEach((part) => { part.open = false; });
  unfolded = [];
}
