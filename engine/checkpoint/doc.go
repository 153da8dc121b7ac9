// Package checkpoint reads and writes trained networks as safetensors files
// (https://github.com/huggingface/safetensors): weights under the names that
// Keras would give them, and in the metadata what the network is, how it was
// trained and how well it does. Python opens them with safetensors.numpy.
// A Run is a network to use and to share; a Checkpoint is a training to go on
// with: it has the optimiser's state, the place, and what the page shows, too.
//
// Files stay readable: names in the metadata never change, and what a later
// build adds there is passed over. Only within the descriptions of network and
// training an unknown field is refused, for it would mean other mathematics; a
// later build leaves a new field out while it has its zero value.
//
// A file comes from anywhere and is not trusted: every limit is checked
// before anything is allocated for what it announces, and every error says
// what was expected and what was received.
package checkpoint
