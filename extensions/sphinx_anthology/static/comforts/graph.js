// Starts drawings of links, each when it is shown: one that is folded away has no size.

for (const svg of document.querySelectorAll(".anthology-graph")) {
  const start = async () => new (await import("./drawing.js")).Graph(svg);
  const folded = svg.closest("details:not([open])");
  if (folded) folded.addEventListener("toggle", start, { once: true });
  else start();
}
