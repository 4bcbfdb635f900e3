// Follows what the server says, and shows the page that it has built.

import { Morph } from "./morph.js";
import { Panel, url } from "./panel.js";

const EVENTS = new URL("events", import.meta.url);
const panel = new Panel();
let tag = null;
let morph = null;
let state = { failure: "", problems: [], badges: {} };
let waiting = Promise.resolve();

async function load() {
  const headers = tag ? { "If-None-Match": tag } : {};
  const response = await fetch(location.pathname + location.search, { headers, cache: "no-store" });
  if (response.status === 304) return null;
  if (response.headers.get("ETag") === tag && tag) return null;
  tag = response.headers.get("ETag");
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function refresh() {
  const page = await load();
  if (page) {
    try {
      reveal(morph.update(page));
    } catch {
      location.reload();
      return;
    }
  }
  for (const image of document.images) {
    if (image.complete && !image.naturalWidth && image.src) image.src = image.src; // it was not there yet
  }
  showState();
  document.documentElement.dataset.anthologyLive = String(Number(document.documentElement.dataset.anthologyLive ?? 0) + 1);
}

// Scroll to the first change in the article, unless one can be seen.
function reveal(changed) {
  const main = document.querySelector("[role=main], main, article") ?? document.body;
  const found = changed.filter((node) => main.contains(node) && node.getClientRects().length);
  const isSeen = (node) => node.getBoundingClientRect().bottom > 0 && node.getBoundingClientRect().top < innerHeight;
  if (!found.some(isSeen)) found[0]?.scrollIntoView({ block: "center" });
}

function showState() {
  const own = url(location.href);
  const names = own === "" || own.endsWith("/") ? [own, `${own}index.html`] : [own];
  const isOwn = (problem) => names.includes(problem.url) || problem.url === "";
  const problems = state.problems.filter(isOwn);
  panel.show({ failure: state.failure, own: problems, others: state.problems.length - problems.length });
  panel.showBadges(state.badges);
}

function follow() {
  EVENTS.searchParams.set("page", decodeURIComponent(location.pathname));
  const events = new EventSource(EVENTS);
  events.addEventListener("message", ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === "state") {
      state = message;
      showState();
    } else {
      waiting = waiting.then(refresh).catch(() => {}); // the server may be gone; the stream connects again
    }
  });
  events.addEventListener("open", () => {
    waiting = waiting.then(refresh).catch(() => {});
  });
}

const served = await load();
morph = new Morph(served, document);
follow();
