// Leads the reader's focus after a page changed, speaks what was saved, and names groups of boxes.
// Streamlit does none of these; see her2dash/ui/attention.py for what is read here.
(() => {
  "use strict";
  const { menu, close } = document.currentScript.dataset;
  const turned = new Set([""]);
  const spoken = new Set([""]);
  const voice = document.createElement("div");
  voice.setAttribute("role", "status");
  voice.setAttribute("aria-live", "polite");
  voice.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";

  function turn(lead) {
    const { her2Turn: wish, her2To: name } = lead.dataset;
    const target = turned.has(wish) ? null : document.getElementById(name);
    if (!target) return;
    turned.add(wish);
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    // A later page of a form is led to by its own heading; the one of the form above it is seen too.
    const seen = name === "top" ? document.querySelector("[data-testid='stMain'] h1") : null;
    // On Back the page is read on where it was left; place.js finds that.
    if (!document.documentElement.dataset.her2Place) (seen || target).scrollIntoView({ block: "start" });
  }

  function speak(lead) {
    const { her2Token: token, her2Say: words } = lead.dataset;
    if (spoken.has(token) || !words) return;
    spoken.add(token);
    voice.textContent = words;
  }

  function name(group) {
    const question = group.querySelector(".her2-question");
    if (!question || group.getAttribute("aria-labelledby") === question.id) return;
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", question.id);
  }

  // On a phone the menu is a mute sign, named in English; pages.css shows the word beside it.
  function label(selector, word) {
    const button = document.querySelector(selector);
    if (!button || button.getAttribute("aria-label") === word) return;
    button.setAttribute("aria-label", word);
    button.dataset.her2Label = word;
  }

  function look() {
    waiting = false;
    label("[data-testid='stExpandSidebarButton']", menu);
    label("[data-testid='stSidebarCollapseButton'] button", close);
    document.querySelectorAll(".her2-lead").forEach((lead) => { turn(lead); speak(lead); });
    document.querySelectorAll("[class*='st-key-several-']").forEach(name);
  }

  let waiting = false;
  new MutationObserver(() => {
    if (!waiting) { waiting = true; requestAnimationFrame(look); }
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-her2-turn"] });
  document.addEventListener("DOMContentLoaded", () => document.body.append(voice));
})();
