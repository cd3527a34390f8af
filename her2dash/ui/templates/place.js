// Finds the place again at which a page was left: Back from a patient leads to the list that it was opened
// from. Streamlit draws every page from its top, also on Back and when it is loaded anew. Kept is, for each
// address and in this tab alone, which part of the page stood where, and the link that was followed.
(() => {
  "use strict";
  const PATIENCE = 15000; // ms; a board of a cold server takes some of them
  const HELD = 800; // ms that the place has to stay the same: figures are drawn after their page
  const PARTS = "[class*='st-key-']";
  const root = document.documentElement;
  let followed = {};
  let wanted = null;
  let held = 0;
  let until = 0;

  const main = () => document.querySelector("[data-testid='stMain']");
  const key = () => `her2dash.place ${location.pathname}${location.search}`;
  const rests = () => document.querySelector("[data-testid='stApp']")?.dataset.testScriptState === "notRunning";
  // A figure takes its place on the page when it is drawn, some time after the script has finished.
  const drawn = () => !document.querySelector("[data-testid='stSkeleton']")
    && [...document.querySelectorAll("[data-testid='stPlotlyChart']")].every((each) => each.querySelector(".main-svg"));
  const named = (part) => [...part.classList].find((name) => name.startsWith("st-key-"));

  // The lowest part that begins above the middle of the screen: what is read stands in it or below it.
  function place() {
    const middle = innerHeight / 2;
    const above = [...main().querySelectorAll(PARTS)].filter((part) => {
      const { top, height } = part.getBoundingClientRect();
      return height && top < middle;
    });
    const part = above.at(-1);
    const there = part && { part: named(part), at: part.getBoundingClientRect().top };
    return { ...there, top: main().scrollTop, link: followed[key()] };
  }

  // While a page is drawn it shrinks and grows, and what it is scrolled to then is nobody's place.
  function keep() {
    if (wanted || !main()) return;
    if (rests() && drawn()) sessionStorage.setItem(key(), JSON.stringify(place()));
    else keepSoon();
  }

  let waiting = 0;
  function keepSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 150);
  }

  function look() {
    const [page, part] = [main(), wanted.part && document.getElementsByClassName(wanted.part)[0]];
    const over = Date.now() > until;
    if (page && rests() && drawn()) {
      const off = part ? part.getBoundingClientRect().top - wanted.at : wanted.top - page.scrollTop;
      const before = page.scrollTop;
      if (Math.abs(off) > 1) page.scrollTop += off;
      held = page.scrollTop === before ? held + 50 : 0;
    }
    if (held < HELD && !over) { setTimeout(() => wanted && look(), 50); return; }
    if (!over) turn(wanted.link);
    rest();
  }

  // The focus goes on from the link that was followed, where nothing else took it meanwhile.
  function turn(link) {
    const left = link && [...main().querySelectorAll("a")].find((each) => each.getAttribute("href") === link);
    if (left && document.activeElement.matches("body, [tabindex='-1']")) left.focus({ preventScroll: true });
  }

  function rest() {
    wanted = null;
    delete root.dataset.her2Place; // attention.js leads to headings again
  }

  function find() {
    const kept = sessionStorage.getItem(key());
    if (!kept) { rest(); return; }
    const begun = !wanted;
    [wanted, held, until] = [JSON.parse(kept), 0, Date.now() + PATIENCE];
    root.dataset.her2Place = "wanted";
    if (begun) look();
  }

  document.addEventListener("scroll", keepSoon, { capture: true, passive: true });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    if (!link) return;
    followed = { [key()]: link.getAttribute("href") };
    keep();
  }, true);
  for (const deed of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    document.addEventListener(deed, () => wanted && rest(), { capture: true, passive: true });
  }
  addEventListener("pagehide", keep);
  addEventListener("popstate", find);
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") find();
})();
