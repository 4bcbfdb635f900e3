// The search dialog: results while one types, with the keyboard, a pointer or a screen reader.
//
// It is the "editable combobox with a listbox" of the ARIA Authoring Practices: the focus stays in the text field, and
// `aria-activedescendant` names the option that the arrow keys chose. The options are links.
"use strict";

(() => {
  const { gettext, ngettext } = Documentation;
  const { formatDate, make } = AnthologySearch;
  const RECENT_KEY = "anthology-recent-searches";
  const MOST_RECENT = 5;
  const GROUPS = [
    { title: gettext("Articles"), kinds: ["article"], limit: 8 },
    { title: gettext("Tags and categories"), kinds: ["category", "tag", "author", "series", "year"], limit: 5 },
    { title: gettext("Other pages"), kinds: ["page", "index", "object"], limit: 4 },
  ];
  const HEADINGS_OF_A_RESULT = 3;

  let dialog, field, list, status;
  /** The search that is under way; a newer one ends it. */
  let running = new AbortController();
  /** The words of the last search, which the next page marks. */
  let words = [];

  // Recent searches: they stay on this device, and none are kept where storage is turned off.

  const recentSearches = () => {
    try {
      const stored = JSON.parse(localStorage.getItem(RECENT_KEY));
      return Array.isArray(stored) ? stored.filter((query) => typeof query === "string").slice(0, MOST_RECENT) : [];
    } catch {
      return [];
    }
  };

  const store = (queries) => {
    try {
      localStorage.setItem(RECENT_KEY, JSON.stringify(queries));
    } catch {
      // Nothing depends on it.
    }
  };

  const remember = () => {
    const query = field.value.trim();
    if (query) store([query, ...recentSearches().filter((other) => other !== query)].slice(0, MOST_RECENT));
  };

  // Options

  const options = () => [...list.querySelectorAll('[role="option"]')];
  const active = () => list.querySelector('[aria-selected="true"]');

  const activate = (option) => {
    active()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  };

  /** Choose the next option, or the one before; after the last one comes the text field, then the first. */
  const move = (step) => {
    const all = options();
    const position = all.indexOf(active());
    activate(all[(position + step + all.length + 1) % (all.length + 1)]);
  };

  const addOption = (group, href, ...content) => {
    const id = `anthology-search-option-${options().length}`;
    const option = make("a", { role: "option", id, href, tabindex: "-1", "aria-selected": "false" }, ...content);
    group.append(option);
    return option;
  };

  const addGroup = (title) => {
    const id = `anthology-search-group-${list.children.length}`;
    const group = make("div", { role: "group", "aria-labelledby": id });
    group.append(make("div", { class: "anthology-search-group", id, role: "presentation" }, title));
    list.append(group);
    return group;
  };

  const marked = (pieces) => pieces.map(({ text, mark }) => (mark ? make("mark", {}, text) : text));

  const showResult = (group, result) => {
    const about = [...result.categories.slice(0, 1), formatDate(result.date)].filter(Boolean).join(" · ");
    addOption(
      group,
      result.url,
      result.cover && make("img", { src: result.cover, alt: "", loading: "lazy", width: 56, height: 42 }),
      make(
        "span",
        { class: "anthology-search-text" },
        make("span", { class: "anthology-search-title" }, ...marked(result.titlePieces)),
        about && make("span", { class: "anthology-search-about" }, about),
        result.sentence.length > 0 && make("span", { class: "anthology-search-sentence" }, ...marked(result.sentence)),
      ),
    );
    for (const heading of result.headings.slice(0, HEADINGS_OF_A_RESULT))
      addOption(group, heading.url, make("span", { class: "anthology-search-heading" }, ...marked(heading.title)));
  };

  /** The address of the search page, as the theme names it. */
  const searchPage = () => document.querySelector('link[rel="search"]')?.href ?? document.querySelector('input[name="q"]').form.action;

  const showResults = (query, answers) => {
    list.replaceChildren();
    answers.forEach(({ results }, place) => {
      if (!results.length) return;
      const group = addGroup(GROUPS[place].title);
      for (const result of results) showResult(group, result);
    });
    const count = answers.reduce((sum, answer) => sum + answer.count, 0);
    if (count) {
      const address = new URL(searchPage());
      address.searchParams.set("q", query);
      addOption(list, address.href, make("span", { class: "anthology-search-all" }, gettext("Show all results")));
    }
    const isExact = answers.every((answer) => answer.isComplete);
    announce(
      !count
        ? gettext("Nothing was found.")
        : isExact
          ? ngettext("One result", "${count} results", count).replace("${count}", count)
          : gettext("There are more results."),
    );
    words = answers[0].words;
  };

  const showRecent = () => {
    list.replaceChildren();
    const recent = recentSearches();
    if (recent.length) {
      const group = addGroup(gettext("Recent searches"));
      for (const query of recent) addOption(group, `?q=${encodeURIComponent(query)}`, query).dataset.query = query;
      addOption(group, "#", make("span", { class: "anthology-search-about" }, gettext("Clear recent searches"))).dataset.clear = "";
    }
    announce("");
  };

  const announce = (text) => {
    status.textContent = text;
    list.hidden = !options().length;
    field.setAttribute("aria-expanded", String(options().length > 0));
    activate(undefined);
  };

  const update = async () => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const query = field.value.trim();
    if (!query) return showRecent();
    try {
      const searches = GROUPS.map(({ kinds, limit }) => AnthologySearch.search(query, { signal, limit, filters: { kinds } }));
      const answers = await Promise.all(searches);
      if (!signal.aborted) showResults(query, answers);
    } catch (error) {
      if (signal.aborted) return;
      list.replaceChildren();
      announce(gettext("The search index could not be loaded."));
      throw error;
    }
  };

  const follow = (option, event) => {
    if ("clear" in option.dataset) store([]);
    if ("query" in option.dataset || "clear" in option.dataset) {
      event.preventDefault();
      field.value = option.dataset.query ?? "";
      field.focus();
      update();
    } else {
      remember();
      AnthologySearch.markOnNextPage(words);
      if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.button)) dialog.close();
    }
  };

  const onKey = (event) => {
    // While a syllable is composed, Enter and the arrow keys belong to the input method.
    if (event.isComposing || event.altKey) return;
    const option = active();
    if (event.key === "Escape") dialog.close(); // it would clear the text field first
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && option)
      option.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey }));
    else return;
    event.preventDefault();
  };

  const build = () => {
    const name = gettext("Search");
    status = make("p", { role: "status", class: "anthology-search-status" });
    list = make("div", { role: "listbox", id: "anthology-search-results", "aria-label": gettext("Search Results") });
    field = make("input", {
      type: "search",
      name: "q",
      role: "combobox",
      "aria-label": name,
      "aria-autocomplete": "list",
      "aria-controls": list.id,
      "aria-expanded": "false",
      placeholder: name,
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "search",
    });
    const close = make("button", { type: "button" }, gettext("Close"));
    const form = make("form", { role: "search", method: "get", action: searchPage() }, field, close);
    dialog = make("dialog", { class: "anthology-search", "aria-label": name }, form, status, list);
    field.addEventListener("input", update);
    field.addEventListener("keydown", onKey);
    form.addEventListener("submit", remember);
    close.addEventListener("click", () => dialog.close());
    list.addEventListener("click", (event) => {
      const option = event.target.closest('[role="option"]');
      if (option) follow(option, event);
    });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
  };

  /**
   * Show the dialog.
   *
   * @param {string} query what was typed in a search box of the page
   */
  const open = (query = "") => {
    if (!dialog) build();
    if (dialog.open) return;
    field.value = query;
    dialog.showModal();
    field.focus();
    field.select();
    if (query) field.setSelectionRange(query.length, query.length);
    update();
  };

  AnthologySearch.open = open;
})();
