package safetensors

import "testing"

// FuzzDecode: no input panics, and what is accepted can be written and read
// back. The seeds are the hostile files and a valid one.
func FuzzDecode(f *testing.F) {
	for _, c := range hostile() {
		if len(c.data) < 1<<12 { // the longer ones fail on a length alone
			f.Add(c.data)
		}
	}
	valid, err := Encode(small())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(valid)
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Decode(data)
		if err != nil {
			return
		}
		again, err := Encode(file)
		if err != nil {
			t.Fatalf("%+v: %v", file, err)
		}
		if back, err := Decode(again); err != nil || len(back.Tensors) != len(file.Tensors) {
			t.Fatalf("%+v came back as %+v, %v", file, back, err)
		}
	})
}
