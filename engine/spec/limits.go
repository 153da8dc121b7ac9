package spec

// Limits keep every network that can be described buildable in a browser tab.
// They are far above what MNIST needs and far below what would exhaust memory.
const (
	MaxLayers       = 24
	MaxKernelSize   = 7
	MaxStrides      = 3
	MinPoolSize     = 2
	MaxPoolSize     = 3
	MaxFilters      = 256
	MaxUnits        = 4096
	MaxWeights      = 4 << 20   // 16 MiB of float32
	MaxMACs         = 200 << 20 // multiply-adds for one image, forward
	MaxActivations  = 1 << 20   // numbers between layers for one image
	MaxScratch      = 24 << 20  // numbers that convolutions work in, whatever the batch: 96 MiB, and as much for the View that answers drawings
	MaxShardNumbers = 48 << 20  // numbers between layers for one shard of a batch: 192 MiB, and as much for their gradients
	MaxShardMACs    = 1 << 30   // multiply-adds for one shard of a batch, forward: below 5 s with backward at 1.5 GFLOP/s, so that a worker is not taken for dead
	MaxSide         = 64        // rows or columns of an input
	MaxChannels     = 4         // channels of an input
	MaxDropout      = 0.9
	MaxText         = 64 << 10 // bytes of JSON; a model of MaxLayers layers needs about 3 KiB
)
