// Queries: what has to be on a page.
"use strict";

(() => {
  const { escape, find, fold } = AnthologySearch;
  const LETTER = "\\p{Letter}\\p{Number}_\\p{Emoji_Presentation}";

  /**
   * A word of a query.
   * @typedef {object} Word
   * @property {string} text the word, without a particle
   * @property {string[][]} needed for each group of terms of the index, the terms of which a page has at least one
   * @property {string} kind `stem`, `prefix`, `part`, `pairs`, `character` or `joined`
   * @property {(text: string) => [number, number][]} find the places of the word in a text that is folded
   */

  /** Korean, Japanese or Chinese: any part of a word. One blank may be within a compound of three characters or more. */
  const pairedWord = (run, language) => {
    const characters = [...run];
    const pattern = new RegExp(characters.map(escape).join(characters.length > 2 ? " ?" : ""), "gu");
    const pairs = language.pairs(run);
    // Where text is in two parts, such as bold and plain, or written with a blank, the second begins with its own first character.
    const needed = pairs.map((pair, place) => (pairs.length > 1 ? [pair, characters[place + 1]] : [pair]));
    return { text: run, kind: characters.length === 1 ? "character" : "pairs", needed, find: (text) => find(pattern, text) };
  };

  /** Return the syllables that an open one becomes with a consonant at its end: from 데 to 뎋. */
  const closed = (character) => {
    const code = character.codePointAt(0);
    const isOpen = /[가-힣]/u.test(character) && (code - 0xac00) % 28 === 0;
    return isOpen ? Array.from({ length: 28 }, (_, end) => String.fromCodePoint(code + end)) : [character];
  };

  /** A Korean word whose last syllable is being typed, such as 모데 for 모델. */
  const unfinishedWord = (word) => {
    const characters = [...word.text];
    const ends = closed(characters.at(-1));
    const start = characters.slice(0, -1).map(escape);
    const pattern = new RegExp([...start, `[${ends.join("")}]`].join(characters.length > 2 ? " ?" : ""), "gu");
    const terms = ends.map((end) => (characters.at(-2) ?? "") + end);
    const needed = [...word.needed.slice(0, -1), characters.length > 2 ? [...terms, ...ends] : terms];
    return { ...word, needed, find: (text) => find(pattern, text) };
  };

  /** A letter of a script that is not cut into pairs, as the source of a pattern. */
  const letterOf = (language) => `(?:(?![${language.scripts}])[${LETTER}])`;

  /** A word with a stem: all words with that stem. */
  const stemmedWord = (word, language) => {
    const stem = language.stem(word);
    const letter = letterOf(language);
    const start = word.slice(0, stem.length > 3 ? 2 : 1); // not more, because of words such as dying, which is a form of die
    const pattern = new RegExp(`(?<!${letter})${escape(start)}${letter}*`, "gu");
    const isForm = (found) => found === word || language.stem(found) === stem;
    const prefix = new RegExp(`(?<!${letter})${escape(word)}${letter}*`, "gu");
    // The stemmer in Python may be of another version, and leave more of a word.
    const longer = Array.from({ length: Math.max(word.length - stem.length, 0) }, (_, more) => word.slice(0, stem.length + more + 1));
    const terms = [...new Set([stem, word, ...longer])];
    return { text: word, kind: "stem", needed: [terms], prefix, find: (text) => find(pattern, text, isForm) };
  };

  /** The beginning of a word that the index does not know. */
  const prefixOf = (word) => ({ ...word, kind: "prefix", find: (text) => find(word.prefix, text) });

  /** A part of a word that the index does not know. */
  const partOf = (word) => ({ ...word, kind: "part", find: (text) => find(new RegExp(escape(word.text), "gu"), text) });

  /** What is written without a blank: each part has to follow the other, such as in `AI모델` or `99.5`. */
  const joinedWord = (parts, separators, language) => {
    const source = parts.map((part, place) => escape(part.text) + (place < separators.length ? separators[place] : "")).join("");
    const letter = letterOf(language);
    const edge = (text) => (new RegExp(`[${language.scripts}]`, "u").test(text) ? ["", ""] : [`(?<!${letter})`, `(?!${letter})`]);
    const pattern = new RegExp(edge(parts[0].text)[0] + source + edge(parts.at(-1).text)[1], "gu");
    const needed = parts.flatMap((part) => part.needed);
    return { text: parts.map((part) => part.text).join(""), kind: "joined", parts, needed, find: (text) => find(pattern, text) };
  };

  /** Return the words in a part of a query without blanks. */
  const readChunk = (chunk, language) => {
    const runs = [...chunk.matchAll(new RegExp(`([${language.scripts}]+)|${letterOf(language)}+`, "gu"))];
    const groups = [];
    let end = -1;
    for (const match of runs) {
      const run = match[0];
      const isPaired = match[1] !== undefined;
      const between = chunk.slice(Math.max(end, 0), match.index);
      const isAdjacent = end >= 0 && between === "";
      const previous = groups.at(-1);
      end = match.index + run.length;
      if (isPaired && isAdjacent && language.particles.includes(run)) continue;
      const word = isPaired ? pairedWord(language.withoutParticle(run), language) : stemmedWord(run, language);
      const isNumber = previous && between.length === 1 && /\d$/.test(previous.parts.at(-1).text) && /^\d/.test(run);
      if (isAdjacent && previous) previous.parts.push(word), previous.separators.push(" ?");
      else if (isNumber) previous.parts.push(word), previous.separators.push(escape(between));
      else groups.push({ parts: [word], separators: [] });
    }
    return groups.map(({ parts, separators }) => (parts.length === 1 ? parts[0] : joinedWord(parts, separators, language)));
  };

  /**
   * Return the words of a query; without stop words, unless there is nothing else, and without the first letter of a Korean
   * syllable that is being typed.
   * @param {string} query
   * @returns {Word[]}
   */
  const parse = (query, language) => {
    const finished = fold(query).replace(/(?<=[^ㄱ-ㅣ\s]\s*)[ㄱ-ㅣ]$/u, "");
    const words = finished.split(/\s+/).filter(Boolean).flatMap((chunk) => readChunk(chunk, language));
    const kept = words.filter((word) => word.kind !== "stem" || !language.isStopWord(word.text));
    const different = new Map((kept.length ? kept : words).map((word) => [word.text, word]));
    return [...different.values()];
  };

  Object.assign(AnthologySearch, { parse, partOf, prefixOf, unfinishedWord });
})();
