/*
 * What the reader's site does beyond its HTML. Every page reads well without it.
 *
 * The parts of this folder become one file, inside one function: `read_look` joins them by name.
 * No dependencies, no inline styles, and no request but for the versions beside this one: it runs
 * under script-src 'self' and from file://.
 */

/* ---- Words and small tools ----------------------------------------------------------- */

/* What no page says itself, by its language; the words of a decision aid stand in its page. */
const WORDS = {
  nl: {
    search: "Zoeken",
    mainNavigation: "Hoofdnavigatie",
    section: "Onderdeel",
    header: "Kop",
    footer: "Vorige en volgende pagina",
    tabs: "Onderdelen",
    menu: "Menu",
    pages: "Pagina's van",
    contentsOf: "Onderwerpen van",
    back: "Terug uit",
    contents: "Op deze pagina",
    table: "Tabel, schuif opzij voor meer",
    code: "Voorbeeld, schuif opzij voor meer",
    copied: "Adres gekopieerd",
    added: "toegevoegd:",
    removed: "vervallen:",
    older: "Dit is versie {here}. De nieuwste is versie {latest}.",
    ahead: "Dit is versie {here}. Die geldt nog niet.",
    toLatest: "Naar deze pagina in versie {latest}",
  },
  en: {
    search: "Search",
    mainNavigation: "Main navigation",
    section: "Section",
    header: "Header",
    footer: "Previous and next page",
    tabs: "Sections",
    menu: "Menu",
    pages: "Pages of",
    contentsOf: "Subjects of",
    back: "Back from",
    contents: "On this page",
    table: "Table, scroll sideways for more",
    code: "Example, scroll sideways for more",
    copied: "Address copied",
    added: "added:",
    removed: "removed:",
    older: "This is version {here}. The newest is version {latest}.",
    ahead: "This is version {here}. It is not in force yet.",
    toLatest: "This page in version {latest}",
  },
};

const language = document.documentElement.lang.slice(0, 2);
const words = WORDS[language] ?? WORDS.en;
const locale = language === "en" ? "en-GB" : language;
const all = (selector) => Array.from(document.querySelectorAll(selector));

/* An element with attributes and content; text is never read as HTML. */
function make(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...content);
  return element;
}

/* A name for the fields of a decision aid: several may stand on one page. */
let named = 0;

function nameOf(part) {
  part.dataset.name ??= `hb-${(named += 1)}`;
  return part.dataset.name;
}

function button(label, act, kind = "hb-button") {
  const made = make("button", { type: "button", class: kind }, label);
  made.addEventListener("click", act);
  return made;
}

/* The words of a decision aid, which its page carries as data. */
function wordsOf(part) {
  return JSON.parse(part.dataset.words);
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/* Do something once for every part of a kind that has not had it yet. */
function once(selector, act) {
  for (const part of all(`${selector}:not([data-ready])`)) {
    part.dataset.ready = "";
    act(part);
  }
}
