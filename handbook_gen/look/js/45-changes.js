/* ---- What changed, for one role ----------------------------------------------------------- */

/* The form is made out of the roles that the changes name; nothing is stored. */
function startRoleFilter(page) {
  const words = wordsOf(page);
  const { everyone } = page.dataset;
  const changes = Array.from(page.querySelectorAll(".hb-change"), (part) => ({
    part, roles: JSON.parse(part.dataset.roles),
  }));
  const roles = Array.from(new Set(changes.flatMap((change) => change.roles)))
    .filter((role) => role !== everyone)
    .sort((a, b) => a.localeCompare(b, locale));
  if (!roles.length) return;

  const select = make(
    "select", { id: `${nameOf(page)}-role` },
    make("option", { value: "" }, words.all),
    ...roles.map((role) => make("option", { value: role }, role)),
  );
  const count = make("p", { class: "hb-help", role: "status" });
  const show = () => {
    const role = select.value;
    for (const { part, roles: concerned } of changes) {
      part.hidden = role !== "" && !concerned.includes(role) && !concerned.includes(everyone);
    }
    for (const link of all(".md-nav--secondary .md-nav__link[href*='#']")) {
      const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      link.parentElement.hidden = Boolean(part?.closest("[hidden]"));
    }
    const shown = changes.filter(({ part }) => !part.hidden).length;
    for (const fold of page.querySelectorAll(".hb-wording")) {
      fold.hidden = !fold.querySelector(".hb-change:not([hidden])");
    }
    const said = role === "" ? "" : filled(
      shown ? words.count : words.none, { n: shown, m: changes.length },
    );
    count.textContent = said;
  };
  select.addEventListener("change", show);
  const form = make(
    "form", { class: "hb-panel hb-roles-filter" },
    make("label", { for: select.id }, words.label),
    make("p", { class: "hb-field" }, select),
    count,
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  page.prepend(form);
}
