package spec

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"
)

// No text makes it panic, every refusal is an *Error, and an accepted model
// survives JSON and answers everything that is asked of it.
func FuzzParseModel(f *testing.F) {
	for _, p := range Presets() {
		text, err := json.Marshal(p.Model)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, text := range []string{
		``, `{}`, `null`, `[]`, `{"input":[1,1,1],"layers":[]}`, `{"input":[],"layers":[null]}`,
		`{"input":[9223372036854775807,1,1],"layers":[{"kind":"Flatten"}]}`,
		`{"input":[64,64,4],"layers":[{"kind":"Conv2D","filters":256,"kernel_size":7,"padding":"same"},{"kind":"Flatten"},{"kind":"Dense","units":4096}]}`,
		`{"input":[1,1,1],"layers":[{"kind":"MaxPooling2D","pool_size":2,"strides":-9223372036854775808}]}`,
		`{"input":[1,1,1],"layers":[{"kind":"Dropout","rate":-0}]}`, `{"input":[[[[[[[[`, "{\"input\":[1,1,1],\"layers\":[{\"kind\":\"\xff\x00\"}]}",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := ParseModel(text)
		var e *Error
		if err != nil {
			if !errors.As(err, &e) {
				t.Fatalf("%T is not an *Error: %v", err, err)
			}
			return
		}
		again, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := ParseModel(again); err != nil || !reflect.DeepEqual(m, back) {
			t.Fatalf("%s came back as %+v, %v", again, back, err)
		}
		if err := m.Check(); err != nil {
			if !errors.As(err, &e) {
				t.Fatalf("%T is not an *Error: %v", err, err)
			}
			return
		}
		rows, err := m.Ledger()
		if err != nil {
			t.Fatalf("Check accepts what Ledger does not: %v", err)
		}
		if w, macs := Total(rows); w < 1 || w > MaxWeights || macs < 1 || macs > MaxMACs {
			t.Fatalf("Check accepts %d weights and %d multiply-adds", w, macs)
		}
		Keras(m, Note(64))
	})
}

func FuzzParseTraining(f *testing.F) {
	for _, text := range []string{
		`{"optimizer":"rmsprop","learning_rate":0.001,"batch_size":128,"epochs":5,"examples":60000,"shards":4,"seed":1}`,
		`{"optimizer":"sgd","learning_rate":0.1,"momentum":0.9,"nesterov":true,"batch_size":32,"epochs":1,"examples":100,"shift":4,"shards":16,"seed":18446744073709551615}`,
		``, `{}`, `{"learning_rate":1e-60}`, `{"seed":1e3}`, `{"epochs":-1}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		run, err := ParseTraining(text)
		if err != nil || run.Check() != nil {
			return
		}
		if steps := run.Steps(); steps < 1 || steps > MaxExamples {
			t.Fatalf("%s makes %d steps", text, steps)
		}
		again, err := json.Marshal(run)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := ParseTraining(again); err != nil || back != run {
			t.Fatalf("%s came back as %+v, %v", again, back, err)
		}
	})
}
