// The language of the index: how its words are stemmed, and which are left out. Sphinx has it in a script of its own.
"use strict";

(() => {
  let loading = null;
  const stems = new Map();

  const make = () => {
    const stemmer = new Stemmer();
    const { scripts, particles, withoutParticle, pairs, pairsOverBlanks, splitWords } = splitQuery;
    const stem = (word) => {
      if (!stems.has(word)) stems.set(word, stemmer.stemWord(word).toLowerCase());
      return stems.get(word);
    };
    return { scripts, particles, withoutParticle, pairs, pairsOverBlanks, splitWords, stem, isStopWord: (word) => stopwords.has(word) };
  };

  /** Load the language of the index, once. */
  const language = () => {
    const isLoaded = typeof Stemmer !== "undefined" && typeof splitQuery !== "undefined" && splitQuery.scripts;
    loading ??= (isLoaded ? Promise.resolve() : AnthologySearch.script("_static/language_data.js")).then(make);
    return loading;
  };

  Object.assign(AnthologySearch, { language });
})();
