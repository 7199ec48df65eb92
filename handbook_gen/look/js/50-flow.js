/* ---- A flow, one question at a time ---------------------------------------------------- */

/* The page holds all questions and ends as a numbered list; this asks them one by one. The address
   says which one is on the screen, so that Back works; what was answered is kept nowhere else. */
function startFlow(flow) {
  const words = wordsOf(flow);
  const steps = readFlow(flow);
  const first = steps.keys().next().value;
  const stage = make("div", { class: "hb-wizard" });
  const whole = make("details", { class: "hb-why hb-all" }, make("summary", {}, words.all));
  whole.append(...flow.childNodes);
  flow.append(stage, whole);

  const show = (address, path, { focus = true } = {}) => {
    const step = steps.get(address);
    const go = (to, taken) => {
      history.pushState({ path: taken }, "", to);
      pointLanguagesHere();
      show(to, taken);
    };
    stage.replaceChildren(...(step.end ? outcome(step, words) : question(step, path, address, go)));
    stage.append(navigation(path, words, go, first));
    if (!focus) return;
    stage.querySelector("h2").focus({ preventScroll: true });
    stage.scrollIntoView();
  };

  window.addEventListener("popstate", (event) => {
    const address = steps.has(location.hash) ? location.hash : first;
    if (event.state?.path || !whole.open) show(address, event.state?.path ?? []);
  });
  /* Who came by the address of a question finds it back with Back: the theme opens the whole list
     at that address, and only a state tells us that we put the question there. */
  const path = history.state?.path ?? [];
  history.replaceState({ path }, "");
  show(steps.has(location.hash) ? location.hash : first, path, { focus: false });
}

/* The steps of a flow by their address on the page, the first question first. */
function readFlow(flow) {
  const steps = new Map();
  for (const box of flow.querySelectorAll(".hb-question, .hb-situations, .hb-outcome")) {
    const own = box.querySelector("h2, h3");
    const title = own ?? box.previousElementSibling;
    steps.set(`#${title.id}`, {
      title: titleOf(title),
      end: box.matches(".hb-outcome"),
      box,
      help: box.querySelector("p")?.cloneNode(true),
      answers: Array.from(box.querySelectorAll("li"), (row) => ({
        label: (row.querySelector("strong") ?? row).textContent.trim(),
        to: row.querySelector("a")?.hash,
      })),
    });
  }
  return steps;
}

/* The words of a heading, without its number and its permanent link. */
function titleOf(heading) {
  const copy = heading.cloneNode(true);
  copy.querySelectorAll(".headerlink").forEach((link) => link.remove());
  return copy.textContent.trim().replace(/^\d+\. /, "");
}

function question(step, path, address, go) {
  const choices = step.answers.map((answer) => button(
    answer.label,
    () => go(answer.to, [...path, { at: address, title: step.title, answer: answer.label }]),
    "hb-choice",
  ));
  const many = choices.length > 8 ? " hb-choices--many" : "";
  const form = make(
    "form", {},
    make(
      "fieldset", {},
      make("legend", {}, make("h2", { tabindex: "-1" }, step.title)),
      ...(step.help ? [step.help] : []),
      make("div", { class: `hb-choices${many}` }, ...choices),
    ),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  return [form];
}

function outcome(step, words) {
  const box = step.box.cloneNode(true);
  box.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
  const chip = box.querySelector(".hb-verdict");
  const said = make("span", { class: "hb-sr" }, `${chip.textContent}: `);
  box.querySelector("h3").replaceWith(make("h2", { tabindex: "-1" }, said, step.title));
  chip.setAttribute("aria-hidden", "true");

  for (const draft of box.querySelectorAll(".hb-draft")) {
    const text = Array.from(draft.querySelectorAll("p"), (line) => line.textContent).join("\n");
    const told = make("span", { class: "hb-said", role: "status" });
    draft.open = true;
    draft.append(make("p", {}, button(words.copy, async () => {
      told.textContent = (await copy(text)) ? words.copied : "";
    }), " ", told));
  }
  return [box];
}

/* Back, start again, and every answer so far with a way to change it. */
function navigation(path, words, go, first) {
  const bar = make("div", { class: "hb-steps" });
  if (!path.length) {
    bar.append(make("p", { class: "hb-private" }, words.private));
    return bar;
  }
  const to = (number) => () => go(path[number].at, path.slice(0, number));
  const rows = path.map((step, number) => {
    const change = button(words.change_short, to(number), "hb-link");
    change.setAttribute("aria-label", filled(words.change, { question: step.title }));
    return make("li", {}, `${step.title} `, make("strong", {}, step.answer), " ", change);
  });
  bar.append(
    make("p", {}, button(words.back, to(path.length - 1)), " ", button(words.again, () => go(first, []))),
    make("details", { class: "hb-why" }, make("summary", {}, words.path), make("ol", {}, ...rows)),
    make("p", { class: "hb-private" }, words.private),
  );
  return bar;
}
