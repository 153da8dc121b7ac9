'use strict';
// Sets language and theme before the first paint: this script blocks the page's head. Both choices are stored. Without one, the
// language is the browser's or that of a link, and the theme is the system's. The events convlab:words and convlab:theme on the
// document announce changes to Go.
globalThis.convlab = { ...globalThis.convlab, words: null, language: 'en', wake() {} };
{
  const root = document.documentElement;
  const languages = ['en', 'ko'];
  const stored = (name) => { try { return localStorage.getItem(`convlab.${name}`); } catch { return null; } };
  const store = (name, value) => {
    try { value === null ? localStorage.removeItem(`convlab.${name}`) : localStorage.setItem(`convlab.${name}`, value); } catch { /* storage is forbidden: the choice lasts as long as the page */ }
  };
  const dispatch = (what) => document.dispatchEvent(new CustomEvent(`convlab:${what}`));

  // Texts: index.html is in English; each text has its key in strings/*.json.
  const places = [['t', null], ['tLabel', 'aria-label'], ['tTitle', 'title'], ['tHint', 'aria-description']];
  const selector = '[data-t],[data-t-label],[data-t-title],[data-t-hint]';
  const translate = () => {
    for (const element of document.querySelectorAll(selector)) {
      for (const [name, attribute] of places) {
        const text = convlab.words[element.dataset[name]];
        if (text === undefined) continue;
        if (attribute) element.setAttribute(attribute, text); else element.textContent = text;
      }
    }
  };
  const textsOfPage = () => Object.fromEntries([...document.querySelectorAll('[data-t]')].map((e) => [e.dataset.t, e.textContent]));
  const parsed = new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve));
  const speak = async (language) => {
    convlab.language = language;
    root.lang = language;
    try {
      const response = await fetch(`strings/${language}.json`);
      if (!response.ok) throw new Error(`strings/${language}.json: HTTP ${response.status}`);
      const words = await response.json();
      await parsed;
      if (convlab.language !== language) return; // it changed again meanwhile
      convlab.words = words;
      translate();
      dispatch('words');
    } catch (error) {
      console.warn(error.message);
      if (language !== 'en') return speak('en');
      await parsed;
      convlab.words ??= textsOfPage(); // the English texts of index.html
      dispatch('words');
    } finally {
      root.classList.remove('translating');
    }
  };

  // The button has the name of the other language, in that language. The language of a link is for this visit: it is not stored
  // (wasm/page/address.go).
  const names = { en: 'English', ko: '한국어' };
  const other = () => (convlab.language === 'en' ? 'ko' : 'en');
  const nameOther = () => {
    const button = document.getElementById('language');
    button.textContent = names[other()];
    button.lang = other();
  };
  convlab.speak = (language) => { if (languages.includes(language)) { speak(language); nameOther(); } };

  // Theme: data-theme overrides the system's. Choosing the system's own theme removes the override.
  const system = matchMedia('(prefers-color-scheme: dark)');
  const dark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);
  addEventListener('beforeprint', () => root.classList.toggle('printsdark', dark()));
  const setTheme = (theme) => {
    if (theme === 'dark' || theme === 'light') root.dataset.theme = theme; else delete root.dataset.theme;
  };

  setTheme(stored('theme'));
  const chosen = stored('language');
  const first = languages.includes(chosen) ? chosen : navigator.languages.map((l) => l.slice(0, 2)).find((l) => languages.includes(l)) ?? 'en';
  if (first !== 'en') root.classList.add('translating'); // hidden until the texts are loaded, so that no English appears
  speak(first);

  parsed.then(() => {
    nameOther();
    document.addEventListener('convlab:words', nameOther); // also when the texts of a language could not be loaded
    document.getElementById('language').addEventListener('click', () => {
      store('language', other());
      convlab.speak(other());
    });
    document.getElementById('theme').addEventListener('click', () => {
      const next = dark() ? 'light' : 'dark';
      const own = (next === 'dark') === system.matches ? null : next;
      setTheme(own);
      store('theme', own);
      dispatch('theme');
    });
    // The system's preferences, and with them the colours of style.css, may change while the page is open.
    for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)']) {
      matchMedia(query).addEventListener('change', () => dispatch('theme'));
    }
  });
}
