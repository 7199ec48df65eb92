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
  once(".hb-ack", startAcknowledgement);
  once(".hb-changes", startRoleFilter);
  sayChanges();
  pointLanguagesHere();
  once(".md-content__inner", sayVersion);
}

/* Material wraps tables a moment after a page is there, hence the second look, at no more than
   what scrolls: measuring makes the browser lay out the page. */
function improveOnce() {
  improve();
  setTimeout(reachScrollAreas, 300);
}

tellAge(); /* before the page is painted, so that nothing moves */
if (window.document$) {
  window.document$.subscribe(improveOnce);
} else if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", improveOnce);
} else {
  improveOnce();
}
window.addEventListener("load", () => setTimeout(reachScrollAreas, 300));
window.addEventListener("resize", reachScrollAreas);
window.addEventListener("hashchange", pointLanguagesHere);
document.addEventListener("visibilitychange", tellAge);
window.addEventListener("beforeprint", unfold);
window.addEventListener("afterprint", foldBack);
document.addEventListener("click", copyClauseAddress);
document.addEventListener("click", changeVersion, true);
document.addEventListener("keydown", closeMenu);
document.addEventListener("change", followMenu);
SMALL.addEventListener("change", fitScreen);
