// A browser prints a page in the width of the paper and leaves a figure no time to be drawn in it: its place
// stayed empty. While it prints, a picture of each figure as it stands on the screen stands there instead.
(() => {
  "use strict";
  const PAPER = "her2-paper";

  function picture(plot) {
    const { width, height } = plot.getBoundingClientRect();
    const sheet = document.createElement("div");
    sheet.className = PAPER;
    sheet.style.aspectRatio = `${width} / ${height}`;
    for (const layer of plot.querySelectorAll(".main-svg")) {
      const copy = layer.cloneNode(true);
      copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
      sheet.append(copy);
    }
    return sheet;
  }

  // Letters in the colour of a dark page are written in that of paper; those with a colour of their own keep it.
  function blacken(sheet, ink) {
    for (const text of sheet.querySelectorAll("text")) if (text.style.fill === ink) text.style.fill = "#000000";
  }

  addEventListener("beforeprint", () => {
    const ink = getComputedStyle(document.querySelector("[data-testid='stApp']") || document.body).color;
    for (const plot of document.querySelectorAll(".js-plotly-plot")) {
      const sheet = picture(plot);
      blacken(sheet, ink);
      plot.after(sheet);
    }
  });
  addEventListener("afterprint", () => document.querySelectorAll(`.${PAPER}`).forEach((sheet) => sheet.remove()));
})();
