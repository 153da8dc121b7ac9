// What cmd/benchmark asks of the page: to run a Go program, and to time a loop. Times here are in seconds.
'use strict'

// program runs a Go program to its end and returns its exit code; what it prints goes to the console.
async function program(url, args) {
  const go = new Go()
  let code = 0
  go.argv = [url, ...args]
  go.exit = (status) => { code = status }
  const { instance } = await WebAssembly.instantiateStreaming(fetch(url), go.importObject)
  await go.run(instance)
  return code
}

// fastest is the shortest time that one turn of a loop took, among nine runs of a fiftieth of a second.
async function fastest(url) {
  const { instance: { exports: { memory, run } } } = await WebAssembly.instantiateStreaming(fetch(url))
  new Float32Array(memory.buffer).fill(0.001) // products stay normal numbers, and sums grow slowly
  const time = (turns) => {
    const start = performance.now()
    run(turns)
    return (performance.now() - start) / 1000
  }
  let turns = 1000
  while (time(turns) < 0.02) turns *= 2
  for (let warm = 0; warm < 0.2;) warm += time(turns) // until the browser's second compiler has finished
  let best = Infinity
  for (let i = 0; i < 9; i++) best = Math.min(best, time(turns) / turns)
  return best
}
