// Package checkpoint reads and writes trained networks as safetensors files
// (https://github.com/huggingface/safetensors): weights under the names that
// Keras would give them, and in the metadata what the network is, how it was
// trained and how well it does. Python opens them with safetensors.numpy.
//
// A file comes from anywhere and is not trusted: every limit is checked
// before anything is allocated for what it announces, and every error says
// what was expected and what was received.
package checkpoint
