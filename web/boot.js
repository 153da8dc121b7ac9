'use strict';
// What must happen before Go runs: the worker is started, the page's program is fetched with its progress shown, and what
// prevents it is said in words. Go then finds in `convlab`: worker and mailbox (the worker's messages so far), graphics and stage,
// words and language (i18n.js), frame and wake (shim.js).
{
  const element = (id) => document.getElementById(id);
  const say = (key, values = {}) => (convlab.words?.[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

  // The panel is for what ends the page; everything else becomes a notice once Go runs. Its words stand in index.html.
  const fail = (key, more = '') => {
    for (const text of document.querySelectorAll('[data-trouble]')) text.hidden = text.dataset.trouble !== key;
    element('troublemore').textContent = more;
    element('troubleretry').hidden = key === 'file' || key === 'frame' || key === 'wasm';
    element('trouble').hidden = false;
    element('run').hidden = true;
  };
  element('troubleretry').addEventListener('click', () => location.reload());

  // A form that closes its dialog would not in a frame whose sandbox forbids forms.
  for (const button of document.querySelectorAll('[data-close]')) button.addEventListener('click', () => button.closest('dialog').close());

  // A visitor who skips to the pad leaves no trace in the address: what stands behind its # are settings (wasm/page/address.go).
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    element('pad').focus();
  });

  // The cards of the network that comes with the page keep their place until Go fills them.
  for (let i = 0; i < 3; i++) element('blocks').append(element('blocktemplate').content.cloneNode(true));

  // Bytes are counted as they are unpacked, since Content-Length may be that of a compressed form; build.json knows the size.
  const fullSize = async () => {
    try {
      const build = await (await fetch('build.json')).json();
      return build.files.find((file) => file.path === 'page.wasm').bytes;
    } catch { return 0; } // then only what has arrived is shown
  };
  const watch = async (response, sized) => {
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
    bar.removeAttribute('value'); // how long the rest takes is not known
    element('progresstext').textContent = say('boot.start');
  };
  const load = async (imports) => {
    const sized = fullSize();
    const response = await fetch('page.wasm');
    if (!response.ok) throw new Error(`page.wasm: HTTP ${response.status}`);
    watch(response.clone(), sized).catch(() => {}); // the same bytes fail below, where it counts
    return WebAssembly.instantiateStreaming(typed(response), imports);
  };

  // A server that does not know the type of wasm would forbid streaming.
  const typed = (response) => response.headers.get('Content-Type') === 'application/wasm' ? response
    : new Response(response.body, { headers: { 'Content-Type': 'application/wasm' } });

  // The stage's program paints. Ebitengine cannot go on without its graphics context: another instance then takes its place. What
  // one has set up on the page outlives its end, so that it rests when it has ended. Each says in convlab.enter, under its number,
  // what it can do (wasm/bridge/stage).
  let compiled = null, stages = 0;
  const compileStage = async () => {
    const response = await fetch('stage.wasm');
    if (!response.ok) throw new Error(`stage.wasm: HTTP ${response.status}`);
    return WebAssembly.compileStreaming(typed(response));
  };
  // Browsers allow only a few contexts. Ebitengine would reload the page for this one too, if it heard of its loss.
  const giveBack = (canvas) => {
    const aside = document.createElement('div');
    aside.addEventListener('webglcontextlost', (event) => event.stopPropagation(), true);
    aside.append(canvas);
    canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
  };
  // Asking takes 0.1 s and more where graphics are software, so it is done when the page rests.
  convlab.graphics = () => {
    const probe = document.createElement('canvas').getContext('webgl2');
    const renderer = probe?.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL;
    const software = renderer !== undefined && /swiftshader|llvmpipe|software/i.test(probe.getParameter(renderer));
    probe?.getExtension('WEBGL_lose_context')?.loseContext(); // browsers allow only a few contexts
    return { webgl2: probe !== null, software };
  };
  convlab.enter = {};
  convlab.stage = async (ready, ended) => {
    const number = stages++;
    let there = true, canvas = null;
    const end = () => {
      if (!there) return;
      there = false;
      delete convlab.enter[number];
      if (canvas) giveBack(canvas);
      ended();
    };
    const go = new Go();
    go.argv.push(String(number));
    convlab.enter[number] = (part) => {
      canvas = element('host').querySelector('canvas'); // put there a moment ago, in the same turn
      ready(part);
      return end;
    };
    try {
      compiled ??= await compileStage();
      await go.run(await WebAssembly.instantiate(compiled, go.importObject));
    } catch (error) {
      console.warn(`The stage's program does not run, so the page paints by itself: ${error.message}`);
    }
    end();
  };

  // Browsers let no page that was opened as a file load programs. The form of it that has them inside may lie beside it.
  const forward = () => {
    const script = document.createElement('script');
    script.src = 'forward.js';
    script.addEventListener('error', () => fail('file'));
    document.head.append(script);
  };

  // Keeps this release of the page for when there is no network. Where a browser cannot or must not, the page works as before.
  const keep = async () => {
    try {
      if (!convlab.onefile) await navigator.serviceWorker?.register('offline.js', { updateViaCache: 'none' });
    } catch { /* storage is forbidden, or the server has no such script */ }
  };

  const start = async () => {
    if (location.protocol === 'file:' && !convlab.onefile) return forward();
    if (origin === 'null' && !convlab.onefile) return fail('frame'); // a sandbox gave the page an origin that has no files
    if (typeof WebAssembly !== 'object' || !WebAssembly.instantiateStreaming) return fail('wasm');
    // Training must not wait for the stage: the worker loads beside the page's program and its messages wait here.
    convlab.mailbox = [];
    convlab.worker = new Worker('worker.js');
    for (const type of ['message', 'error']) convlab.worker.addEventListener(type, (event) => convlab.mailbox?.push(event));
    const go = new Go();
    let program;
    try {
      program = await load(go.importObject);
    } catch (error) {
      return fail('load', error.message);
    }
    keep(); // its downloads come after those that the page waits for
    await go.run(program.instance);
    fail('ended');
  };
  start().catch((error) => fail('ended', error.message));
}
