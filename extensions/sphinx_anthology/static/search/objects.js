// Objects of the documentation of code, such as functions: those whose name is the query.
"use strict";

(() => {
  const MOST = 10;

  /** Return the fragment of an object in its page, which Sphinx shortens. */
  const fragment = (anchor, name, type) => (anchor === "" ? name : anchor === "-" ? `${type}-${name}` : anchor);

  /** Return the objects of an index whose name, or its last part, is the query. */
  const namesakes = (query, { objects, objnames }) => {
    const found = [];
    for (const [prefix, members] of Object.entries(objects)) {
      for (const [page, type, , anchor, last] of Object.values(members)) {
        const name = prefix ? `${prefix}.${last}` : last;
        const folded = AnthologySearch.fold(name);
        if (folded !== query && folded.split(".").at(-1) !== query) continue;
        const [, kind, label] = objnames[type];
        found.push({ number: page, name, label, fragment: fragment(anchor, name, kind) });
      }
    }
    return found.slice(0, MOST);
  };

  /**
   * Return results for the objects whose name is the query.
   * @param {string} query folded
   */
  const findObjects = async (query, index, table) => {
    const found = namesakes(query, index.entries).map((object) => ({ ...object, page: table.get(object.number, index) }));
    const known = found.filter(({ page }) => page);
    await table.complete(known);
    return known.map(({ name, label, fragment: id, page }) => ({
      ...{ docname: page.docname, title: name, titlePieces: [{ text: name, mark: true }], kind: "object" },
      ...{ categories: [], tags: [], authors: [], date: "", cover: "", headings: [], score: Infinity },
      url: `${page.url}#${encodeURIComponent(id)}`,
      sentence: [{ text: `${label}, ${page.title}`, mark: false }],
      sentenceUrl: `${page.url}#${encodeURIComponent(id)}`,
    }));
  };

  Object.assign(AnthologySearch, { findObjects });
})();
