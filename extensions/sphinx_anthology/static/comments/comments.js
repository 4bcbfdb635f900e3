// Load the comments of an article when its reader asks for them, in the scheme of the page.
const box = document.querySelector(".anthology-comments");
const place = box.querySelector(".anthology-thread");
const button = box.querySelector("button");
const thread = JSON.parse(box.dataset.thread);
const roots = [document.body, document.documentElement];
const isDarkSystem = matchMedia("(prefers-color-scheme: dark)");

function addElement(name, attributes) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  place.append(element);
}

const addScript = (more) => addElement("script", { ...thread.attributes, ...more });

function isDark() {
  const chosen = roots.map((root) => root.dataset.theme);
  return chosen.includes("dark") || (!chosen.includes("light") && isDarkSystem.matches);
}

const theme = () => thread.themes[+isDark()];
const addFrame = () => addScript({ [thread.theme]: theme() });
const tellFrame = (message) =>
  place.querySelector("iframe")?.contentWindow.postMessage(message, new URL(thread.attributes.src).origin);

/* What loads the comments of each service, and what changes their scheme afterwards. */
const services = {
  giscus: [addFrame, () => tellFrame({ giscus: { setConfig: { theme: theme() } } })],
  utterances: [addFrame, () => tellFrame({ type: "set-theme", theme: theme() })],
  disqus: [
    () => {
      window.disqus_config = function () {
        Object.assign(this.page, thread.page);
        this.language = thread.language;
      };
      addElement("div", { id: "disqus_thread" });
      addScript();
    },
    () => window.DISQUS?.reset({ reload: true, config: window.disqus_config }),
  ],
  isso: [
    () => {
      addElement("section", thread.section);
      addScript();
    },
  ],
  mastodon: [async () => (await import("./fediverse.js")).addReplies(place, thread)],
  template: [() => place.append(box.querySelector("template").content.cloneNode(true))],
};
const [load, restyle] = services[thread.provider];

function follow() {
  const scheme = isDark() ? "dark" : "light";
  const isChanged = place.dataset.scheme && place.dataset.scheme !== scheme;
  place.dataset.scheme = scheme;
  if (isChanged) restyle?.();
}

button.hidden = false;
button.addEventListener("click", () => {
  button.remove();
  place.tabIndex = -1;
  place.focus();
  follow();
  load();
  isDarkSystem.addEventListener("change", follow);
  for (const root of roots) new MutationObserver(follow).observe(root, { attributeFilter: ["data-theme"] });
});
