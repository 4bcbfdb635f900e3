// Ranking: which of the pages that may have the words come first.
"use strict";

(() => {
  const KINDS = { article: 1, page: 0.9 };
  const INDEX_PAGE = 0.0001; // below all articles
  const IN_HEADING = 4;

  /** Return a number for each page by what the index and the table of pages tell. */
  const estimate = (page, found, words, weights, query) => {
    let score = 0;
    let inTitle = 0;
    words.forEach((word, number) => {
      const isInHeading = found[number];
      score += weights[number] * (isInHeading ? IN_HEADING : 1);
      if (isInHeading && word.find(page.folded).length) {
        score += weights[number] * IN_HEADING;
        inTitle += 1;
      }
    });
    if (inTitle === words.length) score *= 1.5;
    // Of a page in a block, only the length of the title is known at first.
    if (page.titleLength === query.length && found.every(Boolean)) score *= 10;
    if (page.folded === query) score += 1000;
    return score * (KINDS[page.kind] || INDEX_PAGE);
  };

  /** Return a number for a page by its text: more for words in the excerpt and in headings, often, and near each other. */
  const refine = (estimated, match) => {
    const often = match.counts.reduce((sum, count) => sum + Math.log2(1 + Math.min(count, 15)), 0) / match.counts.length;
    const bonus = 1 + 0.15 * often + (match.inExcerpt ? 0.5 : 0) + (match.inHeading ? 0.4 : 0) + (match.isTogether ? 0.3 : 0);
    return estimated * bonus * (match.isOnlyAbout ? 0.3 : 1);
  };

  /** Return weights for words: more for one that few pages have. */
  const weigh = (counts, total) => counts.map((count) => 1 + Math.log(1 + total / (1 + count)));

  Object.assign(AnthologySearch, { estimate, refine, weigh });
})();
