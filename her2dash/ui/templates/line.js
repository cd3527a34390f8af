// When the line to the server is lost, Streamlit asks in English whether you are connected to the
// internet, for ever. Our own words stand instead, in the language of the page. Often the session has
// ended meanwhile, on a phone that slept: then the page is loaded anew, which leads to the sign-in page
// and back here. Asking is no sign of life.
(() => {
  "use strict";
  const { lost: words } = document.currentScript.dataset;
  const PATIENCE = 2; // looks; a line that is back within a second needs no words
  const bar = document.createElement("div");
  bar.setAttribute("role", "status");
  bar.className = "her2-line";
  bar.translate = false;
  let missed = 0;

  function isLost() {
    const app = document.querySelector("[data-test-connection-state]");
    return Boolean(app) && app.dataset.testConnectionState !== "CONNECTED";
  }

  // It counts as dismissed for as long as the line is away, and leaves the page to its reader.
  function dismiss() {
    document.querySelector("[data-testid='stDialog'] [aria-label='Close']")?.click();
  }

  function say(text) {
    if (bar.textContent !== text) bar.textContent = text;
  }

  async function look() {
    if (document.hidden) return;
    missed = isLost() ? missed + 1 : 0;
    say(missed >= PATIENCE ? words : "");
    if (!missed) return;
    dismiss();
    if (missed % 3) return;
    const answer = await fetch("/_stcore/host-config", { redirect: "manual", cache: "no-store" }).catch(() => null);
    if (answer?.type === "opaqueredirect") location.reload();
  }

  document.addEventListener("DOMContentLoaded", () => document.body.append(bar));
  setInterval(look, 1000);
})();
