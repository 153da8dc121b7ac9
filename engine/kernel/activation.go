package kernel

// ReLU is y = max(x, 0) in place. A NaN stays a NaN, so that divergence shows.
func ReLU(x []float32) { hardware().relu(x) }

// ReLUGradient turns dy into dx in place: dx = dy where y > 0 and 0 where y <= 0. y is the output of [ReLU].
func ReLUGradient(y, dy []float32) {
	need(len(y), len(dy), shortGradient)
	hardware().reluGradient(y, dy)
}

func (v lanes) relu(x []float32) {
	if v != scalar {
		x = reluVector(x)
	}
	reluScalar(x)
}

func reluScalar(x []float32) {
	for i := range x {
		x[i] = max(x[i], 0)
	}
}

func (v lanes) reluGradient(y, dy []float32) {
	if v != scalar {
		y, dy = reluGradientVector(y, dy)
	}
	reluGradientScalar(y, dy)
}

func reluGradientScalar(y, dy []float32) {
	y = y[:len(dy)]
	for i, v := range y {
		if v <= 0 {
			dy[i] = 0
		}
	}
}

// Sigmoid is y = 1 / (1 + e^-x) in place.
func Sigmoid(x []float32) {
	for i, v := range x {
		x[i] = 1 / (1 + Exp(-v))
	}
}

// SigmoidGradient turns dy into dx in place: dx = dy * y * (1-y). y is the output of [Sigmoid].
func SigmoidGradient(y, dy []float32) {
	need(len(y), len(dy), shortGradient)
	y = y[:len(dy)]
	for i, v := range y {
		dy[i] *= float32(v * (1 - v))
	}
}

// Tanh is y = (e^2x - 1) / (e^2x + 1) in place.
func Tanh(x []float32) {
	for i, v := range x {
		x[i] = tanh(v)
	}
}

// TanhGradient turns dy into dx in place: dx = dy * (1 - y*y). y is the output of [Tanh].
func TanhGradient(y, dy []float32) {
	need(len(y), len(dy), shortGradient)
	y = y[:len(dy)]
	for i, v := range y {
		dy[i] *= 1 - float32(v*v)
	}
}

// tanh uses the polynomial of tanhf in Moshier's Cephes library near 0, where the formula would lose digits.
func tanh(x float32) float32 {
	switch {
	case x > 0.625:
		return 1 - 2/(Exp(2*x)+1)
	case x < -0.625:
		return 2/(Exp(-2*x)+1) - 1
	}
	z := float32(x * x)
	p := float32(-5.70498872745e-3)
	p = float32(p*z) + 2.06390887954e-2
	p = float32(p*z) - 5.37397155531e-2
	p = float32(p*z) + 1.33314422036e-1
	p = float32(p*z) - 3.33332819422e-1
	return x + float32(float32(p*z)*x)
}

// Softmax overwrites y [rows cols] with the softmax of each row of x [rows cols]; y may be x:
//
//	y[r,c] = e^(x[r,c]-m) / sum_j e^(x[r,j]-m)        m = max_j x[r,j]
//
// The shift by m changes nothing but keeps e^x finite, however large the logits. A NaN makes its row NaN.
func Softmax(rows, cols int, x, y []float32) {
	need(len(x), rows*cols, shortX)
	need(len(y), rows*cols, shortY)
	softmax(hardware(), rows, cols, x[:rows*cols], y[:rows*cols])
}

func softmax(v lanes, rows, cols int, x, y []float32) {
	if cols == 0 {
		return
	}
	for r := range rows {
		from, to := x[r*cols:][:cols], y[r*cols:][:cols]
		largest := from[0]
		for _, u := range from {
			if u > largest || u != u {
				largest = u
			}
		}
		for c, u := range from {
			to[c] = u - largest
		}
	}
	v.exp(y)
	for r := range rows {
		row := y[r*cols:][:cols]
		var sum float32
		for _, e := range row {
			sum += e
		}
		for c, e := range row {
			row[c] = e / sum
		}
	}
}
