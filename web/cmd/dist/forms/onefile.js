'use strict';
// First script of the one-file form, in the page and in its workers. The page contains the files that a server would send, as text
// (web/cmd/dist/onefile.go). This script replaces fetch and Worker by ones that use them, so that no other script differs.
{
  const inPage = typeof document === 'object';
  let files = null; // path → { bytes, type, gzip }
  let script = null; // of a worker, as text

  const decode = (text, size) => {
    const bytes = new Uint8Array(size);
    let held = 0, bits = 0, at = 0;
    for (let i = 0; i < text.length; i++) {
      held = held << 15 | text.charCodeAt(i) - 0x3400;
      for (bits += 15; bits >= 8 && at < size; at++) {
        bits -= 8;
        bytes[at] = held >>> bits;
      }
      held &= (1 << bits) - 1;
    }
    return bytes;
  };
  const unpack = () => {
    if (files) return files;
    files = new Map();
    for (const element of document.querySelectorAll('script[data-path]')) {
      const { path, bytes, type, gzip } = element.dataset;
      files.set(path, { bytes: decode(element.textContent, Number(bytes)).buffer, type, gzip: gzip !== undefined });
      element.remove(); // the text is twice as large in memory
    }
    return files;
  };

  // A worker receives its files with its first message, as bytes and text: in WebKitGTK no worker of a page from the disk can read
  // a blob (NotReadableError).
  const arrival = new Promise((resolve) => {
    if (inPage) return document.addEventListener('DOMContentLoaded', () => resolve(unpack()));
    addEventListener('message', (event) => {
      event.stopImmediatePropagation();
      ({ files, script } = event.data);
      resolve(files);
    }, { once: true });
  });

  globalThis.fetch = async (path) => {
    const file = (await arrival).get(path);
    if (!file) return new Response(null, { status: 404 });
    const headers = { 'Content-Type': file.type };
    if (!file.gzip) return new Response(file.bytes, { headers });
    return new Response(new Response(file.bytes).body.pipeThrough(new DecompressionStream('gzip')), { headers });
  };

  // Every worker runs the same script. A worker that starts another one makes its own URL of it: a page from the disk and its
  // workers have different origins, and cannot open each other's URLs.
  const own = inPage && document.currentScript.textContent;
  const compose = () => [own, document.querySelector('script[data-from="wasm_exec.js"]').textContent,
    new TextDecoder().decode(unpack().get('worker.js').bytes)].join('\n');
  let address = null;

  // The files that a worker needs, by its name (web/worker.js). The trainer has no name; it sends its workers the compiled program.
  const needed = { '': /^(worker\.wasm$|data\/|models\/)/, picture: /^picture\.wasm$/ };
  const filesFor = (name = '') => new Map([...unpack()].filter(([path]) => needed[name]?.test(path)));
  globalThis.Worker = class extends Worker {
    constructor(url, options) {
      script ??= compose();
      address ??= URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
      super(address, options);
      this.postMessage({ files: filesFor(options?.name), script });
    }
    postMessage(message, ...more) { // the picture of a visitor is a blob, too
      if (!(message instanceof Blob)) return super.postMessage(message, ...more);
      message.arrayBuffer().then((bytes) => super.postMessage(bytes, [bytes]), () => super.postMessage(message));
    }
  };

  if (inPage) {
    globalThis.convlab = { onefile: true };
    // A link to one of the files gets the address of a blob when it is used, since the page's program may have added it.
    for (const type of ['pointerdown', 'click']) {
      document.addEventListener(type, (event) => {
        const link = event.target.closest?.('a[href]');
        const file = link && files?.get(link.getAttribute('href'));
        if (file) link.href = URL.createObjectURL(new Blob([file.bytes], { type: file.type }));
      }, true);
    }
  }
}
