// Shows the current page in the sidebar, if it is beyond its edge.
"use strict";

(() => {
  const box = document.querySelector(".sidebar-scroll");
  const current = box?.querySelectorAll(".current > a, .current-page > a");
  if (!current?.length) return;
  const place = current[current.length - 1].getBoundingClientRect();
  const frame = box.getBoundingClientRect();
  const top = box.scrollTop + place.top - frame.top - frame.height / 2;
  if (place.top < frame.top || place.bottom > frame.bottom) box.scrollTo({ top, behavior: "instant" });
})();
