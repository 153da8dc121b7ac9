package spec

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// random returns any layers, whether or not they fit each other.
func random(r *rand.Rand) Model {
	paddings, activations := []Padding{"", Valid, Same}, append(Activations(), "", Softmax)
	m := Model{Input: Shape{H: r.IntN(99) - 9, W: r.IntN(99), C: r.IntN(6)}}
	for range r.IntN(MaxLayers + 1) {
		p, a := paddings[r.IntN(3)], activations[r.IntN(len(activations))]
		m.Layers = append(m.Layers, []Layer{
			Conv2D{Filters: r.IntN(300), KernelSize: r.IntN(9), Strides: r.IntN(5), Padding: p, Activation: a},
			MaxPooling2D{PoolSize: r.IntN(5), Strides: r.IntN(5), Padding: p},
			AveragePooling2D{PoolSize: r.IntN(5), Strides: r.IntN(5), Padding: p},
			GlobalAveragePooling2D{}, Flatten{},
			Dense{Units: r.IntN(5000), Activation: a},
			Dropout{Rate: r.Float32()},
		}[r.IntN(7)])
	}
	return m
}

func TestModelSurvivesJSON(t *testing.T) {
	models := []Model{{}}
	for _, p := range Presets() {
		models = append(models, p.Model)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		models = append(models, random(r))
	}
	for _, m := range models {
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ParseModel(text)
		if err != nil || !reflect.DeepEqual(back, m) {
			t.Fatalf("%s came back as %+v, %v", text, back, err)
		}
		// inside another message, where encoding/json calls UnmarshalJSON
		var open struct{ Model Model }
		if err := json.Unmarshal([]byte(`{"Model":`+string(text)+`}`), &open); err != nil || !reflect.DeepEqual(open.Model, m) {
			t.Fatalf("%s came back from a message as %+v, %v", text, open.Model, err)
		}
	}
}

func TestTrainingSurvivesJSON(t *testing.T) {
	want := Training{
		Optimizer: SGD, LearningRate: 0.1, Momentum: 0.9, Nesterov: true, BatchSize: 32, Epochs: 3,
		Examples: 1000, Shift: 2, Shards: 8, Seed: 1<<64 - 1, // more than a float64 can count
	}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ParseTraining(text); err != nil || got != want {
		t.Errorf("%s came back as %+v, %v", text, got, err)
	}
}

