// The functions that cmd/benchmark calls. Times are in seconds.
'use strict'

// program runs a Go program to its end and returns its exit code. Its output goes to the console.
async function program(url, args) {
  const go = new Go()
  let code = 0
  go.argv = [url, ...args]
  go.exit = (status) => { code = status }
  const { instance } = await WebAssembly.instantiateStreaming(fetch(url), go.importObject)
  await go.run(instance)
  return code
}

// fastest returns the shortest time of one iteration of a loop among nine runs of 20 ms.
async function fastest(url) {
  const { instance: { exports: { memory, run } } } = await WebAssembly.instantiateStreaming(fetch(url))
  new Float32Array(memory.buffer).fill(0.001) // products stay normal numbers, and sums grow slowly
  const time = (iterations) => {
    const start = performance.now()
    run(iterations)
    return (performance.now() - start) / 1000
  }
  let iterations = 1000
  while (time(iterations) < 0.02) iterations *= 2
  for (let warm = 0; warm < 0.2;) warm += time(iterations) // until the browser's optimising compiler has finished
  let best = Infinity
  for (let i = 0; i < 9; i++) best = Math.min(best, time(iterations) / iterations)
  return best
}
