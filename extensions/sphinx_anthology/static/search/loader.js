// The search: what loads its scripts and its data when they are needed.
//
// These are no modules, and data are scripts, because a browser loads nothing else for a page that is opened from disk. Each
// script adds its functions to one object, `AnthologySearch`. Interface: `load`, then `search` (see engine.js).
"use strict";

var AnthologySearch = (() => {
  const FILES = ["text", "elements", "query", "language", "index", "parts", "pages", "blocks", "candidates", "snippets", "matching", "ranking", "objects", "engine"];
  const { dataset: { version }, src } = document.currentScript;
  const { content_root: path } = document.documentElement.dataset;

  /** The address of the folder of the site, from any page. Material does not say where it is, but this file is in `_static/search`. */
  const root = (path === undefined ? new URL("../../", src) : new URL(path || "./", document.baseURI)).href;
  const scripts = new Map();
  const received = new Map();

  /**
   * Load a script, once.
   * @param {string} address relative to the folder of the site
   * @param {boolean} isInOrder whether it runs after those that were asked for before it
   * @returns {Promise<void>}
   */
  const script = (address, isInOrder = false) => {
    if (!scripts.has(address)) {
      const loading = new Promise((resolve, reject) => {
        const element = document.createElement("script");
        element.async = !isInOrder;
        element.src = root + address;
        element.onload = () => resolve();
        element.onerror = () => {
          scripts.delete(address);
          reject(new Error(`${address} cannot be loaded`));
        };
        document.head.append(element);
        element.remove();
      });
      scripts.set(address, loading);
    }
    return scripts.get(address);
  };

  /** Take a value from a script of data. */
  const receive = (name, value) => received.set(name, value);

  /**
   * Load a script of data, once.
   * @param {string} name the name by which it hands over its value
   * @param {string} address relative to the folder of the site
   */
  const data = async (name, address) => {
    await script(address);
    return received.get(name);
  };

  /** Load a style sheet, once. Without it the page still works. */
  const style = (address) =>
    new Promise((resolve) => {
      if (document.querySelector(`link[href="${root}${address}"]`)) return resolve();
      const element = document.createElement("link");
      Object.assign(element, { rel: "stylesheet", href: root + address, onload: resolve, onerror: resolve });
      document.head.append(element);
      return undefined;
    });

  /** Return the address of a file of the search, with its version. */
  const asset = (name) => `_static/search/${name}?v=${version}`;

  /** Load scripts of the search, once; all of them, or some that need no others. */
  const load = async (files = FILES) => {
    await Promise.all(files.map((name) => script(asset(`${name}.js`), true)));
    return AnthologySearch;
  };

  return { asset, data, load, receive, root, script, style };
})();
