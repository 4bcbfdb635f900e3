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

  Object.assign(AnthologySearch, { escape, find, fold });
})();
