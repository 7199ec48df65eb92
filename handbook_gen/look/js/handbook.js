/*
 * What the reader's site does beyond its HTML. Every page reads well without this file.
 *
 * No dependencies, no requests, no inline styles: it runs under script-src 'self' and from
 * file://. Words come from the table below, by the language of the page.
 */
(() => {
  "use strict";

  const WORDS = {
    nl: {
      search: "Zoeken",
      mainNavigation: "Hoofdnavigatie",
      section: "Onderdeel",
      contents: "Op deze pagina",
      table: "Tabel, schuif opzij voor meer",
      code: "Voorbeeld, schuif opzij voor meer",
      copied: "Adres gekopieerd",
      added: "toegevoegd:",
      removed: "vervallen:",
    },
    en: {
      search: "Search",
      mainNavigation: "Main navigation",
      section: "Section",
      contents: "On this page",
      table: "Table, scroll sideways for more",
      code: "Example, scroll sideways for more",
      copied: "Address copied",
      added: "added:",
      removed: "removed:",
    },
  };

  /* Words that say nothing about the subject of a question, so that searching leaves them out. */
  const SMALL_WORDS = {
    nl: `aan al alle als ben bent bij dan dat de deze die dit doe doen dus een eigenlijk en er even
      gaat geen gekregen genomen gewoon haar had heb hebben heeft heel het hij hoe hun iemand iets
      ik in is je jij jouw jullie kan kreeg krijg krijgen kun kunnen laat laten maar mag me met mij
      mijn misschien moet moeten na naar niet nog nu of om onder ons onze ook op over per te tegen
      tijdens toch tot u uit van via voor vraagt waar wanneer was wat we wel welke wie wij wil
      willen wilt word worden wordt zelf zet zetten zij zijn zo zonder zou`,
    en: `a about after against all am an and any are as at be been before but by can could did do
      does during for from get gets getting got had has have he her his how i if in into is it its
      just let look looks make makes making me my need needs no not of off on or our out please put
      shall she should so some someone something that the their them then there these they this
      those to under us want wants was we were what when where which who whom will with without
      would you your`,
  };

  /* Endings that differ between two forms of one word; what is left is the start of both. */
  const ENDINGS = {
    nl: /(?:['’]s|(?:[ptk]|et)?jes?|en|s|e)$/,
    en: /(?:['’]s|ies|ing|ed|es|s|e|y)$/,
  };

  const language = document.documentElement.lang.slice(0, 2);
  const words = WORDS[language] ?? WORDS.en;
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  /* ---- Repairs to Material that need script (see 10-theme-repairs.css for the rest) ---- */

  function nameLandmarks() {
    for (const dialog of all(".md-search[role=dialog]")) {
      dialog.setAttribute("aria-label", words.search);
    }
    for (const nav of all("nav.md-nav--primary")) {
      nav.setAttribute("aria-label", words.mainNavigation);
    }
    for (const nav of all("nav.md-nav--secondary")) {
      nav.setAttribute("aria-label", words.contents);
    }
    for (const nav of all("nav.md-nav[aria-labelledby]")) {
      const label = document.getElementById(nav.getAttribute("aria-labelledby"));
      nav.removeAttribute("aria-labelledby");
      nav.setAttribute("aria-label", `${words.section} ${label ? label.textContent.trim() : ""}`.trim());
    }
  }

  /* What scrolls sideways must be reachable by keyboard; what does not must not be. */
  function reachScrollAreas() {
    for (const area of all(".md-typeset__scrollwrap, .md-typeset pre > code")) {
      if (area.scrollWidth > area.clientWidth + 1) {
        area.tabIndex = 0;
        area.setAttribute("role", "group"); /* a region is a landmark, and needs a name of its own */
        area.setAttribute("aria-label", area.matches("code") ? words.code : words.table);
      } else {
        area.removeAttribute("tabindex");
        area.removeAttribute("role");
        area.removeAttribute("aria-label");
      }
    }
  }

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

  /* ---- Searching in the reader's own words ----------------------------------------------- */

  const ASKED = 2; /* the kind of message with which Material's search asks its worker */

  /* "mag ik foto's van de borrel plaatsen" becomes "foto borrel plaats": the starts of the words
     that count. A question with signs of the search language is left as it is. */
  function searchWords(asked) {
    if (/["+~^:*]|(?:^|\s)-/.test(asked)) return asked;
    const small = new Set((SMALL_WORDS[language] ?? "").split(/\s+/));
    const typed = asked.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
    const counting = typed.filter((word) => !small.has(word));
    return (counting.length ? counting : typed).map(startOf).join(" ");
  }

  function startOf(word) {
    const start = word.replace(ENDINGS[language] ?? /$^/, "");
    if (start.length < 3) return word;
    return start === word ? word : start.replace(/([b-df-hj-np-tv-z])\1$/, "$1");
  }

  /* Without a message of this kind the search stays what it was. */
  function askInWords(kind) {
    const send = kind?.prototype?.postMessage;
    if (typeof send !== "function") return;
    kind.prototype.postMessage = function (message, ...rest) {
      const asks = message?.type === ASKED && typeof message.data === "string";
      return send.call(this, asks ? { ...message, data: searchWords(message.data) } : message, ...rest);
    };
  }

  askInWords(window.Worker);
  askInWords(window.IFrameWorker);

  /* ---- Start ---------------------------------------------------------------------------- */

  function improve() {
    nameLandmarks();
    labelCells();
    sayChanges();
    pointLanguagesHere();
    reachScrollAreas();
  }

  /* Material wraps tables a moment after a page is there, hence the second look. */
  function improveSoon() {
    improve();
    setTimeout(improve, 300);
  }

  if (window.document$) {
    window.document$.subscribe(improveSoon);
  } else if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", improveSoon);
  } else {
    improveSoon();
  }
  window.addEventListener("load", improveSoon);
  window.addEventListener("resize", reachScrollAreas);
  window.addEventListener("hashchange", pointLanguagesHere);
  window.addEventListener("beforeprint", unfold);
  window.addEventListener("afterprint", foldBack);
  document.addEventListener("click", copyClauseAddress);
})();
