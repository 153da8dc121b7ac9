// Package onnx writes trained networks as ONNX files (https://onnx.ai), which
// onnxruntime, OpenCV, TensorRT and most other places that serve networks read.
//
// A file has IR version 7 and operator set 13 (ONNX 1.8, December 2020): old
// enough for readers that are in use, and the first in which Softmax means one
// axis.
//
//	input   "images"         float32 [N, C, H, W], for MNIST [N, 1, 28, 28]; ink 0 to 1
//	output  "probabilities"  float32 [N, 10]
//
// Maps are N C H W, as ONNX's Conv and pooling have them, where Convlab and
// Keras have N H W C: kernels are transposed on the way, and so are the rows of
// the Dense behind a Flatten, so that no node moves numbers about. Of pictures
// with one channel the bytes are the same in both. Dropout does nothing once a
// network is trained and is left out.
//
// Source: onnx/onnx.proto and docs/Operators.md of https://github.com/onnx/onnx.
package onnx
