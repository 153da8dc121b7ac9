'use strict';
// Starts the program of a worker. What must not wait for it happens here: the
// first fetches begin beside that of the program, messages of the page are kept
// until the program listens, and whatever goes wrong is told to the page as a
// Bye, in the form of engine/wire.

// A worker with a name is not the trainer, and none but the trainer needs the page's files. A gradient worker was started by
// another one, and is sent the program that one has compiled; one for a picture has a program of its own.
const trainer = self.name === '';
const program = self.name !== 'gradient' ? null : new Promise((resolve) => {
  self.addEventListener('message', (event) => {
    event.stopImmediatePropagation();
    resolve(event.data);
  }, { once: true });
});

// The Go program takes these over and empties them.
self.mailbox = [];
self.early = {};

const keep = (event) => self.mailbox?.push(event.data);
self.addEventListener('message', keep);

const bye = (reason) => {
  self.postMessage([JSON.stringify({ kind: 'Bye', body: { reason: String(reason) } }), new ArrayBuffer(0)]);
  self.close();
};

self.addEventListener('error', (event) => bye(event.message));
self.addEventListener('unhandledrejection', (event) => bye(event.reason));

for (const url of !trainer ? [] : ['data/manifest.json', 'models/convnet.safetensors', 'data/train-00000.bin', 'data/test-tenth.bin']) {
  self.early[url] = fetch(url);
  self.early[url].catch(() => {}); // the program reports it when it takes it over
}

const compile = async (url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  if (response.headers.get('Content-Type') === 'application/wasm') return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer()); // a server that does not know the type
};

const run = async () => {
  if (!self.Go) self.importScripts('wasm_exec.js'); // the one-file form has it already
  // The runtime writes why it died to stderr, and nowhere else.
  let said = '';
  const decoder = new TextDecoder();
  const write = self.fs.writeSync;
  self.fs.writeSync = (file, bytes) => {
    said = (said + decoder.decode(bytes, { stream: true })).slice(0, 2000);
    return write(file, bytes);
  };
  const go = new self.Go();
  let code = 0;
  go.exit = (c) => { code = c; };
  self.program = await (program ?? compile(self.name === 'picture' ? 'picture.wasm' : 'worker.wasm')); // for the workers that this one starts
  await go.run(await WebAssembly.instantiate(self.program, go.importObject));
  bye(`the program ended with code ${code}: ${said.split('\n', 1)[0]}`);
};

run().catch((error) => bye(`the program could not start: ${error.message ?? error}`));
