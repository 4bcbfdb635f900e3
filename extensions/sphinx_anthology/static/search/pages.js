// Pages: what is known of each, its address, and its text.
"use strict";

(() => {
  let loading = null;
  const texts = new Map();
  const names = (table, name, numbers) => (numbers || []).map((number) => table[name][number]);

  /**
   * A page of the site.
   * @typedef {object} Page
   * @property {string} docname
   * @property {string} kind `article`, `page`, `index`, or the taxonomy of a term: `category`, `tag`, `author`, `series`, `year`
   * @property {string} title
   * @property {string} date ISO 8601, or empty
   * @property {string[]} categories with their parents: `AI / Models`
   * @property {string[]} tags
   * @property {string[]} authors
   * @property {string} cover the address of an image for the page as it is, light or dark; or empty
   * @property {string} url
   */

  /** Return whether the page is dark now: its letters are light, as in comforts/schemes.js. */
  const isDark = () => {
    const [, ...channels] = getComputedStyle(document.body).color.match(/^rgba?\((\d+), (\d+), (\d+)/) ?? [];
    return channels.length ? Math.max(...channels) + Math.min(...channels) > 255 : matchMedia("(prefers-color-scheme: dark)").matches;
  };

  const readRow = (row, table) => {
    const [docname, version, kind, title, date = "", categories, tags, authors, cover = "", darkCover = ""] = row;
    return {
      docname,
      version,
      kind,
      title,
      folded: AnthologySearch.fold(title),
      date,
      categories: names(table, "categories", categories),
      tags: names(table, "tags", tags),
      authors: names(table, "authors", authors),
      get cover() {
        const shown = (isDark() && darkCover) || cover;
        return shown && AnthologySearch.root + shown;
      },
      url: pageUrl(docname),
    };
  };

  const encode = (path) => path.split("/").map(encodeURIComponent).join("/");

  /** Return the address of a page, as Sphinx's builders make it. */
  const pageUrl = (docname) => {
    const { BUILDER, LINK_SUFFIX } = DOCUMENTATION_OPTIONS;
    if (BUILDER === "dirhtml") return AnthologySearch.root + encode(`${docname}/`.replace(/(^|\/)index\/$/, "$1"));
    return `${AnthologySearch.root}${encode(docname)}${LINK_SUFFIX}`;
  };

  /** Return whether a page has a category, or one below it, a tag, an author, a year and one of some kinds. */
  const passes = (page, { category, tag, author, year, kinds }) =>
    (!category || page.categories.some((name) => isWithin(name, category))) &&
    (!tag || page.tags.includes(tag)) &&
    (!author || page.authors.includes(author)) &&
    (!year || page.date.startsWith(year)) &&
    (!kinds || kinds.includes(page.kind));

  const isWithin = (name, category) => name === category || name.startsWith(`${category} / `);

  /** The table of a small site: all pages. */
  class WholeTable {
    constructor(table) {
      const all = table.pages.map((row) => readRow(row, table));
      this._byDocname = new Map(all.map((page) => [page.docname, page]));
      this.years = [...new Set(all.map((page) => page.date.slice(0, 4)).filter(Boolean))].sort().reverse();
      Object.assign(this, { categories: table.categories, tags: table.tags, authors: table.authors });
    }

    /** Return the page with a number in the index; undefined if it is not searched. */
    get(number, index) {
      return this._byDocname.get(index.docnames[number]);
    }

    /** Return a page by its docname; undefined if it is not searched. */
    async find(docname) {
      return this._byDocname.get(docname);
    }

    /** Return the candidates that pass filters, with what an order needs. */
    async filter(candidates, filters) {
      return candidates.filter(({ page }) => passes(page, filters));
    }

    /** Make the pages of candidates complete. Here they are already. */
    async complete() {
      return undefined;
    }
  }

  /**
   * Load the table of pages, once.
   * @returns {Promise<WholeTable | BlockTable>}
   */
  const pages = () => {
    loading ??= AnthologySearch.data("pages", "_search/pages.js").then((table) =>
      table.blocks ? new AnthologySearch.BlockTable(table) : new WholeTable(table),
    );
    loading.catch(() => (loading = null));
    return loading;
  };

  /** Load the text of a page, once. A text that cannot be loaded is null. */
  const pageText = (page) => {
    if (!texts.has(page.docname)) {
      const address = `_search/texts/${encode(page.docname)}.js?v=${page.version}`;
      const reading = AnthologySearch.data(page.docname, address).then(readText, () => null);
      texts.set(page.docname, reading);
    }
    return texts.get(page.docname);
  };

  /** Return the text of a page. It is folded when that is first asked for: previews do without. */
  const readText = ({ about, excerpt, sections }) => {
    const { fold } = AnthologySearch;
    let folded;
    return {
      about,
      excerpt,
      sections: sections.map(([id, title, text]) => ({ id, title, text })),
      get folded() {
        folded ??= {
          about: fold(about),
          excerpt: fold(excerpt),
          sections: sections.map(([, title, text]) => ({ title: fold(title), text: fold(text) })),
        };
        return folded;
      },
    };
  };

  Object.assign(AnthologySearch, { isWithin, pages, pageText, pageUrl, readRow });
})();
