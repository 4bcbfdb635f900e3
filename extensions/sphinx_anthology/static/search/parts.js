// The index of words in parts, of which those are loaded that a query needs.
"use strict";

(() => {
  const FIRST_CODE = "#".charCodeAt(0) - 1;
  const SURROGATES = [0xd800, 0x800];
  const MOST_PARTS = 4;

  /** Return the page numbers in a text that has a character for the distance of each from the one before. */
  const decodePages = (text) => {
    const pages = [];
    let page = -1;
    for (const character of text) {
      const code = character.codePointAt(0);
      page += code - FIRST_CODE - (code < SURROGATES[0] ? 0 : SURROGATES[1]);
      pages.push(page);
    }
    return pages;
  };

  /** The terms of an index in parts. It answers as `WholeIndex` does, about the parts that are loaded. */
  class PartedIndex {
    constructor({ size, starts, names }, entries) {
      this.size = size;
      this.isParted = true;
      this.entries = entries;
      this._starts = starts;
      this._names = names;
      this._loaded = new Map();
    }

    /** Return the number of the part with a term. */
    _place(term) {
      return AnthologySearch.findPlace(this._starts, term);
    }

    _part(term) {
      return this._loaded.get(this._place(term));
    }

    async _load(numbers) {
      const missing = [...new Set(numbers)].filter((number) => number < this._names.length && !this._loaded.has(number));
      await Promise.all(
        missing.map(async (number) => {
          const name = this._names[number];
          this._loaded.set(number, await AnthologySearch.data(`index/${name}`, `_search/index/${name}.js`));
        }),
      );
    }

    /** Get the terms of words ready for `pages`. */
    async prepare(words) {
      await this._load(words.flatMap((word) => word.needed.flat()).map((term) => this._place(term)));
    }

    /** Get the terms with a beginning ready for `startingWith`. */
    async prepareStart(prefix) {
      const first = this._place(prefix);
      const last = Math.min(this._place(`${prefix}\uffff`), first + MOST_PARTS - 1);
      await this._load(Array.from({ length: last - first + 1 }, (_, more) => first + more));
    }

    has(term) {
      const part = this._part(term);
      return Boolean(part) && (Object.hasOwn(part.terms, term) || Object.hasOwn(part.titleterms, term));
    }

    startingWith(prefix) {
      return this.filter((term) => term.startsWith(prefix));
    }

    filter(test) {
      const terms = [...this._loaded.values()].flatMap((part) => [...Object.keys(part.terms), ...Object.keys(part.titleterms)]);
      return [...new Set(terms)].filter(test).sort();
    }

    pages(terms) {
      const found = new Map();
      for (const term of terms) {
        const part = this._part(term);
        if (!part) continue;
        if (Object.hasOwn(part.terms, term)) for (const page of decodePages(part.terms[term])) if (!found.has(page)) found.set(page, false);
        if (Object.hasOwn(part.titleterms, term)) for (const page of decodePages(part.titleterms[term])) found.set(page, true);
      }
      return found;
    }
  }

  Object.assign(AnthologySearch, { PartedIndex, decodePages });
})();
