'use strict';
// Starts the program of a worker. At the same time as the program it fetches the
// files that the program needs first. It queues messages of the page until the
// program listens, and reports every error to the page as a Bye of engine/wire.

// Only the trainer has no name, and only the trainer needs the page's files. A gradient worker is started by another worker,
// which sends it the compiled program. The worker that reads a picture has a program of its own.
const trainer = self.name === '';
const program = self.name !== 'gradient' ? null : new Promise((resolve) => {
  self.addEventListener('message', (event) => {
    event.stopImmediatePropagation();
    resolve(event.data);
  }, { once: true });
});

// The Go program takes both over and empties them.
self.mailbox = [];
self.early = {};

self.addEventListener('message', (event) => self.mailbox?.push(event.data));

const bye = (reason) => {
  self.postMessage([JSON.stringify({ kind: 'Bye', body: { reason: String(reason) } }), new ArrayBuffer(0)]);
  self.close();
};

self.addEventListener('error', (event) => bye(event.message));
self.addEventListener('unhandledrejection', (event) => bye(event.reason));

for (const url of !trainer ? [] : ['data/manifest.json', 'models/convnet.safetensors', 'data/train-00000.bin', 'data/test-tenth.bin']) {
  self.early[url] = fetch(url);
  self.early[url].catch(() => {}); // the program reports the error when it takes the promise over
}

const compile = async (url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  if (response.headers.get('Content-Type') === 'application/wasm') return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer()); // the server does not know the type
};

const run = async () => {
  const compiled = program ?? compile(self.name === 'picture' ? 'picture.wasm' : 'worker.wasm'); // while the next line waits
  if (!self.Go) self.importScripts('wasm_exec.js'); // the one-file form has it already
  // Go's runtime writes the reason of its end to stderr only.
  let stderr = '';
  const decoder = new TextDecoder();
  const write = self.fs.writeSync;
  self.fs.writeSync = (file, bytes) => {
    stderr = (stderr + decoder.decode(bytes, { stream: true })).slice(0, 2000);
    return write(file, bytes);
  };
  const go = new self.Go();
  let code = 0;
  go.exit = (c) => { code = c; };
  self.program = await compiled; // for the workers that this one starts
  await go.run(await WebAssembly.instantiate(self.program, go.importObject));
  bye(`the program ended with code ${code}: ${stderr.split('\n', 1)[0]}`);
};

run().catch((error) => bye(`the program could not start: ${error.message ?? error}`));
