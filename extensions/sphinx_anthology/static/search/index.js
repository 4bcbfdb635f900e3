// The index of words in one file, `searchindex.js`, as Sphinx makes it.
"use strict";

(() => {
  let loading = null;

  /** Load Sphinx's index. It hands its value over to `Search`, which only the page of the search has. */
  const receiveIndex = () =>
    new Promise((resolve, reject) => {
      if (typeof Search === "undefined") {
        globalThis.Search = { _index: null, setIndex: (index) => (globalThis.Search._index = index) };
      }
      if (Search._index) return resolve(Search._index);
      const setIndex = Search.setIndex;
      Search.setIndex = (index) => {
        setIndex(index);
        resolve(index);
      };
      AnthologySearch.script("searchindex.js").catch(reject);
      return undefined;
    });

  const asList = (pages) => (pages === undefined ? [] : typeof pages === "number" ? [pages] : pages);

  /** The terms of an index, with the pages of each. */
  class WholeIndex {
    constructor(index) {
      this.docnames = index.docnames;
      this.size = index.docnames.length;
      this.isParted = false;
      this.entries = index;
      this._terms = index.terms;
      this._titleTerms = index.titleterms;
      this._sorted = null;
    }

    get _words() {
      this._sorted ??= [...new Set([...Object.keys(this._terms), ...Object.keys(this._titleTerms)])].sort();
      return this._sorted;
    }

    has(term) {
      return Object.hasOwn(this._terms, term) || Object.hasOwn(this._titleTerms, term);
    }

    /** Return the terms with a beginning. */
    startingWith(prefix) {
      const words = this._words;
      let [low, high] = [0, words.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (words[middle] < prefix) low = middle + 1;
        else high = middle;
      }
      const found = [];
      for (let place = low; place < words.length && words[place].startsWith(prefix); place++) found.push(words[place]);
      return found;
    }

    /** Return the terms that a test accepts. */
    filter(test) {
      return this._words.filter(test);
    }

    /** Get terms ready for `pages`. Here they are already. */
    async prepare() {
      return undefined;
    }

    async prepareStart() {
      return undefined;
    }

    /**
     * Return the pages of terms.
     * @param {string[]} terms
     * @returns {Map<number, boolean>} for each page, whether a heading has one of the terms
     */
    pages(terms) {
      const found = new Map();
      for (const term of terms) {
        if (Object.hasOwn(this._terms, term)) for (const page of asList(this._terms[term])) if (!found.has(page)) found.set(page, false);
        if (Object.hasOwn(this._titleTerms, term)) for (const page of asList(this._titleTerms[term])) found.set(page, true);
      }
      return found;
    }
  }

  /** Load the index, once. */
  const index = () => {
    loading ??= receiveIndex().then((value) => (value.parts ? new AnthologySearch.PartedIndex(value.parts, value) : new WholeIndex(value)));
    loading.catch(() => (loading = null));
    return loading;
  };

  Object.assign(AnthologySearch, { index });
})();
