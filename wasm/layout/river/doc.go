// Package river is the geometry of the page's scene, in which a drawing flows
// through the layers of a network to an answer: where the pad, the columns of
// the layers, the answer and the workbench are, for any network and any window.
// It is pure and knows neither words nor the numbers of a network. Package
// layout makes a scene of it.
//
// Lengths are CSS pixels of the stage. Every edge is on a device pixel. The
// cells of a map, one for each of its numbers, are equally large: whole CSS
// pixels where a CSS pixel is a whole number of device pixels, whole device
// pixels elsewhere.
package river
