package spec

import (
	"fmt"
	"strings"
)

// Names are Keras's: conv2d, conv2d_1, max_pooling2d, ... one for each layer.
func (m Model) Names() []string {
	seen := map[string]int{}
	names := make([]string, len(m.Layers))
	for i, l := range m.Layers {
		name := snake(l.Kind())
		names[i] = name
		if n := seen[name]; n > 0 {
			names[i] = fmt.Sprintf("%s_%d", name, n)
		}
		seen[name]++
	}
	return names
}

// snake writes MaxPooling2D as max_pooling2d.
func snake(kind string) string {
	var b strings.Builder
	for i, r := range kind {
		if r >= 'A' && r <= 'Z' && i > 0 && kind[i-1] >= 'a' && kind[i-1] <= 'z' {
			b.WriteByte('_')
		}
		b.WriteString(strings.ToLower(string(r)))
	}
	return b.String()
}
