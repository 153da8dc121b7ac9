package kernel

const (
	shortSource   = "kernel: source shorter than destination"
	shortGradient = "kernel: gradient and output differ in length"
)

// Add adds vectors: dst[i] += src[i] for every i of dst.
func Add(dst, src []float32) {
	need(len(src), len(dst), shortSource)
	hardware().add(dst, src)
}

// Scale multiplies a vector by a number: dst[i] *= a.
func Scale(dst []float32, a float32) { hardware().scale(dst, a) }

// ReLU is y = max(x, 0) in place. A NaN stays one, so that a run which diverges is noticed.
func ReLU(x []float32) { hardware().relu(x) }

// ReLUGradient turns dy into dx in place: dx = dy where y > 0 and 0 where y <= 0, y being the output of [ReLU].
func ReLUGradient(y, dy []float32) {
	need(len(y), len(dy), shortGradient)
	hardware().reluGradient(y, dy)
}

func addScalar(dst, src []float32) {
	src = src[:len(dst)]
	for i, s := range src {
		dst[i] += s
	}
}

// addScaledScalar is dst[i] += a*src[i], rounded twice.
func addScaledScalar(dst []float32, a float32, src []float32) {
	src = src[:len(dst)]
	for i, s := range src {
		dst[i] += float32(a * s)
	}
}

func scaleScalar(dst []float32, a float32) {
	for i := range dst {
		dst[i] *= a
	}
}

func reluScalar(x []float32) {
	for i := range x {
		x[i] = max(x[i], 0)
	}
}

func reluGradientScalar(y, dy []float32) {
	y = y[:len(dy)]
	for i, v := range y {
		if v <= 0 {
			dy[i] = 0
		}
	}
}
