'use strict';
// Language and theme, before the first paint: this script blocks the page's head. Both choices are remembered; until there is
// one, the language is the browser's, or a link's, and the theme the system's. Go learns of changes by the events convlab:words and
// convlab:theme on the document.
globalThis.convlab = { ...globalThis.convlab, words: null, language: 'en', wake() {} };
{
  const root = document.documentElement;
  const languages = ['en', 'ko'];
  const remembered = (name) => { try { return localStorage.getItem(`convlab.${name}`); } catch { return null; } };
  const remember = (name, value) => {
    try { value === null ? localStorage.removeItem(`convlab.${name}`) : localStorage.setItem(`convlab.${name}`, value); } catch { /* storage is forbidden: the choice lasts as long as the page */ }
  };
  const tell = (what) => document.dispatchEvent(new CustomEvent(`convlab:${what}`));

  // Texts: index.html is written in English; each text names its key in strings/*.json.
  const places = [['t', null], ['tLabel', 'aria-label'], ['tTitle', 'title'], ['tHint', 'aria-description']];
  const selector = '[data-t],[data-t-label],[data-t-title],[data-t-hint]';
  const translate = (within) => {
    for (const element of within.querySelectorAll(selector)) {
      for (const [name, attribute] of places) {
        const text = convlab.words[element.dataset[name]];
        if (text === undefined) continue;
        if (attribute) element.setAttribute(attribute, text); else element.textContent = text;
      }
    }
    for (const template of within.querySelectorAll('template')) translate(template.content);
  };
  const written = () => Object.fromEntries([...document.querySelectorAll('[data-t]')].map((e) => [e.dataset.t, e.textContent]));
  const parsed = new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve));
  const speak = async (language) => {
    convlab.language = language;
    root.lang = language;
    try {
      const response = await fetch(`strings/${language}.json`);
      if (!response.ok) throw new Error(`strings/${language}.json: HTTP ${response.status}`);
      const words = await response.json();
      await parsed;
      if (convlab.language !== language) return; // switched again meanwhile
      convlab.words = words;
      translate(document);
      tell('words');
    } catch (error) {
      console.warn(error.message);
      if (language !== 'en') return speak('en');
      await parsed;
      convlab.words ??= written(); // the English of everything that stands still
      tell('words');
    } finally {
      root.classList.remove('translating');
    }
  };

  // A link speaks its language for this visit: it is not remembered (wasm/page/address.go).
  const mark = () => { for (const radio of document.getElementsByName('language')) radio.checked = radio.value === convlab.language; };
  convlab.speak = (language) => { if (languages.includes(language)) { speak(language); mark(); } };

  // Theme: data-theme overrides the system's; choosing what the system says anyway goes back to following it.
  const system = matchMedia('(prefers-color-scheme: dark)');
  const dark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);
  const wear = (theme) => {
    if (theme === 'dark' || theme === 'light') root.dataset.theme = theme; else delete root.dataset.theme;
  };

  wear(remembered('theme'));
  const chosen = remembered('language');
  const first = languages.includes(chosen) ? chosen : navigator.languages.map((l) => l.slice(0, 2)).find((l) => languages.includes(l)) ?? 'en';
  if (first !== 'en') root.classList.add('translating'); // hidden until its words are here, so that no English flashes
  speak(first);

  parsed.then(() => {
    mark();
    for (const radio of document.getElementsByName('language')) {
      radio.addEventListener('change', () => { remember('language', radio.value); speak(radio.value); });
    }
    document.getElementById('theme').addEventListener('click', () => {
      const next = dark() ? 'light' : 'dark';
      const own = (next === 'dark') === system.matches ? null : next;
      wear(own);
      remember('theme', own);
      tell('theme');
    });
    // What the system may change while the page is open, and with it the colours of style.css.
    for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)']) {
      matchMedia(query).addEventListener('change', () => tell('theme'));
    }
  });
}
