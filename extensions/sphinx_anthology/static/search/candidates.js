// Candidates: the pages that may have all words of a query, by the index.
"use strict";

(() => {
  const MOST_TERMS = 500;

  /** Return a word with the terms of the index that it may stand for. */
  const complete = async (word, index) => {
    const isKnown = word.needed.at(-1).some((term) => index.has(term));
    if (word.kind === "character") {
      const some = isKnown ? word : AnthologySearch.unfinishedWord(word);
      const isPairWith = (term) => some.needed[0].some((end) => term.length === 2 * end.length && term.endsWith(end));
      return { ...some, needed: [[...some.needed[0], ...index.filter(isPairWith)]] };
    }
    if (word.kind === "pairs" && !isKnown) return AnthologySearch.unfinishedWord(word);
    if (word.kind !== "stem" || isKnown) return word;
    let terms = index.startingWith(word.text);
    if (terms.length) return { ...AnthologySearch.prefixOf(word), needed: [terms.slice(0, MOST_TERMS)] };
    if (word.text.length < 3) return word;
    terms = index.filter((term) => term.includes(word.text));
    return { ...AnthologySearch.partOf(word), needed: [terms.slice(0, MOST_TERMS)] };
  };

  /** Return what is in all maps, with true where it is true in each. */
  const intersect = (maps) => {
    const [first, ...others] = [...maps].sort((one, other) => one.size - other.size);
    const common = new Map();
    for (const [key, value] of first) {
      if (others.every((other) => other.has(key))) common.set(key, value && others.every((other) => other.get(key)));
    }
    return common;
  };

  /**
   * Return the words of a query, and the pages that may have them all, the best first.
   * @returns {Promise<{words: object[], pages: {page: object, score: number}[]}>}
   */
  const findCandidates = async (query) => {
    const [language, index, table] = await Promise.all([
      AnthologySearch.language(),
      AnthologySearch.index(),
      AnthologySearch.pages(),
    ]);
    const parsed = AnthologySearch.parse(query, language);
    if (!parsed.length) return { words: [], pages: [] };
    await index.prepare(parsed);
    const words = await Promise.all(parsed.map((word) => complete(word, index)));
    const found = words.map((word) => intersect(word.needed.map((terms) => index.pages(terms))));
    const weights = AnthologySearch.weigh(found.map((pages) => pages.size), index.docnames.length);
    const folded = AnthologySearch.fold(query).trim();
    const pages = [];
    for (const number of intersect(found).keys()) {
      const page = table.byDocname.get(index.docnames[number]);
      if (!page) continue;
      const inHeading = found.map((each) => each.get(number));
      pages.push({ page, score: AnthologySearch.estimate(page, inHeading, words, weights, folded) });
    }
    pages.sort((one, other) => other.score - one.score || compareDates(other.page, one.page) || compareNames(one.page, other.page));
    return { words, pages };
  };

  const compareNames = (one, other) => (one.docname < other.docname ? -1 : 1);
  const compareDates = (one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0);

  Object.assign(AnthologySearch, { compareDates, findCandidates });
})();
