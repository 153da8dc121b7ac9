'use strict';
// Runs before Go: fetches the page's program and shows its progress, starts the worker, and explains what prevents it. The
// program then finds in `convlab`: worker and mailbox (its messages so far), graphics, stage and storeRelease, words and language
// (i18n.js), frame and wake (shim.js).
{
  const element = (id) => document.getElementById(id);
  const say = (key, values = {}) => (convlab.words?.[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

  // The panel is for errors that end the page; all others become notices once Go runs. Its texts are in index.html.
  const fail = (key, more = '') => {
    for (const text of document.querySelectorAll('[data-trouble]')) text.hidden = text.dataset.trouble !== key;
    element('troublemore').textContent = more;
    element('troubleretry').hidden = key === 'file' || key === 'frame' || key === 'wasm';
    element('trouble').hidden = false;
    element('runbar').hidden = true;
  };
  element('troubleretry').addEventListener('click', () => location.reload());

  // Not <form method="dialog">: the sandbox of a frame may forbid forms.
  for (const button of document.querySelectorAll('[data-close]')) button.addEventListener('click', () => button.closest('dialog').close());

  // A printed page is as large as the window's content, with room for another line in the run bar, so that nothing of it is cut.
  const styles = document.styleSheets[0];
  addEventListener('beforeprint', () => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    styles.insertRule(`@page { size: ${scrollWidth}px ${scrollHeight + 44}px; margin: 0; }`);
  });
  addEventListener('afterprint', () => styles.deleteRule(0));

  // Skipping to the pad does not change the address: its fragment holds settings (wasm/page/address.go).
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    element('pad').focus();
  });

  // Counts unpacked bytes, since Content-Length may be the compressed size. The full size is in build.json.
  const fullSize = async () => {
    try {
      const build = await (await fetch('build.json')).json();
      return build.files.find((file) => file.path === 'page.wasm').bytes;
    } catch { return 0; } // then only the received bytes are shown
  };
  const showProgress = async (response, sized) => {
    const bar = element('progressbar');
    const size = await sized;
    let received = 0;
    for (const reader = response.body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) break;
      received += value.length;
      if (size) bar.value = received / size;
      element('progresstext').textContent = size
        ? say('boot.program', { received: megabytes(received), total: megabytes(size) })
        : say('boot.received', { received: megabytes(received) });
    }
    bar.removeAttribute('value'); // the remaining time is not known
    element('progresstext').textContent = say('boot.start');
  };
  const load = async (imports) => {
    const sized = fullSize();
    const response = await fetch('page.wasm');
    if (!response.ok) throw new Error(`page.wasm: HTTP ${response.status}`);
    showProgress(response.clone(), sized).catch(() => {}); // the same bytes fail below, where it counts
    return WebAssembly.instantiateStreaming(typed(response), imports);
  };

  // Streaming needs the type, and not every server knows that of wasm.
  const typed = (response) => response.headers.get('Content-Type') === 'application/wasm' ? response
    : new Response(response.body, { headers: { 'Content-Type': 'application/wasm' } });

  // The stage program paints. Ebitengine cannot continue without its graphics context: then another instance replaces it. The
  // listeners of an ended instance stay on the page, so its program is never unloaded. Each instance registers its functions
  // through convlab.stageReady, under its number (wasm/bridge/stage).
  let compiled = null, stages = 0;
  const compileStage = async () => {
    const response = await fetch('stage.wasm');
    if (!response.ok) throw new Error(`stage.wasm: HTTP ${response.status}`);
    return WebAssembly.compileStreaming(typed(response));
  };
  // Browsers allow only a few contexts. The event must not reach Ebitengine, which would reload the page.
  const releaseContext = (canvas) => {
    const parent = document.createElement('div');
    parent.addEventListener('webglcontextlost', (event) => event.stopPropagation(), true);
    parent.append(canvas);
    canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
  };
  // Firefox names the renderer itself, and warns that the extension is deprecated. The other browsers name it only by the extension.
  const rendererOf = (context) => {
    const name = context.getParameter(context.RENDERER);
    if (name !== 'WebKit WebGL' && name !== 'Mozilla') return name;
    const masked = context.getExtension('WEBGL_debug_renderer_info');
    return masked ? context.getParameter(masked.UNMASKED_RENDERER_WEBGL) : name;
  };
  // Creating a context takes 0.1 s or more with software graphics, so the page calls this when it is idle.
  convlab.graphics = () => {
    const probe = document.createElement('canvas').getContext('webgl2');
    const software = probe !== null && /swiftshader|llvmpipe|software/i.test(rendererOf(probe));
    probe?.getExtension('WEBGL_lose_context')?.loseContext(); // browsers allow only a few contexts
    return { webgl2: probe !== null, software };
  };
  convlab.stageReady = {};
  convlab.stage = async (ready, ended) => {
    const number = stages++;
    let running = true, canvas = null;
    const end = () => {
      if (!running) return;
      running = false;
      delete convlab.stageReady[number];
      if (canvas) releaseContext(canvas);
      ended();
    };
    const go = new Go();
    go.argv.push(String(number));
    convlab.stageReady[number] = (program) => {
      canvas = element('host').querySelector('canvas'); // Ebitengine has just added it, in the same task
      ready(program);
      return end;
    };
    try {
      compiled ??= await compileStage();
      await go.run(await WebAssembly.instantiate(compiled, go.importObject));
    } catch (error) {
      console.warn(`The stage program does not run, so the page paints by itself: ${error.message}`);
    }
    end();
  };

  // A page opened as a file cannot load programs. The one-file form, which contains them, may be in the same folder.
  const forward = () => {
    const script = document.createElement('script');
    script.src = 'forward.js';
    script.addEventListener('error', () => fail('file'));
    document.head.append(script);
  };

  // Stores this release of the page for use without a network. If the browser refuses, the page works without. The page calls this
  // when its stage runs: storing takes half a core, which would delay the first answer by 0.3 s and the stage by 0.2.
  convlab.storeRelease = async () => {
    try {
      if (!convlab.onefile) await navigator.serviceWorker?.register('offline.js', { updateViaCache: 'none' });
    } catch { /* storage is forbidden, or the server has no such script */ }
  };

  // Resolves when the browser has shown the page. A hidden page is not shown, and older browsers do not tell.
  const firstPaint = () => new Promise((resolve) => {
    new PerformanceObserver(resolve).observe({ type: 'paint', buffered: true });
    setTimeout(resolve, 1000);
  });

  const start = async () => {
    if (location.protocol === 'file:' && !convlab.onefile) return forward();
    if (origin === 'null' && !convlab.onefile) return fail('frame'); // a sandbox without allow-same-origin
    if (typeof WebAssembly !== 'object' || !WebAssembly.instantiateStreaming) return fail('wasm');
    const go = new Go();
    const loaded = load(go.importObject).then(({ instance }) => ({ instance }), (error) => ({ error }));
    // The worker would take time from the first paint, and the program's start blocks the page.
    await firstPaint();
    // The worker loads at the same time as the page's program. Its messages wait in the mailbox.
    convlab.mailbox = [];
    convlab.worker = new Worker('worker.js');
    for (const type of ['message', 'error']) convlab.worker.addEventListener(type, (event) => convlab.mailbox?.push(event));
    const { instance, error } = await loaded;
    if (error) return fail('load', error.message);
    await go.run(instance);
    fail('ended');
  };
  start().catch((error) => fail('ended', error.message));
}
