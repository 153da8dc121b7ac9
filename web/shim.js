'use strict';
// Ebitengine v2.10.4 takes itself for the only thing on a page: it puts its canvas into <body>, sizes it by <body>, swallows
// every key and press, and reloads when the graphics context is lost. Its documented way out is an iframe, which would cost
// one document, one focus order and one accessibility tree more. This file keeps it inside #host instead. It relies on what
// that version reads; go.mod pins it and web/e2e holds one test for each promise below.
(() => {
  const host = () => document.getElementById('host');
  const body = document.body;

  // 1. The canvas is as large as #host, in device pixels: Ebitengine asks <body> how large it may be.
  for (const side of ['clientWidth', 'clientHeight']) {
    Object.defineProperty(body, side, { configurable: true, get: () => Math.floor(host()[side] * devicePixelRatio) });
  }

  // 2. The canvas goes into #host, is a picture to a screen reader, and never takes the focus: keys belong to the page.
  body.appendChild = (node) => {
    if (node.tagName !== 'CANVAS') return Node.prototype.appendChild.call(body, node);
    const setAttribute = node.setAttribute;
    node.setAttribute = (name, value) => { if (name !== 'tabindex') setAttribute.call(node, name, value); };
    node.focus = () => {};
    node.setAttribute('aria-hidden', 'true'); // its words stand beside it as HTML
    host().replaceChildren(node); // the one before has lost its context
    return node;
  };

  // 3. The context is opaque and without samples: every pixel is painted, edges lie on whole pixels or fade by themselves. With a
  // graphics card in software a frame then takes about three quarters of the time.
  const getContext = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, wanted) {
    const plain = { alpha: false, antialias: false, stencil: false };
    return getContext.call(this, kind, kind === 'webgl2' ? { ...wanted, ...plain } : wanted);
  };

  // 4. Its listeners hear nothing: they would stop Tab, reload keys and scrolling, and a press released outside would stick.
  // Strokes and clicks are read from pointer events by the page.
  const silent = ['mousedown', 'mouseup', 'mousemove', 'wheel', 'touchstart', 'touchmove', 'touchend', 'touchcancel',
    'keydown', 'keyup', 'contextmenu', 'dragover', 'drop'];
  for (const type of silent) host().addEventListener(type, (event) => event.stopPropagation(), { capture: true, passive: true });

  // 5. A lost graphics context is told to the page, which calls the understudy; Ebitengine would reload and with it end a training.
  host().addEventListener('webglcontextlost', (event) => {
    event.stopPropagation();
    event.preventDefault();
    document.dispatchEvent(new CustomEvent('convlab:contextlost'));
  }, true);

  // 6. Ebitengine measures again only on the window's resize event: #host also changes size with the page around it, and the
  // device pixel ratio when zooming or moving to another screen.
  const again = () => { dispatchEvent(new Event('resize')); convlab.wake(); };
  new ResizeObserver(again).observe(host());
  const watchRatio = () => matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
    .addEventListener('change', () => { again(); watchRatio(); }, { once: true });
  watchRatio();

  // 7. An idle page is idle: each wake() lets Ebitengine make one frame, at once, so that pictures and words change in the same
  // frame of the browser. By itself it shows every picture four times more, and what has not changed too. It takes
  // requestAnimationFrame when its package starts, so this must be here before Go is.
  const frame = globalThis.requestAnimationFrame.bind(globalThis);
  let wanted = false, kept = [];
  globalThis.convlab.frame = frame; // the page's own frames pass no gate
  globalThis.convlab.wake = () => {
    const now = kept; // each instance of the program asks for one frame at a time
    wanted = now.length === 0; // it is in the middle of a frame, or has not begun
    kept = [];
    for (const callback of now) callback(performance.now());
  };
  const gate = (callback) => {
    if (wanted) {
      wanted = false;
      return frame(callback);
    }
    kept.push(callback);
    return 0;
  };
  globalThis.requestAnimationFrame = gate;

  // 8. Game pads are not asked for, which would take 2 ms of every frame.
  navigator.getGamepads = () => [];
})();
