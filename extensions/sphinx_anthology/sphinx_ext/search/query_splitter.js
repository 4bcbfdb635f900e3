// Cuts a query into terms of the search index, in which some scripts are cut into pairs of characters.
var splitQuery = ((splitWords, { scripts, particles, pairsOverBlanks }) => {
  const runs = new RegExp(`[${scripts}]+`, "gu");
  const wordEnd = /[\p{Letter}\p{Number}_]$/u;

  /** Return a Korean word without the longest particle at its end, if two syllables remain. */
  const withoutParticle = (word) => {
    const particle = particles.find((end) => word.endsWith(end) && word.length - end.length >= 2);
    return particle ? word.slice(0, -particle.length) : word;
  };

  /** Return the pairs of neighbouring characters; a word of one or two characters as it is. */
  const pairs = (word) => {
    const characters = [...word];
    return characters.length < 3 ? [word] : characters.slice(1).map((character, place) => characters[place] + character);
  };

  /** Leave out the terms that no page has, such as the pair over the blank that a compound is written with. */
  const known = (terms) => {
    const index = typeof Search === "undefined" ? null : Search._index;
    if (!index) return terms;
    const found = terms.filter((term) => [index.terms, index.titleterms].some((words) => Object.hasOwn(words, term)));
    return found.length ? found : terms;
  };

  const split = (query) => {
    const text = query.normalize("NFC");
    const terms = [...text.matchAll(runs)]
      .filter(({ 0: run, index }) => !(wordEnd.test(text.slice(0, index)) && particles.includes(run)))
      .flatMap(({ 0: run }) => known(pairs(withoutParticle(run))));
    return [...splitWords(text.replace(runs, " ")), ...terms];
  };
  return Object.assign(split, { splitWords, scripts, particles, withoutParticle, pairs, pairsOverBlanks });
})(
  typeof splitQuery === "undefined"
    ? (text) => text.match(/[\p{Letter}\p{Number}_\p{Emoji_Presentation}]+/gu) || []
    : splitQuery,
  OPTIONS,
);
