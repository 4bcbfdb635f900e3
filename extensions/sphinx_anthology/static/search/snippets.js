// Snippets: the sentence of a page that has the words, in pieces.
"use strict";

(() => {
  const LENGTH = 180;
  const LEAD = 60;
  const SENTENCE_END = /[.!?…。？！]["'”’)\]]*(?:\s|$)|\n/gu;

  /** Return places in order, without those that overlap an earlier one. */
  const inOrder = (places) => {
    const kept = [];
    for (const place of [...places].sort((one, other) => one[0] - other[0] || other[1] - one[1])) {
      if (!kept.length || place[0] >= kept.at(-1)[1]) kept.push(place);
    }
    return kept;
  };

  /**
   * Return text in pieces, of which some are marked. They are plain text: show them with `textContent`.
   * @param {string} text
   * @param {[number, number][]} places what to mark
   * @returns {{text: string, mark: boolean}[]}
   */
  const pieces = (text, places, start = 0, end = text.length) => {
    const result = [];
    const add = (from, to, mark) => to > from && result.push({ text: text.slice(from, to), mark });
    let done = start;
    for (const [from, to] of inOrder(places)) {
      if (from < done || to > end) continue;
      add(done, from, false);
      add(from, to, true);
      done = to;
    }
    add(done, end, false);
    return result;
  };

  /** Return the start and the end of the sentence around a place. */
  const sentenceAround = (text, place) => {
    let [start, end] = [0, text.length];
    for (const match of text.matchAll(SENTENCE_END)) {
      const after = match.index + match[0].length;
      if (after <= place) start = after;
      else {
        end = after;
        break;
      }
    }
    return [start, end];
  };

  /** Return the start and the end of what is shown of a sentence that is too long. */
  const shorten = (text, start, end, place) => {
    if (end - start <= LENGTH) return [start, end];
    let from = Math.max(start, Math.min(place - LEAD, end - LENGTH));
    if (from > start) {
      const blank = text.indexOf(" ", from);
      if (blank >= 0 && blank < place) from = blank + 1;
    }
    let to = Math.min(end, from + LENGTH);
    if (to < end) {
      const blank = text.lastIndexOf(" ", to);
      if (blank > place + 20) to = blank;
    }
    return [from, to];
  };

  /**
   * Return the pieces of the sentence with most of the words.
   * @param {string} text as it is shown
   * @param {[number, number][][]} found the places of each word in it
   */
  const sentence = (text, found) => {
    const places = found.flatMap((list, word) => list.map(([from, to]) => ({ from, to, word })));
    if (!places.length) return { score: 0, pieces: [] };
    places.sort((one, other) => one.from - other.from);
    let best = null;
    for (const { from } of places.slice(0, 60)) {
      if (best && from < best.end) continue;
      const [start, end] = sentenceAround(text, from);
      const score = new Set(places.filter((place) => place.from >= start && place.from < end).map((place) => place.word)).size;
      if (!best || score > best.score) best = { start, end, score, from };
    }
    const [start, end] = shorten(text, best.start, best.end, best.from);
    const marked = places.map(({ from, to }) => [from, to]);
    const shown = pieces(text.slice(0, end).trimEnd(), marked.filter(([from, to]) => from >= start && to <= end), start);
    if (start > best.start) shown.unshift({ text: "… ", mark: false });
    if (end < best.end) shown.push({ text: " …", mark: false });
    return { score: best.score, pieces: shown };
  };

  Object.assign(AnthologySearch, { pieces, sentence });
})();
