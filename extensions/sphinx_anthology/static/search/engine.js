// The engine: searches, and gives results in their order.
"use strict";

(() => {
  const [FEWEST, MOST] = [5, 20]; // pages whose texts are loaded at a time, and sorted
  const TEXTS_PER_RESULT = 4; // that are loaded for one call, in the mean
  const REMEMBERED = 40;
  const candidates = new Map();
  const runs = new Map();

  /**
   * A page that has all words of a query.
   * @typedef {object} Result
   * @property {string} docname
   * @property {string} title
   * @property {Piece[]} titlePieces the title with the words marked
   * @property {string} url absolute; without the fragment of a section
   * @property {string} kind `article`, `page`, `index`, `object`, or the taxonomy of a term: `category`, `tag`, `author` …
   * @property {string[]} categories with their parents: `AI / Models`
   * @property {string[]} tags
   * @property {string[]} authors
   * @property {string} date ISO 8601, or empty
   * @property {string} cover the address of an image, or empty
   * @property {{id: string, title: Piece[], url: string}[]} headings those with a word
   * @property {Piece[]} sentence the sentence with the words
   * @property {string} sentenceUrl the address of its section
   * @property {number} score
   *
   * A part of a text. It is plain text: show it with `textContent`.
   * @typedef {{text: string, mark: boolean}} Piece
   *
   * @typedef {object} Options
   * @property {{category?: string, tag?: string, author?: string, year?: string, kinds?: string[]}} [filters]
   * @property {"rank" | "newest" | "oldest"} [order]
   * @property {number} [limit] how many results are wanted; more later with the same query and a higher limit
   * @property {AbortSignal} [signal]
   */

  /** Return a value that a function makes, from the last few that it has made. */
  const remember = (known, key, make) => {
    const value = known.get(key) ?? make();
    known.delete(key);
    known.set(key, value);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value);
    return value;
  };

  const passesAsObject = ({ category, tag, author, year, kinds }) =>
    !(category || tag || author || year) && (!kinds || kinds.includes("object"));

  const arrange = (pages, order) => {
    if (order !== "newest" && order !== "oldest") return pages;
    const sign = order === "newest" ? -1 : 1;
    const [dated, others] = [pages.filter(({ page }) => page.date), pages.filter(({ page }) => !page.date)];
    return [...dated.sort((one, other) => sign * AnthologySearch.compareDates(one.page, other.page)), ...others];
  };

  /** One query with its filters and its order, as far as its candidates have been compared with the texts of their pages. */
  class Run {
    constructor(words, table, order) {
      this.words = words;
      this._table = table;
      this.results = [];
      this._order = order;
      this._left = [];
      this._working = Promise.resolve();
    }

    get isComplete() {
      return !this._left.length;
    }

    /** How many pages there are, at most, if the run is not complete. */
    get count() {
      return this.results.length + this._left.length;
    }

    /** Take the candidates that pass filters, after objects. */
    begin(candidates, filters, objects) {
      this.results.push(...objects);
      this._ready = this._table.filter(candidates, filters, this._order).then((left) => (this._left = arrange(left, this._order)));
      return this;
    }

    /** Go on until there are enough results. */
    advance(limit, signal) {
      this._working = this._working.catch(() => undefined).then(() => this._advance(limit, signal));
      return this._working;
    }

    async _advance(limit, signal) {
      await this._ready;
      let texts = Math.max(limit, FEWEST) * TEXTS_PER_RESULT;
      while (this.results.length < limit && this._left.length && texts > 0) {
        const wanted = limit - this.results.length;
        const some = this._left.slice(0, Math.min(Math.max(wanted, FEWEST), MOST));
        texts -= some.length;
        await this._table.complete(some);
        const pageTexts = await Promise.all(some.map(({ page }) => AnthologySearch.pageText(page)));
        signal?.throwIfAborted();
        this._left = this._left.slice(some.length);
        const found = some.map((candidate, number) => makeResult(candidate, pageTexts[number], this.words)).filter(Boolean);
        if (this._order === "rank") found.sort((one, other) => other.score - one.score);
        this.results.push(...found);
      }
    }
  }

  const makeResult = ({ page, estimate }, text, words) => {
    const match = AnthologySearch.matchPage(page, text, words);
    if (!match) return null;
    const { docname, title, url, kind, categories, tags, authors, date, cover } = page;
    const titlePieces = AnthologySearch.pieces(title, words.flatMap((word) => word.find(page.folded)));
    const place = (id) => (id ? `${url}#${encodeURIComponent(id)}` : url);
    return {
      ...{ docname, title, titlePieces, url, kind, categories, tags, authors, date, cover },
      headings: match.headings.map((heading) => ({ ...heading, url: place(heading.id) })),
      sentence: match.sentence,
      sentenceUrl: place(match.section),
      score: AnthologySearch.refine(estimate(page), match),
    };
  };

  /**
   * Search. Words are combined by AND; the last one, if it is unknown, is the beginning of a word.
   *
   * @param {string} query
   * @param {Options} [options]
   * One call compares a limited number of texts, so that an answer comes soon: there may be fewer results than are wanted, and more
   * at the next call.
   *
   * @returns {Promise<{results: Result[], count: number, isComplete: boolean, words: string[]}>} the best results; how many there
   *   are, at most, if the search is not complete; and the words that were searched
   */
  const search = async (query, { filters = {}, order = "rank", limit = 10, signal } = {}) => {
    const folded = AnthologySearch.fold(query).trim().replace(/\s+/g, " ");
    const known = remember(candidates, folded, () => AnthologySearch.findCandidates(folded));
    known.catch(() => candidates.delete(folded));
    const { words, candidates: all, objects, table } = await known;
    signal?.throwIfAborted();
    const key = JSON.stringify([folded, filters, order]);
    const passing = passesAsObject(filters) ? objects : [];
    const run = remember(runs, key, () => new Run(words, table, order).begin(all, filters, passing));
    await run.advance(limit, signal);
    const { count, isComplete } = run;
    return { results: run.results.slice(0, limit), count, isComplete, words: words.map((word) => word.text) };
  };

  /** Return the names by which results can be filtered. */
  const filterNames = async () => {
    const { categories, tags, authors, years } = await AnthologySearch.pages();
    return { categories, tags, authors, years };
  };

  /** Let the next page that is opened mark the words of a query. */
  const markOnNextPage = (words) => {
    if (typeof SPHINX_HIGHLIGHT_ENABLED !== "undefined" && SPHINX_HIGHLIGHT_ENABLED) {
      localStorage.setItem("sphinx_highlight_terms", words.join(" "));
    }
  };

  Object.assign(AnthologySearch, { filterNames, markOnNextPage, search });
})();
