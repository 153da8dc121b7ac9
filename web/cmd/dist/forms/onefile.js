'use strict';
// First script of the one-file form, in the page and in its workers. The files that a server would send lie in the page as text
// (web/cmd/dist/letters.go); fetch and Worker answer from them here, so that every other script is the one that is served.
{
  const inPage = typeof document === 'object';
  let files = null; // path → { blob, gzip }
  let script = null; // of a worker

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
      files.set(path, { blob: new Blob([decode(element.textContent, Number(bytes))], { type }), gzip: gzip !== undefined });
      element.remove(); // the text is twice as large in memory
    }
    return files;
  };

  // A worker is handed the files with its first message.
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
    const stream = file.gzip ? file.blob.stream().pipeThrough(new DecompressionStream('gzip')) : file.blob.stream();
    return new Response(stream, { headers: { 'Content-Type': file.blob.type } });
  };

  // Every worker runs the same script, and each that starts another needs an address of its own for it: to a page from the disk and
  // to each of its workers the others are strangers, whose addresses it may not open.
  const own = inPage && document.currentScript.textContent;
  const compose = () => new Blob([own, '\n', document.querySelector('script[data-from="wasm_exec.js"]').textContent, '\n',
    unpack().get('worker.js').blob], { type: 'text/javascript' });
  let address = null;
  globalThis.Worker = class extends Worker {
    constructor(url, options) {
      script ??= compose();
      address ??= URL.createObjectURL(script);
      super(address, options);
      this.postMessage({ files: unpack(), script });
    }
  };

  if (inPage) {
    globalThis.convlab = { onefile: true };
    arrival.then(() => {
      for (const link of document.querySelectorAll('a[href]')) {
        const file = files.get(link.getAttribute('href'));
        if (file) link.href = URL.createObjectURL(file.blob);
      }
    });
  }
}
