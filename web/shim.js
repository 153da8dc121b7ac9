'use strict';
// Ebitengine v2.10.4 assumes that it owns the page: it adds its canvas to <body>, takes the size of <body>, cancels every key
// and press, and reloads when the graphics context is lost. Its documentation suggests an iframe, which would add a document,
// a focus order and an accessibility tree. This file confines it to #host instead. It depends on the internals of that
// version; go.mod pins it, and web/e2e has a test for each point below.
(() => {
  const host = () => document.getElementById('host');
  const body = document.body;

  // 1. The canvas is as large as #host, in device pixels: Ebitengine reads the size of <body>.
  for (const side of ['clientWidth', 'clientHeight']) {
    Object.defineProperty(body, side, { configurable: true, get: () => Math.floor(host()[side] * devicePixelRatio) });
  }

  // 2. The canvas goes into #host, is hidden from screen readers and never takes the focus: keys belong to the page.
  body.appendChild = (node) => {
    if (node.tagName !== 'CANVAS') return Node.prototype.appendChild.call(body, node);
    const setAttribute = node.setAttribute;
    node.setAttribute = (name, value) => { if (name !== 'tabindex') setAttribute.call(node, name, value); };
    node.focus = () => {};
    node.setAttribute('aria-hidden', 'true'); // its texts are HTML elements over it
    host().replaceChildren(node); // the previous canvas has lost its context
    return node;
  };

  // 3. The context is opaque and not multisampled: every pixel is painted, and edges are on whole pixels or fade. With graphics in
  // software a frame then takes about three quarters of the time.
  const getContext = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, wanted) {
    const opaque = { alpha: false, antialias: false, stencil: false };
    return getContext.call(this, kind, kind === 'webgl2' ? { ...wanted, ...opaque } : wanted);
  };

  // 4. Its listeners receive no events: they would cancel Tab, reload keys and scrolling, and a press released outside would never
  // end. The page handles strokes and clicks by pointer events.
  const silent = ['mousedown', 'mouseup', 'mousemove', 'wheel', 'touchstart', 'touchmove', 'touchend', 'touchcancel',
    'keydown', 'keyup', 'contextmenu', 'dragover', 'drop'];
  for (const type of silent) host().addEventListener(type, (event) => event.stopPropagation(), { capture: true, passive: true });

  // 5. The page receives the loss of a graphics context and starts another instance of the stage program. Ebitengine would reload
  // the page, which would end a training.
  host().addEventListener('webglcontextlost', (event) => {
    event.stopPropagation();
    event.preventDefault();
    document.dispatchEvent(new CustomEvent('convlab:contextlost'));
  }, true);

  // 6. Ebitengine measures again only on the window's resize event. The size of #host also changes with the layout of the page, and
  // the device pixel ratio when the user zooms or moves the window to another screen.
  const resize = () => { dispatchEvent(new Event('resize')); convlab.wake(); };
  new ResizeObserver(resize).observe(host());
  const watchRatio = () => matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
    .addEventListener('change', () => { resize(); watchRatio(); }, { once: true });
  watchRatio();

  // 7. Without changes no frame is made: each wake() makes Ebitengine paint one frame, at once, so that canvas and HTML change in
  // the same frame of the browser. Otherwise it would paint every frame, changed or not, and each change four times more. It reads
  // requestAnimationFrame when its package starts, so this must run before Go does.
  const frame = globalThis.requestAnimationFrame.bind(globalThis);
  let requested = false, pending = [];
  globalThis.convlab.frame = frame; // for the page's own frames
  globalThis.convlab.wake = () => {
    const now = pending; // at most one callback of each instance of the program
    requested = now.length === 0; // it is in the middle of a frame, or has not started
    pending = [];
    for (const callback of now) callback(performance.now());
  };
  globalThis.requestAnimationFrame = (callback) => {
    if (requested) {
      requested = false;
      return frame(callback);
    }
    pending.push(callback);
    return 0;
  };

  // 8. There are no game pads: asking for them would take 2 ms of every frame.
  navigator.getGamepads = () => [];
})();
