// Translates the names that the templates of Furo have in English, without asking a catalogue.
"use strict";

_ready(() => {
  const later = (name) => name; // marks a message for the catalogues
  const NAMES = new Set([
    later("Toggle site navigation sidebar"),
    later("Toggle table of contents sidebar"),
    later("Toggle Light / Dark / Auto color theme"),
    later("On GitHub"),
    later("On Read the Docs"),
    later("versions"),
    later("Menu"),
    later("Contents"),
    later("Expand"),
    later("Light mode"),
    later("Dark mode"),
    later("Auto light/dark, in light mode"),
    later("Auto light/dark, in dark mode"),
  ]);
  const { gettext } = Documentation;
  const translate = (name) => (NAMES.has(name) && Documentation.TRANSLATIONS[name]) || name;

  const named = ":is(.sidebar-toggle, .theme-toggle, .toctree-checkbox, .rst-versions, .muted-link)[aria-label]";
  for (const element of document.querySelectorAll(named)) {
    const name = element.getAttribute("aria-label");
    const [, title] = name.match(/^Toggle navigation of (.*)$/s) ?? [];
    element.setAttribute("aria-label", title ? gettext("Toggle navigation of ${title}").replace("${title}", () => title) : translate(name));
  }
  for (const title of document.querySelectorAll("symbol[id^=svg-] > title")) title.textContent = translate(title.textContent);
  const ending = document.querySelector(".bottom-of-page .left-details .muted-link")?.nextSibling;
  if (ending instanceof Text) ending.data = ending.data.replace("'s", gettext("'s"));
});
