/* ---- Read and understood: a receipt for a role ------------------------------------------- */

function startAcknowledgement(part) {
  const words = wordsOf(part);
  const roles = Array.from(part.querySelectorAll("[data-digest]"), (code) => ({
    role: code.closest("tr").cells[0].textContent.trim(),
    code: code.textContent,
  }));
  const pick = make("select", { id: `${nameOf(part)}-role` },
    ...roles.map(({ role }, number) => make("option", { value: number }, role)));
  const choice = make("p", { class: "hb-field" }, make("label", { for: pick.id }, words.role), pick);
  const sheet = () => acknowledgement(part, words, roles[pick.value], [choice]);
  let box = sheet();

  part.querySelector(".hb-sign")?.remove(); /* the receipt has a place to sign */
  part.append(box);
  pick.addEventListener("change", () => {
    const name = box.querySelector("input").value;
    const fresh = sheet();
    box.replaceWith(fresh);
    box = fresh;
    const field = box.querySelector("input");
    field.value = name;
    field.dispatchEvent(new Event("input"));
    pick.focus();
  });
}

function acknowledgement(part, words, { role, code }, above) {
  const facts = factsOf(part);
  const rows = [
    [words.label_firm, facts.firm],
    [words.label_what, titleOf(document.querySelector("h1"))],
    [words.label_version, facts.version],
    [words.label_role, role],
    [words.label_digest, code],
    [words.label_when, new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date())],
  ];
  const box = receiptBox(part, words, facts.title, rows, above);
  if (part.dataset.signed === "true") {
    const line = make("dd", { class: "hb-line" });
    box.querySelector("dl").append(make("dt", {}, words.label_signature), line);
  }
  return box;
}
