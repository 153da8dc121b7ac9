package spec

import "strconv"

// neighbour is a layer with one field changed by one step.
type neighbour struct {
	field string
	value string
	layer Layer
}

// neighbours lists the layers one step away: same padding, a window one size
// smaller, a stride one smaller or larger.
func neighbours(l Layer) (list []neighbour) {
	if same, ok := withSamePadding(l); ok {
		list = append(list, neighbour{"padding", string(Same), same})
	}
	for _, f := range intFields(l) {
		switch f.name {
		case "kernel_size", "pool_size":
			list = append(list, f.neighbour(f.smaller()))
		case "strides":
			list = append(list, f.neighbour(f.value-1), f.neighbour(f.value+1))
		}
	}
	return list
}

// withSamePadding returns l with same padding, or false if it has that already
// or has no padding.
func withSamePadding(l Layer) (Layer, bool) {
	for _, f := range fieldsOf(l) {
		if p, ok := f.of(l).(Padding); ok && p != Same {
			return f.with(l, Same), true
		}
	}
	return l, false
}

// intField is a field of a layer that holds a whole number.
type intField struct {
	name  string // in JSON
	value int
	with  func(value int) Layer // the layer with another value
}

func (f intField) neighbour(value int) neighbour {
	return neighbour{f.name, strconv.Itoa(value), f.with(value)}
}

// smaller returns the next size below. Windows of convolutions stay odd, so that
// same padding is equal on both sides.
func (f intField) smaller() int {
	if f.name == "kernel_size" && f.value%2 == 1 {
		return f.value - 2
	}
	return f.value - 1
}

// intFields lists the whole numbers of a layer. Their with does not check limits:
// Check refuses values beyond them.
func intFields(l Layer) (list []intField) {
	for _, f := range fieldsOf(l) {
		if value, ok := f.of(explicit(l)).(int); ok {
			list = append(list, intField{f.name, value, func(v int) Layer {
				if f.name == "strides" {
					v = explicitStride(v)
				}
				return f.with(l, v)
			}})
		}
	}
	return list
}

// explicitStride turns a stride of 0, which would mean the default, into one that
// Check refuses.
func explicitStride(strides int) int {
	if strides == 0 {
		return -1
	}
	return strides
}

// nearestFixes lists as much of the wish as works: where a number of a layer was
// increased, the largest value below the wished one that Check accepts.
func nearestFixes(now, wish Setup) (list []Fix) {
	if len(now.Model.Layers) == len(wish.Model.Layers) {
		for i, l := range wish.Model.Layers {
			before := intFields(now.Model.Layers[i])
			for k, f := range intFields(l) {
				if now.Model.Layers[i].Kind() != l.Kind() || f.value <= before[k].value {
					continue
				}
				at := func(v int) Setup { return wish.with(i, f.with(v)) }
				if v := f.nearest(before[k].value, at); v > before[k].value {
					list = append(list, Fix{Layer: i, Field: f.name, Value: strconv.Itoa(v), Setup: at(v)})
				}
			}
		}
	}
	return list
}

// nearest returns the largest value up to the wished one that Check accepts, or
// accepted. Windows and strides have few values, which are tried one by one. The
// cost of filters and units grows with their number, so bisection finds the
// limit.
func (f intField) nearest(accepted int, at func(int) Setup) int {
	if f.name != "filters" && f.name != "units" {
		for f.value > accepted && at(f.value).Check() != nil {
			f.value = f.smaller()
		}
		return max(f.value, accepted)
	}
	refused := f.value
	for refused-accepted > 1 {
		middle := (accepted + refused) / 2
		if at(middle).Check() == nil {
			accepted = middle
		} else {
			refused = middle
		}
	}
	return accepted
}
