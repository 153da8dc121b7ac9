package sharelink

import (
	"testing"

	"convlab/engine/spec"
)

func TestEveryKindOfLayerHasALetter(t *testing.T) {
	for _, l := range spec.Kinds() {
		text, ok := encodes(l)
		if !ok {
			t.Errorf("encodeLayer has no letter for %s", l.Kind())
			continue
		}
		if got, ok := decodeLayer(text); !ok || got != l {
			t.Errorf("decodeLayer reads %q as %+v, want %s%+v: give it the letter and every field", text, got, l.Kind(), l)
		}
	}
}

// encodes reports whether encodeLayer knows l; it panics otherwise.
func encodes(l spec.Layer) (text string, ok bool) {
	defer func() { ok = recover() == nil }()
	return encodeLayer(l), true
}
