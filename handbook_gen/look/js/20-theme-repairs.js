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
}

/* What scrolls sideways must be reachable by keyboard; what does not must not be. */
function reachScrollAreas() {
  const areas = all(".md-typeset__scrollwrap, .md-typeset pre > code");
  const scrolls = areas.map((area) => area.scrollWidth > area.clientWidth + 1); /* all, then write */

  for (const [number, area] of areas.entries()) {
    if (scrolls[number]) {
      area.tabIndex = 0;
      area.setAttribute("role", "group");
      area.setAttribute("aria-label", area.matches("code") ? words.code : words.table);
    } else {
      area.removeAttribute("tabindex");
      area.removeAttribute("role");
      area.removeAttribute("aria-label");
    }
  }
}
