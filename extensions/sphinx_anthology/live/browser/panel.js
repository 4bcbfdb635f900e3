// What is shown over the page: problems, a build that has failed, and what is not published. It is in a shadow tree, so that
// styles of the site and of the panel do not meet.

const STYLE = `
:host { all: initial; }
section { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483647; max-width: min(40rem, calc(100vw - 2rem));
  max-height: 60vh; overflow: auto; box-sizing: border-box; padding: .75rem 1rem; border-radius: .5rem; border: 1px solid #b3261e;
  background: #fffaf9; color: #1c1b1f; font: 14px/1.5 system-ui, sans-serif; box-shadow: 0 4px 24px #0005; }
section[hidden], p[hidden] { display: none; }
h2 { margin: 0 2rem .25rem 0; font-size: 15px; color: #8c1d18; }
ul { margin: 0; padding: 0; list-style: none; }
li { padding: .4rem 0; border-top: 1px solid #0002; }
li:first-child { border-top: 0; }
pre, .message { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font-family: inherit; }
pre { font-family: ui-monospace, monospace; font-size: 12px; }
a { color: #0b57d0; } code { font: 12px ui-monospace, monospace; overflow-wrap: anywhere; }
button { position: absolute; top: .5rem; right: .5rem; width: 2rem; height: 2rem; border: 0; border-radius: .25rem;
  background: none; color: inherit; font-size: 18px; cursor: pointer; }
p { position: fixed; left: 1rem; bottom: 1rem; z-index: 2147483647; margin: 0; padding: .25rem .75rem; border-radius: 1rem;
  background: #5b3d00; color: #fff; font: 600 13px/1.5 system-ui, sans-serif; }
@media (prefers-color-scheme: dark) {
  section { background: #201a19; color: #ede0de; } h2 { color: #ffb4ab; } a { color: #a8c7fa; } li { border-color: #fff3; }
}`;
const BADGES = `a[data-anthology-live-badge]::after { content: " " attr(data-anthology-live-badge); margin-inline-start: .35em;
  padding: .1em .5em; border-radius: 1em; background: #5b3d00; color: #fff; font: 600 11px system-ui, sans-serif; }`;

export class Panel {
  constructor() {
    this.host = document.createElement("anthology-live");
    const root = this.host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet(STYLE)];
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet(BADGES)];
    this.section = make("section", { role: "alert", "aria-label": "Problems" });
    this.badge = make("p", { role: "status" });
    this.badge.hidden = this.section.hidden = true;
    root.append(this.section, this.badge);
    this.dismissed = "";
  }

  // `own`: the problems of this page; `others`: the number of problems elsewhere.
  show({ failure, own, others }) {
    if (!this.host.isConnected) document.documentElement.append(this.host);
    const content = JSON.stringify([failure, own]);
    if (content !== this.dismissed) this.dismissed = "";
    this.section.hidden = (!failure && !own.length) || content === this.dismissed;
    const close = make("button", { type: "button", "aria-label": "Close" }, "×");
    close.addEventListener("click", () => {
      this.dismissed = content;
      this.section.hidden = true;
    });
    const parts = [close];
    if (failure) parts.push(make("h2", {}, "The build has failed. This is what was built before."), make("pre", {}, failure));
    if (own.length) parts.push(make("h2", {}, own.length === 1 ? "1 problem" : `${own.length} problems`), listProblems(own));
    if (others) parts.push(make("div", {}, others === 1 ? "1 problem elsewhere" : `${others} problems elsewhere`));
    this.section.replaceChildren(...parts);
  }

  showBadges(badges) {
    const own = badges[url(location.href)] ?? "";
    this.badge.textContent = own;
    this.badge.hidden = !own;
    for (const link of document.querySelectorAll("a[href]")) {
      const badge = badges[url(link.href)];
      if (badge && url(link.href) !== url(location.href)) link.dataset.anthologyLiveBadge = badge;
      else delete link.dataset.anthologyLiveBadge;
    }
  }
}

// The address of a page as the server names it.
export function url(address) {
  const { origin, pathname } = new URL(address);
  return origin === location.origin ? decode(pathname.slice(1)) : "";
}

function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function listProblems(problems) {
  const list = make("ul", {});
  for (const { name, line, message, editor } of problems) {
    const place = line ? `${name}:${line}` : name;
    const file = editor ? make("a", { href: editor }, place) : make("code", {}, place);
    const item = make("li", {});
    item.append(file, make("div", { class: "message" }, message));
    list.append(item);
  }
  return list;
}

function make(name, attributes, text = "") {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

function sheet(text) {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}
