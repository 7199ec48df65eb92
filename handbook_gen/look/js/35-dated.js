/* ---- Before the handbook is in force, and after it should have been reviewed ------------- */

/* Only the reader's own clock knows: the page stays as it was built. */
function tellAge() {
  const today = localMinute(new Date()).slice(0, 10);
  for (const note of all(".hb-dated")) {
    const { until, after } = note.dataset;
    note.hidden = !((until && today < until) || (after && today > after));
  }
}
