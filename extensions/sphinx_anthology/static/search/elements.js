// Elements and dates, for what is shown of pages.
"use strict";

(() => {
  /**
   * Make an element. Strings become text, so nothing from an article is markup here.
   * @param {string} name
   * @param {object} attributes those that are undefined or false are left out, and those that are true are empty
   * @param {...(Node | string | false | undefined)} children
   */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes))
      if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
    element.append(...children.filter(Boolean));
    return element;
  };

  const formats = new Map(); // the first takes milliseconds to make

  /**
   * Return a day in the language of the site; nothing for no day.
   * @param {string} date ISO 8601
   * @param {"medium" | "long"} dateStyle
   */
  const formatDate = (date, dateStyle = "medium") => {
    if (!date) return "";
    if (!formats.has(dateStyle)) {
      formats.set(dateStyle, new Intl.DateTimeFormat(document.documentElement.lang || undefined, { dateStyle, timeZone: "UTC" }));
    }
    return formats.get(dateStyle).format(new Date(date.slice(0, 10)));
  };

  Object.assign(AnthologySearch, { formatDate, make });
})();
