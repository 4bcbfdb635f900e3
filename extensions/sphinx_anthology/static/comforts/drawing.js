// Drawings of links: neighbours that light up, names on hover and focus, zoom with buttons, the keyboard, a wheel and two fingers.
//
// The drawing is complete without this script: its nodes are links with names. It has no state but the part that is shown.

import { make, makeButton } from "./elements.js";

const SIZES = [320, 640, 1280, 2560]; // widths at which names are shown, as graph_labels.py has them
const MOST_ZOOM = 8;
const STEP = 1.5;
const STILL = 4; // pixels that a pointer may move in a click

const { gettext } = Documentation;

export class Graph {
  constructor(svg) {
    this.svg = svg;
    this.box = svg.parentElement;
    this.nodes = [...svg.querySelectorAll(".anthology-graph-node")];
    this.lines = [...svg.querySelectorAll(".anthology-graph-links > path")];
    const ends = (svg.dataset.links || "").split(" ").map(Number);
    this.links = this.lines.map((_, number) => [ends[2 * number], ends[2 * number + 1]]);
    const { width, height } = svg.viewBox.baseVal;
    Object.assign(this, { width, height, view: { x: 0, y: 0, zoom: 1 }, fingers: new Map() });
    this.addControls();
    this.addKeys();
    this.addPointer();
    for (const title of svg.querySelectorAll("circle > title")) title.remove(); // the tip has the same words
    new ResizeObserver(() => this.show()).observe(svg);
    // A pointer that has come before this script does not come again.
    this.light(svg.querySelector(".anthology-graph-node:hover"));
  }

  // What is shown

  /** Show a part of the drawing, and the names that have room in it. */
  show() {
    const { view, width, height } = this;
    view.zoom = Math.min(Math.max(view.zoom, 1), MOST_ZOOM);
    view.x = Math.min(Math.max(view.x, 0), width - width / view.zoom);
    view.y = Math.min(Math.max(view.y, 0), height - height / view.zoom);
    this.svg.setAttribute("viewBox", `${view.x} ${view.y} ${width / view.zoom} ${height / view.zoom}`);
    const size = this.svg.clientWidth * view.zoom || SIZES[1];
    this.svg.style.setProperty("--anthology-scale", size / width);
    this.svg.dataset.size = Math.max(SIZES.findLastIndex((least) => least <= size * 1.02), 0);
    this.svg.classList.toggle("anthology-zoomed", view.zoom > 1);
    this.out.disabled = this.reset.disabled = view.zoom === 1;
    this.in.disabled = view.zoom === MOST_ZOOM;
  }

  /** Zoom around a point of the screen; without one, around the lit node or the middle. */
  zoom(factor, place = this.lit && this.middle()) {
    const frame = this.svg.getBoundingClientRect();
    const across = place ? (place.x - frame.left) / frame.width : 0.5;
    const down = place ? (place.y - frame.top) / frame.height : 0.5;
    const before = this.view.zoom;
    const zoom = Math.min(Math.max(before * factor, 1), MOST_ZOOM);
    this.view.x += across * this.width * (1 / before - 1 / zoom);
    this.view.y += down * this.height * (1 / before - 1 / zoom);
    this.view.zoom = zoom;
    this.show();
    if (this.lit) this.placeTip();
  }

  /** Move by pixels of the screen. */
  move(across, down) {
    const unit = this.width / this.view.zoom / this.svg.clientWidth;
    this.view.x -= across * unit;
    this.view.y -= down * unit;
    this.show();
  }

  // Neighbours and names

  light(node) {
    if (node === this.lit) return;
    for (const element of this.svg.querySelectorAll(".anthology-lit")) element.classList.remove("anthology-lit");
    this.svg.classList.toggle("anthology-has-lit", Boolean(node));
    this.lit = node;
    this.tip.hidden = !node;
    if (!node) return;
    const number = this.nodes.indexOf(node);
    node.classList.add("anthology-lit");
    this.links.forEach((ends, place) => {
      if (!ends.includes(number)) return;
      this.lines[place].classList.add("anthology-lit");
      for (const end of ends) this.nodes[end].classList.add("anthology-lit");
    });
    this.tip.textContent = node.getAttribute("aria-label");
    this.tip.hidden = !this.tip.textContent; // the article of the page itself
    this.placeTip();
  }

  /** Return the middle of the lit node on the screen. */
  middle() {
    const { x, y, width, height } = this.lit.querySelector("circle").getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }

