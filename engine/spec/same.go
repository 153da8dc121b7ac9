package spec

import "slices"

// Same reports whether two descriptions build the same network: a default
// left out equals the default written out.
func (m Model) Same(other Model) bool {
	return m.Input == other.Input && slices.EqualFunc(m.Layers, other.Layers, func(a, b Layer) bool {
		return explicit(a) == explicit(b)
	})
}

// explicit writes the defaults of a layer out.
func explicit(l Layer) Layer {
	switch l := l.(type) {
	case Conv2D:
		l.Strides, l.Padding, l.Activation = l.Stride(), l.Padding.Or(), l.Activation.Or()
		return l
	case MaxPooling2D:
		l.Strides, l.Padding = or(l.Strides, l.PoolSize), l.Padding.Or()
		return l
	case AveragePooling2D:
		l.Strides, l.Padding = or(l.Strides, l.PoolSize), l.Padding.Or()
		return l
	case Dense:
		l.Activation = l.Activation.Or()
		return l
	}
	return l
}
