package spec

import "strconv"

// neighbour is a layer with one field changed by one step.
type neighbour struct {
	field string
	value string
	layer Layer
}

// neighbours lists what is one step away from a layer: same padding, a window
// one size smaller, a stride one smaller or larger.
func neighbours(l Layer) (list []neighbour) {
	if same, ok := padded(l); ok {
		list = append(list, neighbour{"padding", string(Same), same})
	}
	for _, z := range sizes(l) {
		switch z.field {
		case "kernel_size", "pool_size":
			list = append(list, z.neighbour(z.smaller()))
		case "strides":
			list = append(list, z.neighbour(z.value-1), z.neighbour(z.value+1))
		}
	}
	return list
}

// padded is l with same padding, or false where it has that or can have none.
func padded(l Layer) (Layer, bool) {
	switch l := l.(type) {
	case Conv2D:
		if l.Padding != Same {
			l.Padding = Same
			return l, true
		}
	case MaxPooling2D:
		if l.Padding != Same {
			l.Padding = Same
			return l, true
		}
	case AveragePooling2D:
		if l.Padding != Same {
			l.Padding = Same
			return l, true
		}
	}
	return l, false
}

// size is a whole number of a layer, with a way to the same layer with another.
type size struct {
	field string // by its name in JSON
	value int
	with  func(value int) Layer
}

func (z size) neighbour(value int) neighbour {
	return neighbour{z.field, strconv.Itoa(value), z.with(value)}
}

// smaller is the next size below: windows of a convolution are odd, so that same
// padding has as much on either side.
func (z size) smaller() int {
	if z.field == "kernel_size" && z.value%2 == 1 {
		return z.value - 2
	}
	return z.value - 1
}

// sizes lists the whole numbers of a layer. What with makes of a number beyond
// the limits is refused by Check.
func sizes(l Layer) []size {
	switch l := l.(type) {
	case Conv2D:
		return []size{
			{"filters", l.Filters, func(v int) Layer { l := l; l.Filters = v; return l }},
			{"kernel_size", l.KernelSize, func(v int) Layer { l := l; l.KernelSize = v; return l }},
			{"strides", l.Stride(), func(v int) Layer { l := l; l.Strides = given(v); return l }},
		}
	case MaxPooling2D:
		return []size{
			{"pool_size", l.PoolSize, func(v int) Layer { l := l; l.PoolSize = v; return l }},
			{"strides", or(l.Strides, l.PoolSize), func(v int) Layer { l := l; l.Strides = given(v); return l }},
		}
	case AveragePooling2D:
		return []size{
			{"pool_size", l.PoolSize, func(v int) Layer { l := l; l.PoolSize = v; return l }},
			{"strides", or(l.Strides, l.PoolSize), func(v int) Layer { l := l; l.Strides = given(v); return l }},
		}
	case Dense:
		return []size{{"units", l.Units, func(v int) Layer { l := l; l.Units = v; return l }}}
	}
	return nil
}

// given keeps a stride of 0, which Check must refuse, from meaning the default.
func given(strides int) int {
	if strides == 0 {
		return -1
	}
	return strides
}

// nearestFixes lists as much of the wish as works: where a number of a layer was
// made larger, the largest below it that Check accepts.
func nearestFixes(now, wish Setup) (list []Fix) {
	if len(now.Model.Layers) == len(wish.Model.Layers) {
		for i, l := range wish.Model.Layers {
			before := sizes(now.Model.Layers[i])
			for k, z := range sizes(l) {
				if now.Model.Layers[i].Kind() != l.Kind() || z.value <= before[k].value {
					continue
				}
				at := func(v int) Setup { return wish.with(i, z.with(v)) }
				if v := z.nearest(before[k].value, at); v > before[k].value {
					list = append(list, Fix{Layer: i, Field: z.field, Value: strconv.Itoa(v), Setup: at(v)})
				}
			}
		}
	}
	return list
}

// nearest is the largest value up to the wished one that Check accepts, or
// accepted. Windows and strides have few sizes, which are tried one after
// another. What filters and units cost grows with them: the limit lies where a
// bisection finds it.
func (z size) nearest(accepted int, at func(int) Setup) int {
	if z.field != "filters" && z.field != "units" {
		for z.value > accepted && at(z.value).Check() != nil {
			z.value = z.smaller()
		}
		return max(z.value, accepted)
	}
	refused := z.value
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
