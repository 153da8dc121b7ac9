'use strict';
// Measures the trainer. The page has a button; `bench` is for programs that compare it with others:
//
//   bench.setup(model, data)   model: {layers, batch}, data: {images: Float32Array n*784 from 0 to 1, labels: Uint8Array n, n}
//   bench.trainSteps(n)        makes n optimiser steps, returns the seconds they took and sets bench.lastLoss
//   bench.predict1()           reads one image as the page does, with all maps
//   bench.predictN(images, n)  reads n images
//
// "?workers=1" limits the workers. The protocol with worker.js is that of two workers (wasm/bridge/port): a request is the note
// of a block of memory, which comes back with the answer.
{
  const pixels = 784;
  const head = 64; // reserved bytes of a memory

  // Whether memory can be shared, by trying it (wasm/bridge/port/memory.go).
  const shares = (() => {
    try {
      const used = ['exchange', 'load', 'notify', 'store', 'wait'];
      new MessageChannel().port1.postMessage(new SharedArrayBuffer(4));
      return used.every((name) => typeof Atomics[name] === 'function');
    } catch { return false; }
  })();

  class Trainer {
    constructor(workers) {
      this.waiting = [];
      this.worker = new Worker(`worker.js${workers ? `?workers=${workers}` : ''}`, { name: 'bench' });
      this.worker.onerror = (event) => this.fail(event.message ?? 'worker.js is missing or cannot run');
      this.worker.onmessage = ({ data }) => {
        if (data.length === 4) {
          const answer = JSON.parse(data[3]);
          const { resolve, reject } = this.waiting.shift();
          if (answer.error) reject(new Error(answer.error));
          else resolve([answer, data[2]]);
          return;
        }
        const message = JSON.parse(data[0]);
        if (message.kind === 'Bye') this.fail(message.body.reason);
        if (message.kind === 'Activations') this.predicted?.(new Float32Array(data[1]).slice(-10));
      };
    }
    fail(reason) {
      for (const { reject } of this.waiting.splice(0)) reject(new Error(reason));
    }
    ask(request, buffer = new ArrayBuffer(head)) {
      return new Promise((resolve, reject) => {
        this.waiting.push({ resolve, reject });
        this.id = (this.id ?? 0) + 1;
        this.worker.postMessage(['memory', this.id, buffer, JSON.stringify(request)], [buffer]);
      });
    }
    predict(image) {
      return new Promise((resolve) => {
        this.predicted = resolve;
        const payload = image.slice().buffer;
        this.worker.postMessage([JSON.stringify({ kind: 'Predict', body: { id: 1 } }), payload], [payload]);
      });
    }
    end() { this.worker.terminate(); }
  }

  const layer = (l) => ({
    dense: () => ({ kind: 'Dense', units: l.units, activation: l.activation }),
    conv: () => ({ kind: 'Conv2D', filters: l.filters, kernel_size: l.kernel, activation: l.activation }),
    pool: () => ({ kind: 'MaxPooling2D', pool_size: l.size }),
    flatten: () => ({ kind: 'Flatten' }),
  })[l.type]();

  const open = (model, shards = 4) => {
    const layers = model.layers.map(layer);
    if (layers[0].kind === 'Dense') layers.unshift({ kind: 'Flatten' });
    return {
      model: { input: [28, 28, 1], layers },
      training: { optimizer: 'rmsprop', learning_rate: 0.001, batch_size: model.batch, epochs: 100, examples: 60000, shards, seed: 1 },
    };
  };

  // The images as the trainer stores them: one byte a pixel, as in MNIST. The time of a step includes the conversion to floats.
  const pack = ({ images, labels, n }) => {
    const buffer = new ArrayBuffer(head + n * (pixels + 1));
    const bytes = new Uint8Array(buffer, head);
    for (let i = 0; i < n * pixels; i++) bytes[i] = Math.round(images[i] * 255);
    bytes.set(labels, n * pixels);
    return buffer;
  };

  const query = new URLSearchParams(location.search);
  // Measures the files of the server, not those of the service worker.
  const controller = navigator.serviceWorker?.controller;
  if (controller) navigator.serviceWorker.getRegistration().then((registration) => registration.unregister()).then(() => location.reload());

  let trainer, data;
  window.bench = controller ? null : {
    name: 'Convlab',
    version: 'worker.wasm',
    note: 'pictures are kept as bytes and become numbers within the timed step; batches come in shuffled order',
    async setup(model, images) {
      trainer?.end();
      trainer = new Trainer(query.get('workers'));
      data = images;
      this.answer = (await trainer.ask({ open: open(model, Number(query.get('shards') ?? 4)) }, pack(images)))[0];
      this.threads = this.answer.workers;
    },
    async trainSteps(n) {
      [this.answer] = await trainer.ask({ steps: n });
      this.lastLoss = this.answer.loss;
      this.threads = this.answer.workers;
      return this.answer.seconds;
    },
    predict1: () => trainer.predict(data.images.subarray(0, pixels)),
    async predictN(images, n) {
      const buffer = new ArrayBuffer(head + 4 * n * pixels);
      new Float32Array(buffer, head).set(images.subarray(0, n * pixels));
      const [, answered] = await trainer.ask({ predict: n }, buffer);
      return new Float32Array(answered, head, n * 10);
    },
  };

  const networks = [
    {
      title: 'dense, batch 128', batch: 128,
      layers: [{ type: 'dense', units: 512, activation: 'relu' }, { type: 'dense', units: 10, activation: 'softmax' }],
    },
    {
      title: 'convolutional, batch 64', batch: 64,
      layers: [
        { type: 'conv', filters: 32, kernel: 3, activation: 'relu' }, { type: 'pool', size: 2 },
        { type: 'conv', filters: 64, kernel: 3, activation: 'relu' }, { type: 'pool', size: 2 },
        { type: 'conv', filters: 64, kernel: 3, activation: 'relu' }, { type: 'flatten' },
        { type: 'dense', units: 64, activation: 'relu' }, { type: 'dense', units: 10, activation: 'softmax' },
      ],
    },
  ];

  // run makes steps of a network on MNIST: first some to warm up, then for some seconds. Runs that are compared make the same
  // number of steps, so that their checksums must be equal.
  const run = async (network, workers, steps, seconds) => {
    const t = new Trainer(workers);
    try {
      await t.ask({ open: open(network) });
      const warm = 20;
      const [first] = await t.ask({ steps: warm });
      const n = steps || Math.ceil(seconds * warm / first.seconds);
      const [answer] = await t.ask({ steps: n });
      return { network, answer, steps: n };
    } finally {
      t.end();
    }
  };

  // rows returns the table's rows of a run, by name; every run has the same names in the same order.
  const rows = ({ network, answer, steps }) => {
    const { step, layers } = answer.times;
    const list = [
      ['workers', answer.workers],
      ['images a second', Math.round(steps * network.batch / answer.seconds)],
      ['ms a step', (1000 * answer.seconds / steps).toFixed(3)],
    ];
    // Layer times are in microseconds for each image of the trainer's own shard.
    const names = open(network).model.layers.map((l) => l.kind);
    const share = layers.reduce((sum, l) => sum + l.forward + l.backward, 0);
    layers.forEach((l, i) => {
      for (const way of ['forward', 'backward']) list.push([`${names[i]} ${i + 1} ${way}`, (step.layers * l[way] / share).toFixed(3)]);
    });
    for (const name of ['gather', 'exchange', 'waiting', 'yield', 'optimizer']) list.push([name, step[name].toFixed(3)]);
    const parts = step.gather + step.layers + step.add + step.exchange + step.waiting + step.yield + step.optimizer;
    list.push(['the rest', (step.total - parts).toFixed(3)], ['checksum', answer.checksum]);
    return new Map(list);
  };

  const element = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  const show = (runs) => {
    const table = document.getElementById('table');
    const bodies = runs.map(rows);
    const row = (tag, cells) => {
      const tr = document.createElement('tr');
      tr.append(...cells.map((text) => element(tag, text)));
      return tr;
    };
    table.tHead.replaceChildren();
    table.tBodies[0].replaceChildren();
    for (const network of new Set(runs.map((r) => r.network))) {
      const own = bodies.filter((_, i) => runs[i].network === network);
      table.tBodies[0].append(row('th', [network.title, ...own.map(() => '')]));
      for (const name of own[0].keys()) table.tBodies[0].append(row('td', [name, ...own.map((values) => values.get(name))]));
    }
    table.hidden = false;
  };

  const start = document.getElementById('start');
  start.addEventListener('click', async () => {
    start.disabled = true;
    const doing = document.getElementById('doing');
    const seconds = Number(query.get('seconds') ?? 5);
    const runs = [];
    try {
      for (const network of networks) {
        let steps = 0;
        for (const workers of [1, null]) {
          doing.textContent = `${network.title}, ${workers ? 'one worker' : 'all workers'} …`;
          const result = await run(network, workers, steps, seconds);
          ({ steps } = result);
          runs.push(result);
          show(runs);
        }
      }
      doing.textContent = 'done';
    } catch (error) {
      doing.textContent = error.message;
    }
    document.getElementById('machine').textContent = `${navigator.hardwareConcurrency} cores, `
      + `${shares ? 'memory shared between workers' : 'memory cannot be shared: it changes hands'}, ${navigator.userAgent}`;
    start.disabled = false;
  });
}
