//go:build goexperiment.simd && go1.27 && !go1.28

package wasm

import "unsafe"

// No loop checks anything. Unless a stub says otherwise, counts are at least 1, strides are in elements, matrices are stored by rows
// without gaps, pointers need no alignment beyond their element's, outputs do not overlap inputs, and results have the bits of the
// plain Go loop named in parentheses.

// Add is dst[i] += src[i] for 4*vectors elements (addScalar).
//
//go:noescape
func Add(dst, src *float32, vectors int)

// AddScaled is dst[i] += a*src[i] for 4*vectors elements (addScaledScalar).
//
//go:noescape
func AddScaled(dst *float32, a float32, src *float32, vectors int)

// Scale is dst[i] *= a for 4*vectors elements (scaleScalar).
//
//go:noescape
func Scale(dst *float32, a float32, vectors int)

// ReLUGradient is dy[i] = 0 where y[i] <= 0, for 4*vectors elements (reluGradientScalar). y may be dy.
//
//go:noescape
func ReLUGradient(y, dy *float32, vectors int)

// Normalise is x[i] = b[i]/255 for 16*vectors elements (normaliseScalar).
//
//go:noescape
func Normalise(b *byte, x *float32, vectors int)

// Exp is x[i] = e^x[i] for 4*vectors elements, in place (expScalar).
//
//go:noescape
func Exp(x *float32, vectors int)

// MaxAbs overwrites lanes with the bits of the largest |x[i]| of each lane, for 16*blocks elements (maxAbsScalar).
//
//go:noescape
func MaxAbs(x *float32, blocks int, lanes *[4]uint32)

// SumRows is db[c] += sum of dy[r*cols+c] over rows, for 4*vectors columns, cols at most (sumRowsScalar).
//
//go:noescape
func SumRows(rows, cols int, dy, db *float32, vectors int)

// SGD is a step with momentum for 4*vectors weights (sgdScalar). nesterov is 0 or 1.
//
//go:noescape
func SGD(rate, momentum float32, nesterov int, w, m, grad *float32, vectors int)

// RMSprop is a step for 4*vectors weights (rmspropScalar).
//
//go:noescape
func RMSprop(rate, rho, oneMinusRho, epsilon float32, w, v, grad *float32, vectors int)

// Adam is a step for 4*vectors weights (adamScalar).
//
//go:noescape
func Adam(alpha, oneMinusBeta1, oneMinusBeta2, epsilon float32, w, m, v, grad *float32, vectors int)

// PackRows copies 8 elements of each row of src to panel, where rows are 8 elements apart (packRowsScalar).
//
//go:noescape
func PackRows(panel, src *float32, rows, rowStride int)

// PackColumn copies rows adjacent elements of src to every 8th of panel (packColumnScalar). rows may be 0.
//
//go:noescape
func PackColumn(panel, src *float32, rows int)

// CopySegments copies segments of 32 elements, stride apart in src, to dst without gaps (copySegmentsScalar).
//
//go:noescape
func CopySegments(src, dst *float32, segments, stride int)

// Transpose writes src [rows cols] to dst [cols rows] (transposeScalar). rows and cols are multiples of 4.
//
//go:noescape
func Transpose(src, dst *float32, rows, cols int)

// MicroKernel is microKernelScalar for panels of 8 columns and 4*tiles rows: aRows and cRows have 4*tiles elements, starts has segments,
// panel has 8*segments*count, bias has 8 or is nil.
//
//go:noescape
func MicroKernel(a *float32, aRows *int, tiles int, starts *int, segments, count, stride int, panel, bias, c *float32, cRows *int)

// SmallGEMM is smallGEMM.multiply: c [4*tiles 8*panelCount] = bias + a [4*tiles depth] * B, which is packed in panelCount panels of
// 8 columns. depth is a multiple of 4.
//
//go:noescape
func SmallGEMM(a, panels, bias, c *float32, tiles, panelCount, depth int)

// ListNonzeros is listNonzerosScalar. It returns the number of nonzeros. nonzeros points to pairs of a value and an int32 offset, with
// room for one more than n+rows*cols; starts has rows elements, offsets has cols.
//
//go:noescape
func ListNonzeros(x *float32, rows, rowStride, colStride int, offsets *int32, cols, offset, rowOffset int, nonzeros unsafe.Pointer, starts *int32, n int) int

// ListNonzerosBy4 is ListNonzeros with colStride 1 and cols a multiple of 4. It needs no less room.
//
//go:noescape
func ListNonzerosBy4(x *float32, rows, rowStride, colStride int, offsets *int32, cols, offset, rowOffset int, nonzeros unsafe.Pointer, starts *int32, n int) int

// SpMM32 is spmmScalar for 32 columns. The offsets of nonzeros must lead into B.
//
//go:noescape
func SpMM32(nonzeros unsafe.Pointer, starts *int32, b, c *float32, batches, startsBatch, cBatch, bBatch, rows, startsRow, cRow, bRow, spans, startsSpan, bSpan, width, bOffset int)

// SpMM16 is SpMM32 for 16 columns.
//
//go:noescape
func SpMM16(nonzeros unsafe.Pointer, starts *int32, b, c *float32, batches, startsBatch, cBatch, bBatch, rows, startsRow, cRow, bRow, spans, startsSpan, bSpan, width, bOffset int)

// PairwiseSpMM is pairwiseSpMMScalar for 32 columns. starts has rows*shards+1 elements, levels 32 for each level of the tree. The
// offsets of nonzeros must lead into B.
//
//go:noescape
func PairwiseSpMM(nonzeros unsafe.Pointer, starts *int32, b, c *float32, rows, shards, cRow int, levels *float32)

// MaxPool is maxPoolScalar for the first 4*vectors channels of windows windows in a row, of which the first begins at x[start] and the
// others stride further each. y and argmax have channels elements a window.
//
//go:noescape
func MaxPool(x *float32, start, stride, windows, rows, cols, rowStride, channels int, y *float32, argmax *int32, vectors int)

// ScatterAdd is dst[at[i]] += src[i] for n elements, one after the other (scatterAddScalar). at must lead into dst.
//
//go:noescape
func ScatterAdd(src *float32, at *int32, dst *float32, n int)

// Conv2DMaxPool is conv2DMaxPoolScalar. filters is a multiple of 8.
//
//go:noescape
func Conv2DMaxPool(x, w, b, y *float32, argmax *int32, rows, cols, width, filters, below int)

// Conv2DMaxPoolGradient is conv2DMaxPoolGradientScalar. filters is a multiple of 4.
//
//go:noescape
func Conv2DMaxPoolGradient(x, dy *float32, argmax *int32, dw, db *float32, rows, cols, width, filters, below int)

// WinogradInput is winogradInputScalar. depth is a multiple of 4.
//
//go:noescape
func WinogradInput(x *float32, rowStride, count, depth int, planes *float32, planeStride int)

// WinogradOutput is winogradOutputScalar. filters is a multiple of 4.
//
//go:noescape
func WinogradOutput(planes *float32, planeStride, count, filters int, y *float32, rowStride int)
