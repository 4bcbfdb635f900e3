// Matching: whether a page has the words of a query, and where.
"use strict";

(() => {
  const HEADINGS = 3;

  /** Return the places of each word in a text. */
  const findAll = (words, text) => words.map((word) => word.find(text));
  const countWords = (found) => found.filter((places) => places.length).length;

  /**
   * What a page has of the words of a query.
   * @typedef {object} Match
   * @property {number[]} counts how often each word is on the page
   * @property {{text: string, mark: boolean}[]} sentence
   * @property {{id: string, title: {text: string, mark: boolean}[]}[]} headings
   * @property {string} section the id of the section that the sentence is in
   */

  /**
   * Look for words in the title and the text of a page.
   * @returns {Match | null} null if a word is missing
   */
  const matchPage = (page, text, words) => {
    if (!text) return { counts: words.map(() => 1), sentence: [], headings: [], section: "" };
    const { folded } = text;
    const counts = words.map(() => 0);
    const add = (found) => {
      found.forEach((places, word) => (counts[word] += places.length));
      return found;
    };
    add(findAll(words, page.folded));
    const inExcerpt = add(findAll(words, folded.excerpt));
    const sections = folded.sections.map((section) => ({
      title: add(findAll(words, section.title)),
      text: add(findAll(words, section.text)),
    }));
    const isOnlyAbout = !counts.some(Boolean);
    add(findAll(words, folded.about));
    if (counts.includes(0)) return null;
    const best = bestPassage(text, sections, inExcerpt);
    return {
      counts,
      ...best,
      headings: headings(text, sections),
      inExcerpt: countWords(inExcerpt) === words.length,
      inHeading: sections.some((section) => countWords(section.title) === words.length),
      isOnlyAbout,
    };
  };

  /** Return the headings with a word. */
  const headings = (text, sections) => {
    const found = [];
    sections.forEach(({ title }, number) => {
      const section = text.sections[number];
      if (section.id && countWords(title) && found.length < HEADINGS) {
        found.push({ id: section.id, title: AnthologySearch.pieces(section.title, title.flat()) });
      }
    });
    return found;
  };

  /** Return the sentence with most of the words: of the section with most of them, or else of the excerpt. */
  const bestPassage = (text, sections, inExcerpt) => {
    let best = { score: 0, pieces: [], section: "" };
    sections.forEach((section, number) => {
      if (countWords(section.text) <= best.score) return;
      const passage = AnthologySearch.sentence(text.sections[number].text, section.text);
      if (passage.score > best.score) best = { ...passage, section: text.sections[number].id };
    });
    if (countWords(inExcerpt) > best.score) best = { ...AnthologySearch.sentence(text.excerpt, inExcerpt), section: "" };
    const isTogether = best.score === inExcerpt.length && inExcerpt.length > 1;
    return { sentence: best.pieces.length ? best.pieces : opening(text), section: best.section, isTogether };
  };

  /** Return the first words of a page, where no sentence has a word. */
  const opening = (text) => {
    const first = text.excerpt || text.sections.find((section) => section.text)?.text || "";
    return first ? AnthologySearch.sentence(first, [[[0, 0]]]).pieces : [];
  };

  Object.assign(AnthologySearch, { matchPage });
})();
