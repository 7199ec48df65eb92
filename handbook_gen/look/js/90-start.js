/* ---- Start ---------------------------------------------------------------------------- */

function improve() {
  nameLandmarks();
  repairMenu();
  labelCells();
  once(".hb-flow", startFlow);
  once(".hb-clock", startClock);
  once(".hb-ticks", startTicks);
  once(".hb-score", startScore);
  once(".hb-quiz", startQuiz);
  sayChanges();
  pointLanguagesHere();
  reachScrollAreas();
}

/* Material wraps tables a moment after a page is there, hence the second look. */
function improveSoon() {
  improve();
  setTimeout(improve, 300);
}

if (window.document$) {
  window.document$.subscribe(improveSoon);
} else if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", improveSoon);
} else {
  improveSoon();
}
window.addEventListener("load", improveSoon);
window.addEventListener("resize", reachScrollAreas);
window.addEventListener("hashchange", pointLanguagesHere);
window.addEventListener("beforeprint", unfold);
window.addEventListener("afterprint", foldBack);
document.addEventListener("click", copyClauseAddress);
document.addEventListener("keydown", closeMenu);
document.addEventListener("change", followMenu);
SMALL.addEventListener("change", fitScreen);
