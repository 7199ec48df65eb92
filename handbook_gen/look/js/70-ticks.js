/* ---- Lists to tick off, and a score ---------------------------------------------------- */

function startTicks(list) {
  const words = wordsOf(list);
  const count = make("p", { class: "hb-count", role: "status" });
  const boxes = Array.from(list.querySelectorAll("li"), (row, number) => {
    const box = make("input", { type: "checkbox", id: `${nameOf(list)}-${number}` });
    const label = make("label", { for: box.id });
    label.append(...row.childNodes);
    row.append(box, label);
    return box;
  });
  const tell = () => {
    const done = boxes.filter((box) => box.checked).length;
    count.textContent = done ? filled(words.done, { n: done, m: boxes.length }) : "";
  };
  list.append(count);
  list.addEventListener("change", tell);
}

function startScore(score) {
  const words = wordsOf(score);
  const { formula, go } = score.dataset;
  const page = score.closest("article, .hb-page") ?? document;
  const rows = score.querySelectorAll("tbody tr");
  const fields = new Map(JSON.parse(score.dataset.marks).map(([key, lowest, highest], number) => {
    const mark = rows[number].cells[0].textContent.trim();
    const field = make("select", { "aria-label": filled(words.give, { mark }) }, make("option", { value: "" }, "–"));
    for (let n = lowest; n <= highest; n += 1) field.append(make("option", { value: n }, n));
    rows[number].cells[2].append(field);
    return [key, field];
  }));
  const result = make("p", { class: "hb-result", role: "status" });

  const tell = () => {
    if (Array.from(fields.values()).some((field) => field.value === "")) {
      result.textContent = words.missing;
      return;
    }
    const sum = worked(formula, (key) => Number(fields.get(key).value));
    const open = page.querySelectorAll(".hb-required > input:not(:checked)").length;
    const low = sum < Number(go) ? filled(words.low, { n: go }) : "";
    const missing = open ? filled(words.open, { n: open }) : "";
    result.textContent = [filled(words.now, { n: sum }), low, missing, low || missing ? "" : words.yes]
      .filter(Boolean).join(" ");
  };
  score.append(result);
  page.addEventListener("change", tell);
}

/* A formula such as "benefit * capacity - risk": products first, then sums. */
function worked(formula, valueOf) {
  const [first, ...rest] = formula.split(/\s+/);
  const terms = [valueOf(first)];
  for (let at = 0; at < rest.length; at += 2) {
    const value = valueOf(rest[at + 1]);
    if (rest[at] === "*") terms.push(terms.pop() * value);
    else terms.push(rest[at] === "-" ? -value : value);
  }
  return terms.reduce((sum, term) => sum + term, 0);
}
