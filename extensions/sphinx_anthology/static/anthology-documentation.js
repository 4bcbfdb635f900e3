// What scripts use of Sphinx's doctools.js, for themes that leave it out: the translation of words.
"use strict";

var Documentation = {
  TRANSLATIONS: {},
  PLURAL_EXPR: (n) => (n === 1 ? 0 : 1),
  gettext: (text) => [Documentation.TRANSLATIONS[text] ?? text].flat()[0],
  ngettext: (singular, plural, n) => {
    const forms = Documentation.TRANSLATIONS[singular] ?? [singular, plural];
    return forms[Documentation.PLURAL_EXPR(n)];
  },
  addTranslations: (catalogue) => Object.assign(Documentation.TRANSLATIONS, catalogue.messages),
};
