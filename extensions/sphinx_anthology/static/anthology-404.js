/* Forward from an old address, or suggest the articles whose addresses are most like the one that was asked for. */
(function () {
  "use strict";
  var box = document.querySelector(".anthology-suggestions");
  if (!box || typeof anthologyPages === "undefined") return;
  var root = new URL(box.getAttribute("data-root"), document.baseURI);

  function decode(text) {
    try { return decodeURIComponent(text); } catch (error) { return text; }
  }

  /* The same form as that of the old addresses: no slashes around, no suffix, lower case. */
  function normalise(path) {
    var parts = decode(path).normalize("NFC").split("/").filter(function (part) { return part && part !== "."; });
    return parts.join("/").replace(/(?:(?:^|\/)(?:_?index|readme))?\.(?:html?|mdx?|markdown|php|aspx?)$|(?:^|\/)_?index$/i, "").toLowerCase();
  }

  function pairs(text) {
    var found = new Map();
    for (var i = 0; i < text.length - 1; i++) {
      var pair = text.slice(i, i + 2);
      found.set(pair, (found.get(pair) || 0) + 1);
    }
    return found;
  }

  /* Dice's coefficient of pairs of characters: 1 for equal texts, 0 for texts without a pair in common. */
  function similarity(one, other) {
    if (one === other) return 1;
    var total = Math.max(one.length - 1, 0) + Math.max(other.length - 1, 0), common = 0;
    var rest = pairs(other);
    pairs(one).forEach(function (count, pair) { common += Math.min(count, rest.get(pair) || 0); });
    return total ? (2 * common) / total : 0;
  }

  var path = location.pathname;
  var own = path.indexOf(root.pathname) === 0 ? path.slice(root.pathname.length) : path;
  var asked = normalise(own).slice(0, 300);
  var moved = anthologyPages.moved, target = Object.prototype.hasOwnProperty.call(moved, asked) && moved[asked];
  if (target) {
    location.replace(new URL(target, root).href + location.search + location.hash);
    return;
  }
  var last = asked.split("/").pop();
  var words = last.replace(/[-_.+]+/g, " ").trim();
  var field = document.querySelector(".anthology-find input");
  if (field && words) field.value = words;
  if (!words) return;
  var ranked = anthologyPages.pages.map(function (page) {
    var name = normalise(page[1]).split("/").pop().replace(/[-_.+]+/g, " ");
    return [Math.max(similarity(words, name), similarity(words, page[0].toLowerCase())), page];
  }).filter(function (one) { return one[0] > 0.4; });
  ranked.sort(function (one, other) { return other[0] - one[0]; });
  var list = box.querySelector("ul");
  ranked.slice(0, 5).forEach(function (one) {
    var link = document.createElement("a"), item = document.createElement("li");
    link.textContent = one[1][0];
    link.href = new URL(one[1][1], root).href;
    item.appendChild(link);
    list.appendChild(item);
  });
  box.hidden = !ranked.length;
})();
