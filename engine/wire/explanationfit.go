package wire

import (
	"slices"

	"convlab/engine/spec"
)

// Fits reports whether e explains a network of model m: then every index and every
// length is as Explanation says.
func (e Explanation) Fits(m spec.Model) bool {
	outputs, err := m.Shapes()
	if err != nil || len(e.Route) != len(outputs)+1 || e.Layer < 0 || e.Layer >= len(outputs) {
		return false
	}
	shapes := append([]spec.Shape{m.Input}, outputs...)
	for i, shape := range shapes {
		if !shape.Contains(e.Route[i]) {
			return false
		}
	}
	last := len(outputs) - 1
	if len(e.Logits) != shapes[last+1].C || len(e.Contributions) != shapes[last].Size() || len(e.UnitScores) != len(e.Logits) {
		return false
	}
	in, chosen := shapes[e.Layer], m.Layers[e.Layer]
	_, isConv := chosen.(spec.Conv2D)
	windowed, isWindowed := chosen.(spec.Windowed)
	_, isDense := chosen.(spec.Dense)
	if (e.Window != nil) != isConv || (e.Pool != nil) != (isWindowed && !isConv) || (e.Unit != nil) != isDense {
		return false
	}
	side := 0
	if isWindowed {
		rows, _, err := windowed.Window(in)
		if err != nil {
			return false
		}
		side = rows.Size
	}
	return e.fitKernels(m, shapes) &&
		(e.Window == nil || e.Window.fits(side, in)) &&
		(e.Pool == nil || e.Pool.fits(side, in, shapes[e.Layer+1])) &&
		(e.Unit == nil || e.Unit.fits(in))
}

func (e Explanation) fitKernels(m spec.Model, shapes []spec.Shape) bool {
	rest := e.Kernels
	for i, l := range m.Layers {
		c, ok := l.(spec.Conv2D)
		if !ok {
			continue
		}
		if len(rest) == 0 || rest[0].Layer != i || len(rest[0].Weights) != c.KernelSize*c.KernelSize || len(rest[0].Shares) != shapes[i].C {
			return false
		}
		rest = rest[1:]
	}
	return len(rest) == 0
}

func (w *Window) fits(side int, in spec.Shape) bool {
	n := side * side
	return len(w.Padded) == n && len(w.Patch) == n*in.C && len(w.Weights) == n*in.C && len(w.Products) == n*in.C && len(w.Sums) == in.C
}

func (p *Pool) fits(side int, in, out spec.Shape) bool {
	n := side * side
	return len(p.Padded) == n && len(p.Patch) == n && p.Winner >= 0 && p.Winner < n && len(p.Windows) == in.H*in.W && len(p.Ways) == 3 &&
		!slices.ContainsFunc(p.Ways, func(r Reduction) bool {
			return len(r.Gradient) != n || len(r.Map) != out.H*out.W || len(r.MapGradient) != in.H*in.W
		})
}

func (u *Unit) fits(in spec.Shape) bool {
	return len(u.Weights) == in.Size() && len(u.Products) == in.Size() && (len(u.Shifted) == 0 || len(u.Shifted) == MaxShift+1)
}

// Fits reports whether p has pictures of units of a network of model m.
func (p UnitPictures) Fits(m spec.Model) bool {
	if p.Layer < 0 || p.Layer >= len(m.Layers) || len(p.Weights) != len(p.Units)*m.Input.Size() {
		return false
	}
	d, ok := m.Layers[p.Layer].(spec.Dense)
	return ok && !slices.ContainsFunc(p.Units, func(u int) bool { return u < 0 || u >= d.Units })
}