  /** Put the title of the lit article below it or above it, within the box. */
  placeTip() {
    const frame = this.box.getBoundingClientRect();
    const circle = this.lit.querySelector("circle").getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.tip;
    const left = Math.min(Math.max(circle.left + circle.width / 2 - frame.left - width / 2, 0), frame.width - width);
    const below = circle.bottom - frame.top + 8;
    this.tip.style.left = `${left}px`;
    this.tip.style.top = `${below + height < frame.height ? below : circle.top - frame.top - height - 8}px`;
  }

  // Buttons and keys

  addControls() {
    this.in = makeButton("+", gettext("Zoom in"), () => this.zoom(STEP));
    this.out = makeButton("−", gettext("Zoom out"), () => this.zoom(1 / STEP));
    this.reset = makeButton("⤢", gettext("Show all"), () => this.zoom(0));
    this.tip = make("div", { class: "anthology-graph-tip", "aria-hidden": "true", hidden: "" });
    this.box.prepend(make("div", { class: "anthology-graph-controls" }, this.in, this.out, this.reset));
    this.box.append(this.tip);
  }

  addKeys() {
    // One article takes part in the order of the Tab key; the arrow keys lead to the others.
    const links = this.nodes.filter((node) => node.matches("a"));
    links.forEach((link, number) => link.setAttribute("tabindex", number ? -1 : 0));
    // Chromium would make an SVG element with such a listener focusable itself.
    this.box.addEventListener("focusin", ({ target }) => {
      const node = target.closest(".anthology-graph-node");
      if (!node) return;
      for (const link of links) link.setAttribute("tabindex", link === node ? 0 : -1);
      this.reveal(node);
      if (node.matches(":focus-visible")) this.light(node);
    });
    this.box.addEventListener("focusout", () => this.light(null));
    this.box.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      const focused = document.activeElement.closest(".anthology-graph-node");
      if (way && focused) this.findNext(focused, links, way)?.focus();
      else if (event.key === "+" || event.key === "=") this.zoom(STEP);
      else if (event.key === "-") this.zoom(1 / STEP);
      else if (event.key === "0") this.zoom(0);
      else if (event.key === "Escape" && this.lit) this.light(null);
      else return;
      event.preventDefault();
    });
  }

  place(node) {
    const { cx, cy } = node.querySelector("circle");
    return [cx.baseVal.value, cy.baseVal.value];
  }

  /** Return the nearest link in a direction. */
  findNext(from, links, [across, down]) {
    const [x, y] = this.place(from);
    const distance = (link) => {
      const [dx, dy] = this.place(link).map((value, axis) => value - [x, y][axis]);
      const ahead = dx * across + dy * down;
      const aside = Math.abs(dx * down) + Math.abs(dy * across);
      return ahead > 0.5 && aside <= 2 * ahead ? ahead + 2 * aside : Infinity;
    };
    const nearest = links.map((link) => [distance(link), link]).sort(([one], [other]) => one - other)[0];
    return nearest[0] < Infinity ? nearest[1] : undefined;
  }

  /** Show the part of a zoomed drawing in which a node is. */
  reveal(node) {
    const [x, y] = this.place(node);
    const [width, height] = [this.width / this.view.zoom, this.height / this.view.zoom];
    if (x > this.view.x && x < this.view.x + width && y > this.view.y && y < this.view.y + height) return;
    Object.assign(this.view, { x: x - width / 2, y: y - height / 2 });
    this.show();
  }

  // Pointers

  addPointer() {
    const { svg, fingers } = this;
    let moved = 0;
    svg.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "touch" && !fingers.size) this.light(event.target.closest(".anthology-graph-node"));
    });
    svg.addEventListener("pointerleave", () => this.light(null));
    svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY / 200), event);
    }, { passive: false });
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      fingers.set(event.pointerId, event);
      moved = 0;
    });
    svg.addEventListener("pointermove", (event) => {
      const last = fingers.get(event.pointerId);
      if (!last) return;
      const others = [...fingers.values()].filter((other) => other !== last);
      moved += Math.hypot(event.clientX - last.clientX, event.clientY - last.clientY);
      if (moved > STILL && !svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
      if (others.length) {
        const apart = (finger) => Math.hypot(finger.clientX - others[0].clientX, finger.clientY - others[0].clientY);
        this.zoom(apart(event) / (apart(last) || 1), others[0]);
      } else if (moved > STILL) this.move(event.clientX - last.clientX, event.clientY - last.clientY);
      fingers.set(event.pointerId, event);
    });
    for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, (event) => fingers.delete(event.pointerId));
    svg.addEventListener("click", (event) => moved > STILL && event.preventDefault(), true);
  }
}
