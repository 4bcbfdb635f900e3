// Text: normal forms, and matches of words in it.
"use strict";

(() => {
  /**
   * Return text in the form in which words are compared: composed, in lower case, with as many characters as before.
   * @param {string} text
   */
  const fold = (text) => {
    const composed = text.normalize("NFC");
    const lower = composed.toLowerCase();
    // A few letters, such as İ, become two.
    return lower.length === composed.length ? lower : Array.from(composed, (one) => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join("");
  };

  const escape = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

  /**
   * Return the matches of a pattern in a text.
   * @param {RegExp} pattern with the flags g and u
   * @param {string} text
   * @param {(match: string) => boolean} isMatch
   * @param {number} limit
   * @returns {[number, number][]} starts and ends
   */
  const find = (pattern, text, isMatch = () => true, limit = 50) => {
    const found = [];
    for (const match of text.matchAll(pattern)) {
      if (isMatch(match[0])) found.push([match.index, match.index + match[0].length]);
      if (found.length >= limit) break;
    }
    return found;
  };

  /** Return the place of the last of sorted texts that is not after a text; 0 if all are. */
  const findPlace = (sorted, text) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= text) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  };

  Object.assign(AnthologySearch, { escape, find, findPlace, fold });
})();
