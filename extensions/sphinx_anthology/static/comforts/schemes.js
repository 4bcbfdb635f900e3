// Covers for dark pages: shown where the page is dark, which need not be the scheme of the system.

const SOURCES = document.querySelectorAll("source.anthology-dark");
const LINKS = document.querySelectorAll("a.anthology-original[data-dark]");
const system = matchMedia("(prefers-color-scheme: dark)");

/** Return whether the page is dark: its letters are light, in each theme. */
const isDark = () => {
  const [, ...channels] = getComputedStyle(document.body).color.match(/^rgba?\((\d+), (\d+), (\d+)/) ?? [];
  return channels.length ? Math.max(...channels) + Math.min(...channels) > 255 : system.matches;
};

const update = () => {
  const dark = isDark();
  for (const source of SOURCES) source.media = dark ? "screen" : "not all"; // paper is light
  for (const link of LINKS) {
    link.dataset.light ??= link.getAttribute("href");
    link.setAttribute("href", link.dataset[dark ? "dark" : "light"]);
  }
};

update();
system.addEventListener("change", update);
for (const root of [document.documentElement, document.body]) new MutationObserver(update).observe(root, { attributes: true });
