package onnx_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/dataset/original"
	"convlab/engine/kernel"
	"convlab/engine/spec"

	"gonum.org/v1/gonum/blas/blas32"
)

func TestMain(m *testing.M) {
	blas32.Use(kernel.BLAS{})
	os.Exit(m.Run())
}

// imageCount is the number of images per network.
const imageCount = 100

// network is a network that onnxruntime was run on, with the images.
type network struct {
	name    string
	model   spec.Model
	weights []float32
	images  []float32 // images x the input's size, NHWC
}

// networks returns the two that ship, every window that a layer can have, and one
// network whose input has three channels.
func networks(t *testing.T) []network {
	t.Helper()
	real, err := original.FirstTestImages(imageCount)
	if err != nil {
		t.Fatal(err)
	}
	var list []network
	for _, preset := range []string{"dense", "convnet"} {
		data, err := os.ReadFile("../../assets/pretrained/" + preset + ".safetensors")
		if err != nil {
			t.Fatal(err)
		}
		r, err := checkpoint.Load(data)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, network{preset, r.Model, r.Weights, real})
	}
	for i, m := range windows() {
		list = append(list, network{fmt.Sprintf("window%d", i), m, weights(t, m), real})
	}
	colour := spec.Model{Input: spec.Shape{H: 9, W: 7, C: 3}, Layers: []spec.Layer{
		spec.Conv2D{Filters: 4, KernelSize: 3, Strides: 2, Padding: spec.Same, Activation: spec.Tanh},
		spec.Flatten{},
		spec.Dropout{Rate: 0.5},
		spec.Dense{Units: 6, Activation: spec.Sigmoid},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
	r := rand.New(rand.NewPCG(1, 2))
	noise := make([]float32, imageCount*colour.Input.Size())
	for i := range noise {
		noise[i] = r.Float32()
	}
	return append(list, network{"colour", colour, weights(t, colour), noise})
}

// windows returns a network for every kernel size, stride and padding of Conv2D.
// The pooling after it, the activations, and the two ways from maps to a vector
// alternate, so that each of the 24 pooling windows occurs.
func windows() (list []spec.Model) {
	var pools []spec.Layer
	for _, padding := range []spec.Padding{spec.Valid, spec.Same} {
		for size := spec.MinPoolSize; size <= spec.MaxPoolSize; size++ {
			for strides := 1; strides <= spec.MaxStrides; strides++ {
				pools = append(pools,
					spec.MaxPooling2D{PoolSize: size, Strides: strides, Padding: padding},
					spec.AveragePooling2D{PoolSize: size, Strides: strides, Padding: padding})
			}
		}
	}
	hidden := spec.Activations()
	for _, padding := range []spec.Padding{spec.Valid, spec.Same} {
		for size := 1; size <= spec.MaxKernelSize; size++ {
			for strides := 1; strides <= spec.MaxStrides; strides++ {
				i := len(list)
				m := spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
					spec.Conv2D{Filters: 3, KernelSize: size, Strides: strides, Padding: padding, Activation: hidden[i%len(hidden)]},
					pools[i%len(pools)],
				}}
				if i%5 == 0 {
					m.Layers = append(m.Layers, spec.GlobalAveragePooling2D{})
				} else {
					m.Layers = append(m.Layers, spec.Flatten{})
				}
				if i%3 == 0 {
					m.Layers = append(m.Layers, spec.Dense{Units: 7, Activation: hidden[i/len(hidden)%len(hidden)]})
				}
				list = append(list, spec.Model{Input: m.Input, Layers: append(m.Layers,
					spec.Dense{Units: spec.Classes, Activation: spec.Softmax})})
			}
		}
	}
	return list
}

// weights returns the engine's initial weights with biases between -1 and 1, since
// zeros would test nothing.
func weights(t *testing.T, m spec.Model) []float32 {
	t.Helper()
	net, err := engine.New(m, 1)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for _, a := range net.Arrays() {
		if len(a.Shape) == 1 {
			for i := range a.Size() {
				net.Weights()[a.Offset+i] = 2*r.Float32() - 1
			}
		}
	}
	return net.Weights()
}

// predict returns the engine's probabilities, images x classes.
func (n network) predict(t *testing.T) []float32 {
	t.Helper()
	net, err := engine.New(n.model, 1)
	if err != nil {
		t.Fatal(err)
	}
	copy(net.Weights(), n.weights)
	size := n.model.Input.Size()
	return net.Forward(engine.Batch{Rows: imageCount, Cols: size, Stride: size, Data: n.images}, engine.Pass{}).Data
}
