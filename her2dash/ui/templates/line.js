// When the line to the server is lost, Streamlit asks whether you are connected to the internet, for
// ever. Often the session has ended meanwhile, on a phone that slept: then the page is loaded anew,
// which leads to the sign-in page and back here. Asking is no sign of life.
(() => {
  "use strict";
  async function ask() {
    const app = document.querySelector("[data-test-connection-state]");
    if (!app || app.dataset.testConnectionState === "CONNECTED" || document.hidden) return;
    const answer = await fetch("/_stcore/host-config", { redirect: "manual", cache: "no-store" }).catch(() => null);
    if (answer?.type === "opaqueredirect") location.reload();
  }
  setInterval(ask, 3000);
})();
