/* ---- Versions side by side: an older one says so, and a reader keeps the page ------------ */

/* Only a published handbook has versions; a folder that is opened as a file lists none. */
function versionsAddress() {
  const config = document.getElementById("__config");
  if (!config || location.protocol === "file:") return null;
  const { version } = JSON.parse(config.textContent);
  if (!version?.handbook) return null; /* the versions of a site around the handbook are not ours */
  return new URL("../versions.json", bookAddress());
}

/* This page, from where its version begins. */
function pageHere() {
  const book = bookAddress().href;
  return location.href.startsWith(book) ? location.href.slice(book.length).split(/[?#]/)[0] : "";
}

/* The theme's button says only that a version can be chosen, not which one it shows. */
function nameChooser() {
  const chooser = document.querySelector(".md-header .md-version__current");
  if (!chooser) return false;
  chooser.setAttribute("aria-label", `${chooser.textContent.trim()}: ${chooser.getAttribute("aria-label")}`);
  return true;
}

async function sayVersion(content) {
  const address = versionsAddress();
  if (!address) return;
  const waiting = new MutationObserver(() => { if (nameChooser()) waiting.disconnect(); });
  if (!nameChooser()) waiting.observe(document.querySelector(".md-header"), { childList: true, subtree: true });
  const here = decodeURIComponent(bookAddress().pathname.split("/").at(-2));
  const versions = await fetch(address).then((answer) => (answer.ok ? answer.json() : [])).catch(() => []);
  const mine = versions.findIndex(({ version }) => version === here);
  const latest = versions.findIndex(({ aliases }) => aliases.includes("latest"));
  if (latest < 0 || mine <= latest) return; /* the newest first; `latest` itself is not in the list */

  const values = { here, latest: versions[latest].version };
  const link = make("a", { href: new URL(`../latest/${pageHere()}`, bookAddress()) });
  link.append(filled(words.toLatest, values));
  content.prepend(make(
    "p", { class: "hb-notice hb-version" },
    make("strong", {}, filled(words.older, values)), " ", link,
  ));
}

/* To the same page of another version when it has that page, else to its first page. */
async function changeVersion(event) {
  const link = event.target.closest?.(".md-version__link, .hb-version a");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || !versionsAddress()) return;
  event.preventDefault();
  event.stopPropagation(); /* the theme has its own way, which needs addresses without .html */

  const other = link.matches(".hb-version a") ? new URL("../latest/", bookAddress()) : new URL(link.href);
  const page = new URL(pageHere() || "index.html", other);
  const there = await fetch(page, { method: "HEAD" }).then(({ ok }) => ok).catch(() => false);
  location.assign(there ? page.href + location.hash : new URL("index.html", other));
}
