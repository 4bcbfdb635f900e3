// The page of the search: shows the results of the engine in the place of Sphinx's, with filters and an order.
"use strict";

(() => {
  const FIRST = 20;
  const COUNTED = 100; // pages that are compared with their texts for the number of results
  const { gettext } = Documentation;
  const ORDERS = { rank: gettext("Best match"), newest: gettext("Newest first"), oldest: gettext("Oldest first") };
  const FILTERS = { category: gettext("Category"), tag: gettext("Tag"), year: gettext("Year"), author: gettext("Author") };
  const SOURCES = { category: "categories", tag: "tags", year: "years", author: "authors" };

  const create = (...parts) => AnthologySearch.make(...parts); // it is loaded when there is a query

  /** Return pieces of text, with those that are marked as Sphinx marks them. */
  const show = (pieces) =>
    pieces.map(({ text, mark }) => (mark ? create("span", { class: "highlighted" }, text) : text));

  const showResult = (result) => {
    const item = create("li", { class: `kind-text anthology-search-${result.kind}` });
    item.append(create("a", { href: result.url }, ...show(result.titlePieces)));
    const facts = [AnthologySearch.formatDate(result.date, "long"), ...result.categories];
    if (facts.some(Boolean)) item.append(create("p", { class: "anthology-search-facts" }, facts.filter(Boolean).join(" · ")));
    if (result.sentence.length) item.append(create("p", { class: "context" }, ...show(result.sentence)));
    if (result.headings.length) {
      const links = result.headings.map(({ title, url }) => create("li", {}, create("a", { href: url }, ...show(title))));
      item.append(create("ul", { class: "anthology-search-headings" }, ...links));
    }
    return item;
  };

  /** The filters and the order, which are in the address of the page as well. */
  class Controls {
    constructor(names, changed) {
      this.element = create("form", { class: "anthology-search-filters" });
      this.element.setAttribute("role", "search");
      this.element.setAttribute("aria-label", gettext("Filter search results"));
      this.element.addEventListener("submit", (event) => event.preventDefault());
      this._given = new URLSearchParams(location.search);
      this._selects = new Map();
      for (const [name, label] of Object.entries(FILTERS)) {
        const options = names[SOURCES[name]].map((value) => [value, value]);
        if (options.length) this._add(name, label, [["", gettext("All")], ...options]);
      }
      this._add("order", gettext("Order"), Object.entries(ORDERS));
      this.element.addEventListener("change", () => {
        this._remember();
        changed();
      });
    }

    get filters() {
      return Object.fromEntries(Object.keys(FILTERS).map((name) => [name, this._selects.get(name)?.value || undefined]));
    }

    get order() {
      return this._selects.get("order").value;
    }

    _add(name, label, options) {
      const select = create("select", { name });
      select.append(...options.map(([value, text]) => create("option", { value }, text)));
      const given = this._given.get(name);
      if (options.some(([value]) => value === given)) select.value = given;
      this._selects.set(name, select);
      this.element.append(create("label", {}, `${label} `, select));
    }

    _remember() {
      const address = new URL(location.href);
      for (const [name, select] of this._selects) {
        const isDefault = select.selectedIndex === 0;
        if (isDefault) address.searchParams.delete(name);
        else address.searchParams.set(name, select.value);
      }
      history.replaceState(history.state, "", address);
    }
  }

  /** The list of results of one query. */
  class ResultList {
    constructor(query, controls) {
      this._query = query;
      this._controls = controls;
      this.title = create("h2", {}, gettext("Search Results"));
      this.status = create("p", { class: "search-summary" });
      this.status.setAttribute("role", "status");
      this.list = create("ul", { class: "search" });
      this.list.setAttribute("role", "list");
      this.more = create("button", { type: "button", class: "anthology-search-more", hidden: true }, gettext("More results"));
      this.more.addEventListener("click", () => this._showMore(true));
      new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this._showMore()).observe(this.more);
      this._aborter = new AbortController();
    }

    /** Search again, with the filters and the order as they are now. */
    async update() {
      this._aborter.abort();
      this._aborter = new AbortController();
      this._limit = FIRST;
      const answer = await this._search(this._limit);
      this.list.replaceChildren(...answer.results.map(showResult));
      this._report(answer);
      AnthologySearch.markOnNextPage(answer.words);
      if (!answer.isComplete && answer.count <= COUNTED) this._report(await this._search(Infinity));
    }

    _search(limit) {
      const { filters, order } = this._controls;
      return AnthologySearch.search(this._query, { filters, order, limit, signal: this._aborter.signal });
    }

    async _showMore(hasFocus = false) {
      if (this.more.disabled) return;
      this.more.disabled = true;
      this._limit += FIRST;
      try {
        const shown = this.list.children.length;
        const answer = await this._search(this._limit);
        const items = answer.results.slice(shown).map(showResult);
        this.list.append(...items);
        this._report(answer);
        if (hasFocus && items.length) items[0].querySelector("a").focus();
      } catch (error) {
        ignoreAbort(error);
      } finally {
        this.more.disabled = false;
      }
    }

    _report({ count, isComplete }) {
      this.more.hidden = this.list.children.length >= count;
      this.status.textContent = describeCount(count, isComplete);
    }
  }

  const describeCount = (count, isComplete) => {
    if (!count)
      return gettext(
        "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.",
      );
    const about = gettext("Search finished, found about ${resultCount} pages matching the search query.");
    const english = (one, several) => (count === 1 ? one : several);
    const found = describeFound(Documentation.ngettext, count) || describeFound(english, count); // Sphinx has empty translations
    return (isComplete ? found : about).replace("${resultCount}", count);
  };

  const describeFound = (ngettext, count) =>
    ngettext(
      "Search finished, found one page matching the search query.",
      "Search finished, found ${resultCount} pages matching the search query.",
      count,
    );

  const ignoreAbort = (error) => {
    if (error.name !== "AbortError") throw error;
  };

  /** Show the results of a query. */
  const showResults = async (query, place) => {
    await AnthologySearch.load();
    const controls = new Controls(await AnthologySearch.filterNames(), () => list.update().catch(ignoreAbort));
    const list = new ResultList(query, controls);
    await list.update();
    place.replaceChildren(list.title, list.status, controls.element, list.list, list.more);
    document.getElementById("search-progress")?.replaceChildren();
  };

  /** Search in the place of Sphinx, and as Sphinx does if that fails. */
  const replaceSearch = () => {
    const performSearch = Search.performSearch;
    Search.performSearch = (query) => {
      const place = document.getElementById("search-results");
      return showResults(query, place).catch((error) => {
        console.error(error);
        place.replaceChildren();
        performSearch(query);
      });
    };
    const hasStarted = document.readyState !== "loading" && document.querySelector("#search-results h2");
    if (hasStarted) Search.performSearch(new URLSearchParams(location.search).get("q"));
  };

  if (typeof Search !== "undefined") replaceSearch();
  else document.addEventListener("DOMContentLoaded", () => typeof Search !== "undefined" && replaceSearch());
})();
