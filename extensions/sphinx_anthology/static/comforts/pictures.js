// Images of an article that open large, with a click or Enter.

const LEAST = 200; // pixels; smaller images are icons
const FILE = /\.(?:avif|gif|jpe?g|png|svg|webp)$/i;
const IMAGES = ":is(article, main, [role=main]) img";
const OTHERS = ".anthology-thumbnail, .anthology-portrait, .anthology-card *, .anthology-popover *, .no-lightbox, .math";

const { gettext } = Documentation;

/** The elements that open an image, with the image. */
const openers = new Map();

/** Return what opens an image: the link to its file, or the image itself; nothing if it is a link to somewhere else. */
const findOpener = (img) => {
  const link = img.closest("a[href]");
  if (!link) return img;
  return FILE.test(link.pathname) && link.origin === location.origin ? link : undefined;
};

/** Return the alternative text of an image, or its caption. Sphinx writes the address of an image that has no such text. */
const describe = (img) => {
  const words = img.alt === img.getAttribute("src") ? "" : img.alt;
  return words || img.closest("figure")?.querySelector("figcaption .caption-text")?.innerText.trim() || "";
};

const prepare = (img) => {
  const opener = findOpener(img);
  if (!opener || Math.max(img.naturalWidth, img.width) < LEAST || openers.has(opener)) return;
  openers.set(opener, img);
  img.classList.add("anthology-enlarges");
  if (opener === img) {
    img.tabIndex = 0;
    if (!img.alt) img.removeAttribute("alt"); // an empty one would say that there is nothing to press
    img.setAttribute("role", "button");
    img.setAttribute("aria-label", [gettext("Enlarge image"), describe(img)].filter(Boolean).join(": "));
  }
};

const open = async (opener) => {
  try {
    (await import("./picture_dialog.js")).open(openers, opener, describe);
  } catch {
    if (opener.href) location.assign(opener.href);
  }
};

const onActivate = (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  const opener = event.target.closest?.("a[href], img");
  const found = openers.has(opener) ? opener : openers.has(opener?.closest("a[href]")) ? opener.closest("a[href]") : undefined;
  if (!found) return;
  event.preventDefault();
  open(found);
};

if (typeof HTMLDialogElement !== "undefined") {
  for (const img of document.querySelectorAll(IMAGES)) {
    if (img.matches(OTHERS)) continue;
    // A link to the original is there only if the picture is known. Pictures further down are not loaded yet.
    if ((img.complete && img.naturalWidth) || img.closest(".anthology-original")) prepare(img);
    else img.addEventListener("load", () => prepare(img), { once: true });
  }
  document.addEventListener("click", onActivate);
  document.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && openers.get(event.target) === event.target) onActivate(event);
  });
}
