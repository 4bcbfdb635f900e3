// The table of pages of a large site, in blocks of a few pages, of which those are loaded that are shown.
"use strict";

(() => {
  const KINDS = { a: "article", p: "page", i: "index", c: "category", t: "tag", u: "author", s: "series", y: "year" };
  const FIRST_LENGTH = "#".charCodeAt(0);
  const DAY = 24 * 60 * 60 * 1000;
  const isoDate = (day) => (day === null ? "" : new Date(day * DAY).toISOString().slice(0, 10));

  /** A table in blocks. It answers as `WholeTable` does. */
  class BlockTable {
    constructor(table) {
      this._table = table;
      this._facets = null;
      const { categories, tags, authors, years } = table;
      Object.assign(this, { categories, tags, authors, years });
    }

    /** Return what is known of a page before its block is loaded. */
    get(number) {
      const kind = KINDS[this._table.kinds[number]];
      if (!kind) return undefined;
      return { docname: number, kind, title: "", folded: "", date: "", titleLength: this._table.lengths.charCodeAt(number) - FIRST_LENGTH };
    }

    /** Return a page by its docname; undefined if it is not searched. */
    async find(docname) {
      const rows = await this._block(AnthologySearch.findPlace(this._table.starts, docname));
      const row = rows.find((one) => one?.[0] === docname);
      return row && AnthologySearch.readRow(row, this._table);
    }

    _block(place) {
      const name = this._table.blocks[place];
      return AnthologySearch.data(`pages/${name}`, `_search/pages/${name}.js`);
    }

    async filter(candidates, filters, order) {
      const { category, tag, author, year, kinds } = filters;
      let left = kinds ? candidates.filter(({ page }) => kinds.includes(page.kind)) : candidates;
      if (!(category || tag || author || year || order !== "rank")) return left;
      this._facets ??= AnthologySearch.data(`pages/${this._table.facets}`, `_search/pages/${this._table.facets}.js`);
      const facets = await this._facets;
      const keep = (names, numbers, isWanted) => {
        const wanted = new Set(names.flatMap((name, place) => (isWanted(name) ? AnthologySearch.decodePages(numbers[place]) : [])));
        left = left.filter(({ number }) => wanted.has(number));
      };
      if (category) keep(this.categories, facets.categories, (name) => AnthologySearch.isWithin(name, category));
      if (tag) keep(this.tags, facets.tags, (name) => name === tag);
      if (author) keep(this.authors, facets.authors, (name) => name === author);
      left = left.map((candidate) => ({ ...candidate, page: { ...candidate.page, date: isoDate(facets.days[candidate.number]) } }));
      return year ? left.filter(({ page }) => page.date.startsWith(year)) : left;
    }

    /** Load the blocks with the pages of candidates. */
    async complete(candidates) {
      const { blockSize } = this._table;
      await Promise.all(
        candidates.map(async (candidate) => {
          const { number } = candidate;
          const rows = await this._block(Math.floor(number / blockSize));
          candidate.page = AnthologySearch.readRow(rows[number % blockSize], this._table);
        }),
      );
    }
  }

  Object.assign(AnthologySearch, { BlockTable });
})();
