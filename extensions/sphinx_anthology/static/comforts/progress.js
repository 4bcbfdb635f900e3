// Measures how much of an article was read, in browsers whose style sheets cannot.

const article = document.querySelector(".anthology-article");

const measure = () => {
  const { top, height } = article.getBoundingClientRect();
  const rest = height - innerHeight;
  article.style.setProperty("--anthology-read", rest > 0 ? Math.min(Math.max(-top / rest, 0), 1) : 0);
};

if (article && !CSS.supports("animation-timeline: view()")) {
  for (const kind of ["scroll", "resize"]) addEventListener(kind, measure, { passive: true });
  measure();
}
