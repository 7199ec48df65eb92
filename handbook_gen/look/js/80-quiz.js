/* ---- The quiz, with a receipt ------------------------------------------------------------ */

function startQuiz(quiz) {
  const words = wordsOf(quiz);
  const items = Array.from(quiz.querySelectorAll(".hb-item"));
  const given = new Map();
  const progress = make("p", { class: "hb-count", role: "status" });

  items.forEach((item, number) => startItem(item, `${nameOf(quiz)}-${number}`, words, (right) => {
    given.set(item, right);
    progress.textContent = filled(words.so_far, { n: given.size, m: items.length });
    if (given.size < items.length) return;
    const score = Array.from(given.values()).filter(Boolean).length;
    progress.replaceWith(receipt(quiz, words, score, items.length));
  }));
  quiz.append(progress);
}

function startItem(item, name, words, done) {
  const right = Number(item.dataset.right) - 1;
  const list = item.querySelector("ol");
  const answer = item.querySelector("details");
  const options = Array.from(list.children, (row, number) => {
    const option = make("input", { type: "radio", name, value: number });
    return make("label", {}, option, make("span", {}, ...row.childNodes));
  });
  const verdict = make("p", { class: "hb-verdict-line", tabindex: "-1" });
  const title = item.querySelector("h2, h3, h4");
  const check = button(words.check, () => {
    const chosen = fields.querySelector("input:checked");
    if (!chosen) return;
    const good = Number(chosen.value) === right;
    fields.disabled = true;
    check.remove();
    options[right].classList.add("hb-right");
    if (!good) chosen.parentElement.classList.add("hb-wrong");
    verdict.textContent = good ? words.right : words.wrong;
    verdict.dataset.good = good;
    answer.open = true;
    answer.hidden = false;
    verdict.focus();
    done(good);
  });
  const fields = make("fieldset", { class: "hb-options" },
    make("legend", { class: "hb-sr" }, titleOf(title)), ...options);

  list.replaceWith(fields, check, verdict);
  answer.hidden = true;
}

function receipt(quiz, words, score, total) {
  const facts = factsOf(quiz);
  const now = new Date();
  const long = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" });
  const rows = [
    [words.label_firm, facts.firm],
    [words.label_quiz, document.querySelector("h1")?.textContent.trim() ?? ""],
    [words.label_version, facts.version || words.no_version],
    [words.label_library, facts.library],
    [words.label_digest, facts.digest],
    [words.label_when, `${long.format(now)} (${now.toISOString()})`],
    [words.label_result, `${score} / ${total}`],
  ];
  const result = make("p", {}, make("strong", {}, filled(words.result, { n: score, m: total })));
  const box = receiptBox(quiz, words, facts.title, rows, [result]);
  box.querySelector(".hb-actions").append(" ", button(words.again, () => location.reload()));
  setTimeout(() => box.scrollIntoView({ block: "nearest" }), 0);
  return box;
}

/* What a receipt names, which its page carries out of sight. */
function factsOf(part) {
  return Object.fromEntries(Array.from(part.querySelectorAll(".hb-named dt"), (key) => (
    [key.textContent, key.nextElementSibling.textContent]
  )));
}

/* What was done, for whoever wants to keep it: on paper, or in a file of the reader's own. */
function receiptBox(part, words, title, rows, above) {
  const name = make("input", { type: "text", id: `${nameOf(part)}-name`, autocomplete: "name" });
  const signed = make("dd", {}, "–");
  const list = make("dl", {}, ...rows.flatMap(([label, value]) => [make("dt", {}, label), make("dd", {}, value)]),
    make("dt", {}, words.label_name), signed);

  name.addEventListener("input", () => { signed.textContent = name.value.trim() || "–"; });
  const text = () => [title, "", ...rows.map(([label, value]) => `${label}: ${value}`),
    `${words.label_name}: ${name.value.trim()}`, ""].join("\n");
  const file = `${words.file}-${new Date().toISOString().slice(0, 10)}.txt`;
  return make(
    "section", { class: "hb-receipt hb-panel" },
    make("h2", { tabindex: "-1" }, words.receipt),
    ...above,
    make("p", { class: "hb-help" }, words.receipt_intro),
    make("p", { class: "hb-field" }, make("label", { for: name.id }, words.name), name),
    list,
    make("p", { class: "hb-actions" }, button(words.print, printReceipt), " ",
      button(words.save, () => save(file, text()))),
  );
}

function printReceipt() {
  const root = document.documentElement;
  root.classList.add("hb-only-receipt");
  window.addEventListener("afterprint", () => root.classList.remove("hb-only-receipt"), { once: true });
  window.print();
}

function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = make("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
