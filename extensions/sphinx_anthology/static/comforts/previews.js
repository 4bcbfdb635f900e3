// What is shown at links: previews of pages, and footnotes.
//
// A preview has the title, the date, the cover and the first words of a page, or of the section that a link leads to. They come
// from the records of the search.

const FILES = ["text", "elements", "pages", "blocks"];
const MOST_WORDS = 280; // characters

const loadTable = async () => {
  await AnthologySearch.load(FILES);
  return AnthologySearch.pages();
};

// It is tried again for each preview. The first date takes longest, so one is written before a reader waits for it.
loadTable().then(() => AnthologySearch.formatDate("2000-01-01"), () => undefined);

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
  const table = await loadTable();
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

/** Return what is shown at a link; nothing if there is nothing to show. */
export const makeContent = async (link) => {
  if (link.matches(".footnote-reference")) return copyFootnote(link);
  const target = findTarget(link);
  return target && makePreview(target);
};
