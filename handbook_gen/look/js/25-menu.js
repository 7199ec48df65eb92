/* ---- What Material leaves out for who reads by ear or by keyboard ------------------------ */

/* Names in the language of the page, and buttons where the theme has bare labels; the style is in
   10-theme-repairs.css. */
const textOf = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";

function name(selector, text) {
  for (const element of all(selector)) element.setAttribute("aria-label", text);
}

function nameParts() {
  name("nav.md-header__inner", words.header);
  name("nav.md-footer__inner", words.footer);
  name("nav.md-tabs", words.tabs);
  /* The link around the logo says where it leads; a second name for the picture is noise. */
  for (const logo of all(".md-logo[aria-label] img")) logo.alt = "";
}

/* The theme names the list of a section by a label that holds an icon only. */
function nameSections() {
  for (const nav of all("nav.md-nav[aria-labelledby]")) {
    const title = textOf(nav.querySelector(":scope > .md-nav__title"));
    nav.removeAttribute("aria-labelledby");
    nav.removeAttribute("aria-expanded"); /* it belongs on what opens the list */
    nav.setAttribute("aria-label", `${words.section} ${title}`.trim());
  }
}

/* ---- Labels that open something become buttons ------------------------------------------ */

const SMALL = window.matchMedia("(max-width: 76.2344em)");

/* It keeps the attributes of the label, by which the theme gives it its looks. */
function buttonFor(label, text) {
  const toggle = document.getElementById(label.htmlFor);
  const made = document.createElement("button");
  for (const { name, value } of label.attributes) {
    if (name !== "tabindex") made.setAttribute(name, value);
  }
  made.type = "button";
  made.setAttribute("aria-label", text);
  made.append(...label.childNodes);
  made.addEventListener("click", () => toggle.click());
  label.replaceWith(made);
  return { made, toggle };
}

function opener(label, text) {
  const { made, toggle } = buttonFor(label, text);
  const tell = () => made.setAttribute("aria-expanded", String(toggle.checked));
  toggle.addEventListener("change", tell);
  tell();
}

/* On a large screen the section that you are in is always open, and its label is a heading. */
function openByKeyboard() {
  for (const label of all(".md-header label[for=__drawer]")) opener(label, words.menu);
  for (const label of all(".md-sidebar--primary label.md-nav__link")) {
    if (!SMALL.matches && label.tabIndex !== 0) continue;
    const title = label.parentElement.closest(".md-nav__item")?.querySelector(".md-nav__title");
    const subject = textOf(label) || textOf(title);
    opener(label, `${label.htmlFor === "__toc" ? words.contentsOf : words.pages} ${subject}`);
  }
  if (!SMALL.matches) return;
  for (const label of all(".md-sidebar--primary label.md-nav__title:is([for^=__nav_], [for=__toc])")) {
    buttonFor(label, `${words.back} ${textOf(label)}`);
  }
}

/* ---- The menu of a small screen lies over the page ------------------------------------- */

const drawer = () => document.getElementById("__drawer");
const PAGE = ".md-header, .md-tabs, .md-content, .md-sidebar--secondary, .md-footer, .md-top, [data-md-component=skip]";

function focusFirstSeen(selector) {
  all(selector).find((element) => element.checkVisibility({ visibilityProperty: true }))?.focus();
}

/* While the menu is open the keyboard stays in it, as a pointer does. */
function closeOffThePage() {
  const open = SMALL.matches && drawer()?.checked === true;
  for (const part of all(PAGE)) part.inert = open;
}

function followMenu({ target }) {
  if (target.id === "__drawer") {
    closeOffThePage();
    focusFirstSeen(target.checked ? ".md-sidebar--primary :is(button, a)" : ".md-header button[for=__drawer]");
  } else if (SMALL.matches && target.matches(".md-nav__toggle")) {
    focusFirstSeen(`button.md-nav__${target.checked ? "title" : "link"}[for="${target.id}"]`);
  }
}

function closeMenu(event) {
  if (event.key === "Escape" && drawer()?.checked) drawer().click();
}

function fitScreen() {
  openByKeyboard();
  closeOffThePage();
}

function repairMenu() {
  nameParts();
  nameSections();
  fitScreen();
}
