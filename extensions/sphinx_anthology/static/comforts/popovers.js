// Previews of internal links, and footnotes where they are called: on hover and on focus from the keyboard, not on touch.
//
// A preview has the title, the date, the cover and the first words of a page, or of the section that a link leads to. They come
// from the records of the search. Links in lists whose cards say the same have none.

const DELAY = 40; // milliseconds that a pointer rests on a link
const GRACE = 200; // and that it has to get to the popover
const GAP = 8; // pixels between a link and its popover
const FILES = ["text", "elements", "pages", "blocks"];
const LINKS = ":is(article, main, [role=main]) a[href]:is(.internal, .footnote-reference)";
const LISTS = "nav, .toctree-wrapper, .anthology-cards, .anthology-list, .anthology-compact, .anthology-table, .anthology-related, .anthology-pagination";
const MOST_WORDS = 280; // characters

const box = document.createElement("div");
Object.assign(box, { className: "anthology-popover", id: "anthology-popover", role: "tooltip", popover: "manual" });

let shown = null;
let wanted = null;
let waiting = 0;

/** Return the docname and the fragment that a link leads to; undefined if it leads elsewhere. */
const findTarget = (link) => {
  const { BUILDER, LINK_SUFFIX } = DOCUMENTATION_OPTIONS;
  const [address, fragment] = link.href.split("#");
  const path = address.split("?")[0];
  if (!path.startsWith(AnthologySearch.root) || path === location.href.split(/[?#]/)[0]) return undefined;
  let docname = path.slice(AnthologySearch.root.length).replace(/(^|\/)$/, "$1index");
  if (BUILDER !== "dirhtml" && LINK_SUFFIX && docname.endsWith(LINK_SUFFIX)) docname = docname.slice(0, -LINK_SUFFIX.length);
  try {
    return [decodeURIComponent(docname), decodeURIComponent(fragment ?? "")];
  } catch {
    return undefined;
  }
};

const shorten = (text) => (text.length > MOST_WORDS ? `${text.slice(0, MOST_WORDS).replace(/\s+\S*$/, "")}…` : text);

/** Return what is shown of a page, or of a section of it; nothing if it is no article or page. */
const makePreview = async ([docname, fragment]) => {
  await AnthologySearch.load(FILES);
  const table = await AnthologySearch.pages();
  // In the form of addresses of folders, a page may be that of a folder.
  const page = (await table.find(docname)) ?? (await table.find(docname.replace(/\/index$/, "")));
  if (!page || !["article", "page"].includes(page.kind)) return undefined;
  const { make, formatDate } = AnthologySearch;
  const text = await AnthologySearch.pageText(page);
  const section = fragment && text?.sections.find(({ id }) => id === fragment);
  const words = section ? section.text : text?.excerpt || text?.sections.map((one) => one.text).find(Boolean) || "";
  const about = [formatDate(page.date), page.categories[0]].filter(Boolean).join(" · ");
  return [
    !section && page.cover && make("img", { src: page.cover, alt: "", width: 352, height: 185 }),
    make("strong", {}, section?.title || page.title),
    section?.title ? make("small", {}, page.title) : about && make("small", {}, about),
    words && make("p", {}, shorten(words)),
  ].filter(Boolean);
};

/** Return a copy of a footnote without its number. */
const copyFootnote = (link) => {
  const note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!note) return undefined;
  const copy = note.cloneNode(true);
  for (const element of copy.querySelectorAll(".label, .backrefs, .fn-backref, .headerlink, script")) element.remove();
  for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
  for (const element of copy.querySelectorAll("a, button, input, [tabindex]")) element.tabIndex = -1;
  return [...copy.childNodes];
};

const makeContent = async (link) => {
  if (link.matches(".footnote-reference")) return copyFootnote(link);
  const target = findTarget(link);
  return target && makePreview(target);
};

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
  const content = makeContent(link).catch(() => undefined); // without a record there is no preview
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

if ("showPopover" in box && typeof AnthologySearch !== "undefined") {
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
