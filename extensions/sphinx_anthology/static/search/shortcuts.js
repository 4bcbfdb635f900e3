// What opens the search dialog: Ctrl+K or Command+K, "/", a click on a search box of the page, and typing in one.
//
// The dialog is loaded when it is opened for the first time. Themes and hosts with a dialog of their own keep their keys.
"use strict";

(() => {
  const OTHER_DIALOGS = "#pst-search-dialog, .search-button__button, .md-search, readthedocs-search";
  const BOXES = 'form[role="search"] input[name="q"], form.sidebar-search-container input[name="q"]';

  const hasOther = () => document.querySelector(OTHER_DIALOGS) !== null;
  const isSearchPage = () => document.getElementById("search-results") !== null;

  const open = async (query) => {
    const { asset, load, script, style } = AnthologySearch;
    await Promise.all([load(), script(asset("dialog.js"), true), style(asset("dialog.css"))]);
    AnthologySearch.open(query);
  };

  const onKey = (event) => {
    const isShortcut = event.key?.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isShortcut || event.defaultPrevented || hasOther()) return;
    event.preventDefault();
    open();
  };

  const watch = (box) => {
    const openWithText = () => {
      const query = box.value;
      box.value = "";
      open(query);
    };
    box.addEventListener("click", openWithText);
    box.addEventListener("input", (event) => event.isComposing || openWithText());
    box.addEventListener("compositionend", openWithText);
  };

  // After all other scripts, so that their handlers come first.
  addEventListener("load", () => {
    addEventListener("keydown", onKey);
    if (isSearchPage()) return;
    for (const box of document.querySelectorAll(BOXES)) watch(box);
    // Sphinx calls it for "/", unless the theme's option `enable_search_shortcuts` is off.
    const focusSearchBar = Documentation.focusSearchBar;
    Documentation.focusSearchBar = () => (hasOther() ? focusSearchBar() : open());
  });
})();
