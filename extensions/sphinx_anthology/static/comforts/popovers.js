// Popovers at links, with what previews.js makes: on hover and on focus from the keyboard, not on touch. Links in lists whose cards
// say the same have none.

const DELAY = 40; // milliseconds that a pointer rests on a link
const GRACE = 200; // and that it has to get to the popover
const GAP = 8; // pixels between a link and its popover
const SIGNS = ["pointerover", "keydown"]; // events of readers who may reach a link
const LINKS = ":is(article, main, [role=main]) a[href]:is(.internal, .footnote-reference)";
const LISTS = "nav, .toctree-wrapper, .anthology-cards, .anthology-list, .anthology-compact, .anthology-table, .anthology-related, .anthology-pagination";

const box = document.createElement("div");
Object.assign(box, { className: "anthology-popover", id: "anthology-popover", role: "tooltip", popover: "manual" });

let shown = null;
let wanted = null;
let waiting = 0;

/** Put the popover below a link, or above it where there is more room, so that it covers no part of the link. */
const place = (link, x) => {
  const all = link.getBoundingClientRect();
  const line = [...link.getClientRects()].find(({ left, right }) => left <= x && x <= right) ?? all;
  const { offsetWidth: width, offsetHeight: height } = box;
  const { clientWidth, clientHeight } = document.documentElement;
  const isBelow = all.bottom + GAP + height <= clientHeight || all.top < clientHeight - all.bottom;
  const most = (isBelow ? clientHeight - all.bottom : all.top) - 2 * GAP;
  box.style.maxHeight = `${most}px`;
  // It is fixed at the side of the link, so that it grows away from it when a picture comes.
  box.style.top = isBelow ? `${all.bottom + GAP}px` : "auto";
  box.style.bottom = isBelow ? "auto" : `${clientHeight - all.top + GAP}px`;
  box.style.left = `${Math.max(Math.min(line.left, clientWidth - width - GAP), GAP)}px`;
};

const hide = () => {
  clearTimeout(waiting);
  wanted = null;
  if (!shown) return;
  shown.removeAttribute("aria-describedby");
  shown = null;
  box.hidePopover();
};

const show = (link, x, delay) => {
  if (link === wanted) return clearTimeout(waiting);
  hide();
  wanted = link;
  const loading = import("./previews.js").then(({ makeContent }) => makeContent(link));
  const content = loading.catch(() => undefined); // without a record there is no preview
  waiting = setTimeout(async () => {
    const parts = await content;
    if (!parts?.length || wanted !== link || !link.isConnected) return;
    box.replaceChildren(...parts);
    if (!box.isConnected) document.body.append(box);
    box.style.maxHeight = "";
    box.showPopover();
    place(link, x);
    shown = link;
    if (!link.hasAttribute("aria-describedby")) link.setAttribute("aria-describedby", box.id);
  }, delay);
  return undefined;
};

const findLink = (element) => {
  const link = element.closest?.(LINKS);
  return link && !link.closest(LISTS) ? link : undefined;
};

/** Load what all popovers need when a mouse or the Tab key is used, before a link is reached; not if readers save data. */
const prepare = ({ pointerType, key }) => {
  if (pointerType === "touch" || (key && key !== "Tab")) return;
  for (const name of SIGNS) document.removeEventListener(name, prepare);
  document.body.append(box);
  if (!navigator.connection?.saveData) import("./previews.js").catch(() => undefined);
};

if ("showPopover" in box && typeof AnthologySearch !== "undefined") {
  for (const name of SIGNS) document.addEventListener(name, prepare);
  document.addEventListener("pointerover", ({ pointerType, target, clientX }) => {
    if (pointerType === "touch") return;
    const link = findLink(target);
    if (link) show(link, clientX, DELAY);
    else if (box.contains(target)) clearTimeout(waiting);
    else if (wanted && !wanted.matches(":focus-visible")) {
      clearTimeout(waiting);
      waiting = setTimeout(hide, shown ? GRACE : 0);
    }
  });
  document.documentElement.addEventListener("pointerleave", hide);
  document.addEventListener("focusin", ({ target }) => {
    const link = findLink(target);
    if (link?.matches(":focus-visible")) show(link, link.getBoundingClientRect().left, 0);
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  document.addEventListener("click", hide);
  document.addEventListener("scroll", () => shown && place(shown, shown.getBoundingClientRect().left), { passive: true });
}
