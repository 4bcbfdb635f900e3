// Candidates: the pages that may have all words of a query, by the index.
"use strict";

(() => {
  const MOST_TERMS = 500;

  /** Return a word with the terms of the index that it may stand for. */
  const complete = async (word, index) => {
    if (index.isParted && word.kind === "character") await index.prepareStart(word.text);
    const isKnown = word.needed.at(-1).some((term) => index.has(term));
    if (word.kind === "character") {
      const some = isKnown ? word : AnthologySearch.unfinishedWord(word);
      const isPairWith = (term) => some.needed[0].some((end) => term.length === 2 * end.length && term.endsWith(end));
      return { ...some, needed: [[...some.needed[0], ...index.filter(isPairWith)]] };
    }
    if (word.kind === "pairs" && !isKnown) return AnthologySearch.unfinishedWord(word);
    if (word.kind !== "stem" || isKnown) return word;
    await index.prepareStart(word.text);
    let terms = index.startingWith(word.text);
    if (terms.length) return { ...AnthologySearch.prefixOf(word), needed: [terms.slice(0, MOST_TERMS)] };
    if (word.text.length < 3) return word;
    terms = index.filter((term) => term.includes(word.text));
    return { ...AnthologySearch.partOf(word), needed: [terms.slice(0, MOST_TERMS)] };
  };

  const isPair = (term) => [...term].length > 1;

  /** Return the terms of a group that tell most: pairs, without the character that begins where text is in two parts. */
  const pairsOnly = (terms) => (terms.length > 1 && isPair(terms[0]) ? terms.filter(isPair) : terms);

  /** Return a word without the term for its last character, which is in a part of its own. */
  const simplify = (word, language) => {
    if (!language.pairsOverBlanks || word.kind === "stem") return word;
    return { ...word, needed: [...word.needed.slice(0, -1), pairsOnly(word.needed.at(-1))] };
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
   * @returns {Promise<{words: object[], candidates: {page: object, score: number, estimate: Function}[], objects: object[], table: object}>}
   */
  const findCandidates = async (query) => {
    const [language, index, table] = await Promise.all([
      AnthologySearch.language(),
      AnthologySearch.index(),
      AnthologySearch.pages(),
    ]);
    const all = AnthologySearch.parse(query, language);
    const parsed = index.isParted ? all.map((word) => simplify(word, language)) : all;
    if (!parsed.length) return { words: [], candidates: [], objects: [], table };
    await index.prepare(parsed);
    const words = await Promise.all(parsed.map((word) => complete(word, index)));
    await index.prepare(words);
    const found = words.map((word) => intersect(word.needed.map((terms) => index.pages(terms))));
    const likely = words.map((word) => intersect(word.needed.map((terms) => index.pages(pairsOnly(terms)))));
    const weights = AnthologySearch.weigh(found.map((pages) => pages.size), index.size);
    const folded = AnthologySearch.fold(query).trim();
    const candidates = [];
    for (const number of intersect(found).keys()) {
      const page = table.get(number, index);
      if (!page) continue;
      const inHeading = found.map((each) => each.get(number));
      /** Return the rank of the page by what is known of it. */
      const estimate = (known) => AnthologySearch.estimate(known, inHeading, words, weights, folded);
      const isLikely = likely.every((each) => each.has(number));
      if (!isLikely && index.isParted && language.pairsOverBlanks) continue; // to compare them would load hundreds of texts
      candidates.push({ number, page, isLikely, score: estimate(page), estimate });
    }
    candidates.sort((one, other) => other.isLikely - one.isLikely || other.score - one.score || compareDates(other.page, one.page) || compareNames(one.page, other.page));
    const objects = await AnthologySearch.findObjects(folded, index, table);
    return { words, candidates, objects, table };
  };

  const compareNames = (one, other) => (one.docname < other.docname ? -1 : 1);
  const compareDates = (one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0);

  Object.assign(AnthologySearch, { compareDates, findCandidates });
})();