// The text is part of links and files: it must not change by accident.
func TestModelText(t *testing.T) {
	text, err := json.Marshal(Model{Input: MNIST(), Layers: []Layer{
		Conv2D{Filters: 8, KernelSize: 3, Padding: Same, Activation: ReLU}, MaxPooling2D{PoolSize: 2}, Flatten{}, Dropout{},
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"input":[28,28,1],"layers":[{"kind":"Conv2D","filters":8,"kernel_size":3,"padding":"same","activation":"relu"},` +
		`{"kind":"MaxPooling2D","pool_size":2},{"kind":"Flatten"},{"kind":"Dropout","rate":0}]}`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

func TestModelTextRefusals(t *testing.T) {
	layers := func(text string) string { return `{"input":[28,28,1],"layers":[` + text + `]}` }
	const asWritten = "a JSON object, as Convlab writes it"
	for _, c := range []struct {
		text string
		want refusal
	}{
		{``, refusal{RuleSyntax, "", `""`, asWritten}},
		{`null`, refusal{RuleSyntax, "", `"null"`, asWritten}},
		{`[28,28,1]`, refusal{RuleSyntax, "", `"[28,28,1]"`, asWritten}},
		{`{"input":[28,28,1],"layers":[]`, refusal{RuleSyntax, "", `"{\"input\":[28,28,1],\"layers\":[]"`, asWritten}},
		{layers(``) + ` {}`, refusal{RuleSyntax, "", "something after the description", "nothing there"}},
		{layers(``) + `x`, refusal{RuleSyntax, "", "something after the description", "nothing there"}},
		{`{"input":[28,28,1]}`, refusal{RuleSyntax, "layers", "nothing", "the field"}},
		{`{"input":[28,28,1],"layers":null}`, refusal{RuleSyntax, "layers", `"null"`, "a list"}},
		{`{"input":[28,28],"layers":[]}`, refusal{RuleSyntax, "input", "2 numbers", "3: rows, columns, channels"}},
		{`{"input":[28,28,1,1],"layers":[]}`, refusal{RuleSyntax, "input", "4 numbers", "3: rows, columns, channels"}},
		{`{"input":[28,28,1],"input":[28,28,1],"layers":[]}`, refusal{RuleSyntax, "input", "the field twice", "it once"}},
		{`{"input":[28,28,1],"layers":[],"name":"x"}`, refusal{RuleChoice, "field", `"name"`, "one of input, layers"}},
		{`{"Input":[28,28,1],"layers":[]}`, refusal{RuleChoice, "field", `"Input"`, "one of input, layers"}},
		{layers(`{}`), refusal{RuleSyntax, "layers[0].kind", "nothing", "the field"}},
		{layers(`7`), refusal{RuleSyntax, "layers[0]", `"7"`, asWritten}},
		{layers(`{"kind":"Flatten"},{"kind":"Conv3D"}`), refusal{RuleChoice, "layers[1].kind", `"Conv3D"`, "one of " + strings.Join(kindNames(), ", ")}},
		{layers(`{"kind":"flatten"}`), refusal{RuleChoice, "layers[0].kind", `"flatten"`, "one of " + strings.Join(kindNames(), ", ")}},
		{layers(`{"kind":"Dense","units":10,"bias":true}`), refusal{RuleChoice, "layers[0].field", `"bias"`, "one of kind, units, activation"}},
		{layers(`{"kind":"Dense","Units":10}`), refusal{RuleChoice, "layers[0].field", `"Units"`, "one of kind, units, activation"}},
		{layers(`{"kind":"Dense","units":10,"units":20}`), refusal{RuleSyntax, "layers[0].units", "the field twice", "it once"}},
		{layers(`{"kind":"Dense","units":1e99}`), refusal{RuleSyntax, "layers[0].units", `"1e99"`, "a whole number"}},
		{layers(`{"kind":"Dense","units":9223372036854775808}`), refusal{RuleSyntax, "layers[0].units", `"9223372036854775808"`, "a whole number"}},
		{layers(`{"kind":"Dense","units":10.5}`), refusal{RuleSyntax, "layers[0].units", `"10.5"`, "a whole number"}},
		{layers(`{"kind":"Dense","units":null}`), refusal{RuleSyntax, "layers[0].units", `"null"`, "a whole number"}},
		{layers(`{"kind":"Dense","units":"10"}`), refusal{RuleSyntax, "layers[0].units", `"\"10\""`, "a whole number"}},
		{layers(`{"kind":"Dense","units":10,"activation":7}`), refusal{RuleSyntax, "layers[0].activation", `"7"`, "a string"}},
		{layers(`{"kind":"Dropout","rate":1e39}`), refusal{RuleSyntax, "layers[0].rate", `"1e39"`, "a number"}},
		{strings.Repeat(" ", MaxText+1), refusal{RuleSyntax, "", "65537 bytes", "a description of at most 65536 bytes"}},
		{layers(strings.Repeat(`{"kind":"Flatten"},`, 24) + `{"kind":"Flatten"}`), refusal{RuleLayers, "layers", "25 layers", "1 to 24"}},
	} {
		t.Run(c.text[:min(len(c.text), 60)], func(t *testing.T) {
			_, err := ParseModel([]byte(c.text))
			checkRefusal(t, err, c.want)
		})
	}
	for _, text := range []string{layers(`{"kind":"Dense","units":NaN}`), `{"input":[28,28,NaN],"layers":[]}`} {
		if _, err := ParseModel([]byte(text)); err == nil {
			t.Errorf("%s was accepted", text)
		}
	}
}

func TestTrainingTextRefusals(t *testing.T) {
	var names []string
	for _, row := range Settings() {
		names = append(names, row.Name)
	}
	for _, c := range []struct {
		text string
		want refusal
	}{
		{`{"optimizer":"sgd","lr":0.1}`, refusal{RuleChoice, "field", `"lr"`, "one of " + strings.Join(names, ", ")}},
		{`{"seed":-1}`, refusal{RuleSyntax, "seed", `"-1"`, "a whole number"}},
		{`{"seed":18446744073709551616}`, refusal{RuleSyntax, "seed", `"18446744073709551616"`, "a whole number"}},
		{`{"nesterov":1}`, refusal{RuleSyntax, "nesterov", `"1"`, "true or false"}},
		{`{"learning_rate":"fast"}`, refusal{RuleSyntax, "learning_rate", `"\"fast\""`, "a number"}},
		{`{"epochs":1}{"epochs":2}`, refusal{RuleSyntax, "", "something after the description", "nothing there"}},
	} {
		t.Run(c.text, func(t *testing.T) {
			_, err := ParseTraining([]byte(c.text))
			checkRefusal(t, err, c.want)
		})
	}
}

// A failed parse does not change the model of the caller.
func TestRefusedTextLeavesTheModelAlone(t *testing.T) {
	m := NoteDense()
	if err := json.Unmarshal([]byte(`{"input":[28,28,1],"layers":[{"kind":"Flatten"},{"kind":"?"}]}`), &m); err == nil {
		t.Fatal("an unknown layer was accepted")
	}
	if !reflect.DeepEqual(m, NoteDense()) {
		t.Errorf("the model became %+v", m)
	}
}
