// What themes leave out: the current page is in sight in the sidebar, what scrolls is reached with the keyboard, and each part of
// a page has a name of its own.
"use strict";

(() => {
  const box = document.querySelector(".sidebar-scroll");
  const current = box?.querySelectorAll(".current > a, .current-page > a");
  if (current?.length) {
    const place = current[current.length - 1].getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    const top = box.scrollTop + place.top - frame.top - frame.height / 2;
    if (place.top < frame.top || place.bottom > frame.bottom) box.scrollTo({ top, behavior: "instant" });
  }

  // The observer is called when the layout is known, so that asking for sizes delays nothing.
  const sizes = new ResizeObserver((entries) => {
    const wide = entries.map(({ target }) => target).filter((element) => element.scrollWidth > element.clientWidth);
    for (const element of wide) element.tabIndex = 0;
  });
  for (const element of document.querySelectorAll("pre, .table-wrapper, div.math")) sizes.observe(element);

  // Furo has two side columns without names, and links above the text that are in no landmark.
  const contents = document.querySelector(".toc-drawer .toc-title");
  if (contents) {
    contents.id ||= "anthology-contents";
    contents.closest(".toc-drawer").setAttribute("aria-labelledby", contents.id);
  }
  const link = document.querySelector(".content-icon-container a[title]");
  if (link) {
    const links = link.closest(".content-icon-container");
    links.setAttribute("role", "navigation");
    links.setAttribute("aria-label", link.title);
  }
})();
