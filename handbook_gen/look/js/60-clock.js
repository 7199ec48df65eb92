/* ---- The data breach, by the reader's own clock ----------------------------------------- */

const HOUR = 3_600_000; /* milliseconds */
const WEEK = 168; /* hours; from there on the day is enough */

function startClock(clock) {
  const words = wordsOf(clock);
  const field = make("input", { type: "datetime-local", id: `${nameOf(clock)}-when` });
  const next = make("p", { class: "hb-next", role: "status" });
  const left = make("p", { class: "hb-left" });
  const steps = readSteps(clock);

  const tell = () => {
    const began = new Date(field.value);
    const known = field.value !== "" && !Number.isNaN(began.getTime());
    const shown = known ? describe(steps, began, new Date(), words) : { next: "", left: "" };
    steps.forEach(({ due }, number) => { due.textContent = shown.rows?.[number] ?? ""; });
    if (next.textContent !== shown.next) next.textContent = shown.next;
    left.textContent = shown.left;
  };
  const now = button(words.now, () => {
    field.value = localMinute(new Date());
    tell();
  });

  clock.prepend(make(
    "form", { class: "hb-panel" },
    make("label", { for: field.id }, words.label),
    make("p", { class: "hb-field" }, field, " ", now),
    make("p", { class: "hb-help" }, words.help),
    next, left,
  ));
  clock.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", tell);
  setInterval(tell, 15_000);
}

/* Per row of the table its hours after discovery, its first words, and a place for its deadline. */
function readSteps(clock) {
  const hours = JSON.parse(clock.dataset.hours);
  return Array.from(clock.querySelectorAll("tbody tr"), (row, number) => {
    const name = row.cells[0].textContent.trim();
    const due = make("span", { class: "hb-due" });
    row.cells[0].append(due);
    return { until: hours[number].at(-1), name, due };
  });
}

function describe(steps, began, now, words) {
  const ends = steps.map(({ until }) => (
    until === undefined ? null : new Date(began.getTime() + until * HOUR)
  ));
  const rows = ends.map((end, number) => end && filled(
    end > now ? words.due : words.over, { time: moment(end, steps[number].until) },
  ));
  if (began > now) return { rows, next: words.ahead, left: "" };

  const ahead = ends.map((end, number) => ({ end, step: steps[number] })).filter(({ end }) => end > now);
  if (!ahead.length) return { rows, next: words.none, left: "" };
  const { end, step } = ahead.reduce((one, other) => (other.end < one.end ? other : one));
  return {
    rows,
    next: filled(words.next, { step: step.name, time: moment(end, step.until) }),
    left: filled(words.left, { left: duration(end - now, words) }),
  };
}

function moment(date, hours) {
  const day = { weekday: "short", day: "numeric", month: "short" };
  const time = hours < WEEK ? { hour: "2-digit", minute: "2-digit" } : {};
  return new Intl.DateTimeFormat(locale, { ...day, ...time }).format(date);
}

function duration(milliseconds, words) {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  const parts = [[words.days, Math.floor(minutes / 1440)], [words.hours, Math.floor(minutes / 60) % 24],
    [words.minutes, minutes % 60]];
  return parts.filter(([, n]) => n).slice(0, 2).map(([text, n]) => filled(text, { n })).join(" ");
}

/* A moment as the field writes it: local time, to the minute. */
function localMinute(date) {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
