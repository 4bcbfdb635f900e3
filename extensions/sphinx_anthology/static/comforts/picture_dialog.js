// The dialog with a large image: arrow keys lead to the next, Escape closes it.

import { make, makeButton } from "./elements.js";

const { gettext } = Documentation;

let dialog, image, caption, position, openers, describe;

const inOrder = () => [...openers].sort(([one], [other]) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));

const show = (place) => {
  const all = inOrder();
  position = (place + all.length) % all.length;
  const [opener, img] = all[position];
  image.onerror = () => (image.onerror = null, image.src = img.currentSrc);
  image.src = opener === img ? img.src : opener.href;
  image.alt = img.alt;
  const number = all.length > 1 ? `${position + 1} / ${all.length}` : "";
  caption.textContent = [describe(img), number].filter(Boolean).join(" · ");
};

const build = () => {
  image = make("img", { alt: "" });
  caption = make("figcaption", { "aria-live": "polite" });
  const buttons = [makeButton("×", gettext("Close"), () => dialog.close())];
  if (openers.size > 1) buttons.unshift(makeButton("←", gettext("Previous image"), () => show(position - 1)), makeButton("→", gettext("Next image"), () => show(position + 1)));
  dialog = make("dialog", { class: "anthology-picture", "aria-label": gettext("Image") }, make("figure", {}, image, caption), make("div", {}, ...buttons));
  dialog.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowLeft") show(position - 1);
    else if (key === "ArrowRight") show(position + 1);
  });
  dialog.addEventListener("click", ({ target }) => target.closest("button, figcaption") || dialog.close());
  document.body.append(dialog);
};

/**
 * Show an image of a page.
 * @param {Map<Element, HTMLImageElement>} known the elements that open an image, with the image; more may come
 * @param {Element} opener the one that was pressed
 * @param {(img: HTMLImageElement) => string} describeImage returns the words below an image
 */
export const open = (known, opener, describeImage) => {
  [openers, describe] = [known, describeImage];
  if (!dialog) build();
  show(inOrder().findIndex(([one]) => one === opener));
  if (!dialog.open) dialog.showModal();
};
