package spec

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// refusal holds the fields of an *Error that tests compare.
type refusal struct {
	rule              Rule
	path, value, want string
}

func checkRefusal(t *testing.T, err error, want refusal) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got error %v, want %v", err, want)
	}
	if got := (refusal{e.Rule, e.Path, e.Value, e.Want}); got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// head adds the last layers to a model.
func head(layers ...Layer) Model {
	return Model{Input: MNIST(), Layers: append(layers, Flatten{}, Dense{Units: Classes, Activation: Softmax})}
}

// Every rule of a model: its path, the value, and what would work.
func TestModelRefusals(t *testing.T) {
	twentyFive := slices.Repeat([]Layer{Dropout{}}, 25)
	pools := slices.Repeat([]Layer{MaxPooling2D{PoolSize: 2}}, 4) // 28, 14, 7, 3, 1
	for _, c := range []struct {
		model Model
		want  refusal
	}{
		{Model{Input: MNIST()}, refusal{RuleLayers, "layers", "0 layers", "1 to 24"}},
		{Model{Input: MNIST(), Layers: twentyFive}, refusal{RuleLayers, "layers", "25 layers", "1 to 24"}},
		{Model{Layers: NoteDense().Layers}, refusal{RuleRange, "input", "0×0×0", "1×1×1 to 64×64×4"}},
		{Model{Input: Shape{28, 65, 1}, Layers: NoteDense().Layers}, refusal{RuleRange, "input", "28×65×1", "1×1×1 to 64×64×4"}},
		{head(Conv2D{Filters: 0, KernelSize: 3}), refusal{RuleRange, "layers[0].filters", "0", "1 to 256"}},
		{head(Conv2D{Filters: 257, KernelSize: 3}), refusal{RuleRange, "layers[0].filters", "257", "1 to 256"}},
		{head(Conv2D{Filters: 8, KernelSize: 3}, Conv2D{Filters: 8, KernelSize: 9}), refusal{RuleRange, "layers[1].kernel_size", "9", "1 to 7"}},
		{head(Conv2D{Filters: 8, KernelSize: 3, Strides: 4}), refusal{RuleRange, "layers[0].strides", "4", "1 to 3"}},
		{head(Conv2D{Filters: 8, KernelSize: 3, Strides: -1}), refusal{RuleRange, "layers[0].strides", "-1", "1 to 3"}},
		{head(Conv2D{Filters: 8, KernelSize: 3, Padding: "full"}), refusal{RuleChoice, "layers[0].padding", `"full"`, "one of valid, same"}},
		{head(Conv2D{Filters: 8, KernelSize: 3, Activation: "gelu"}), refusal{RuleChoice, "layers[0].activation", `"gelu"`, "one of linear, relu, sigmoid, tanh, softmax"}},
		{head(MaxPooling2D{PoolSize: 1}), refusal{RuleRange, "layers[0].pool_size", "1", "2 to 3"}},
		{head(AveragePooling2D{PoolSize: 4}), refusal{RuleRange, "layers[0].pool_size", "4", "2 to 3"}},
		{head(MaxPooling2D{PoolSize: 2, Strides: 4}), refusal{RuleRange, "layers[0].strides", "4", "1 to 3"}},
		{head(MaxPooling2D{PoolSize: 2, Padding: "SAME"}), refusal{RuleChoice, "layers[0].padding", `"SAME"`, "one of valid, same"}},
		{head(append(pools[:3:3], Conv2D{Filters: 8, KernelSize: 5})...), refusal{RuleWindow, "layers[3].kernel_size", "5×5 on 3×3", "at most 3×3, or same padding"}},
		{head(append(pools, MaxPooling2D{PoolSize: 2})...), refusal{RuleWindow, "layers[4].pool_size", "2×2 on 1×1", "same padding, or the layer taken out"}},
		{Model{Input: MNIST(), Layers: []Layer{Dense{Units: 10}}}, refusal{RuleFlat, "layers[0].input", "maps of 28×28×1", "a vector: put Flatten or GlobalAveragePooling2D before it"}},
		{head(append(pools, Dense{Units: 10})...), refusal{RuleFlat, "layers[4].input", "maps of 1", "a vector: put Flatten or GlobalAveragePooling2D before it"}},
		{head(Flatten{}), refusal{RuleMaps, "layers[1].input", "a vector of 784", "maps with rows and columns: put it before Flatten or GlobalAveragePooling2D"}},
		{head(GlobalAveragePooling2D{}, Dropout{}, Conv2D{Filters: 1, KernelSize: 1}), refusal{RuleMaps, "layers[2].input", "a vector of 1", "maps with rows and columns: put it before Flatten or GlobalAveragePooling2D"}},
		{Model{Input: MNIST(), Layers: []Layer{Flatten{}, Dense{Units: 4097}}}, refusal{RuleRange, "layers[1].units", "4097", "1 to 4096"}},
		{Model{Input: MNIST(), Layers: []Layer{Flatten{}, Dense{Units: 8, Activation: "RELU"}}}, refusal{RuleChoice, "layers[1].activation", `"RELU"`, "one of linear, relu, sigmoid, tanh, softmax"}},
		{head(Dropout{Rate: 0.95}), refusal{RuleRange, "layers[0].rate", "0.95", "0 to 0.9"}},
		{head(Dropout{Rate: float32(math.NaN())}), refusal{RuleRange, "layers[0].rate", "NaN", "0 to 0.9"}},
		{head(Conv2D{Filters: 8, KernelSize: 3, Activation: Softmax}), refusal{RuleSoftmax, "layers[0].activation", "softmax", "softmax only in the last layer"}},
		{Model{Input: MNIST(), Layers: []Layer{Flatten{}, Dense{Units: 10}}}, refusal{RuleOutput, "layers[1]", "Dense(10)", `Dense(10, activation="softmax") at the end`}},
		{Model{Input: MNIST(), Layers: []Layer{Flatten{}, Dense{Units: 9, Activation: Softmax}}}, refusal{RuleOutput, "layers[1]", `Dense(9, activation="softmax")`, `Dense(10, activation="softmax") at the end`}},
		{Model{Input: MNIST(), Layers: []Layer{Flatten{}}}, refusal{RuleOutput, "layers[0]", "Flatten()", `Dense(10, activation="softmax") at the end`}},
		// 784·4096 + 4096 + 4096·1024 + 1024 + 1024·10 + 10
		{Model{Input: MNIST(), Layers: []Layer{Flatten{}, Dense{Units: 4096}, Dense{Units: 1024}, Dense{Units: 10, Activation: Softmax}}},
			refusal{RuleWeights, "layers", "7420938 weights", "at most 4194304: fewer filters or units, or a larger stride"}},
		// 26·26·9·256 + 24·24·9·256·256 + 256·10
		{Model{Input: MNIST(), Layers: []Layer{Conv2D{Filters: 256, KernelSize: 3}, Conv2D{Filters: 256, KernelSize: 3}, GlobalAveragePooling2D{}, Dense{Units: 10, Activation: Softmax}}},
			refusal{RuleMACs, "layers", "341298688 multiply-adds an image", "at most 209715200: fewer filters or units, or a larger stride"}},
		// 64·64·256 + 64·64·1 + 1 + 10
		{Model{Input: Shape{64, 64, 1}, Layers: []Layer{Conv2D{Filters: 256, KernelSize: 1}, Conv2D{Filters: 1, KernelSize: 1}, GlobalAveragePooling2D{}, Dense{Units: 10, Activation: Softmax}}},
			refusal{RuleNumbers, "layers", "1052683 numbers between layers", "at most 1048576: fewer filters or units, or a larger stride"}},
		{muchScratch(), refusal{RuleScratch, "layers", "76682550 numbers that convolutions work in", "at most 25165824: fewer filters or units, or a larger stride"}},
		{head(nil), refusal{RuleChoice, "layers[0].kind", "<nil>", "one of " + strings.Join(kindNames(), ", ")}},
		{head(&Dropout{}), refusal{RuleChoice, "layers[0].kind", "*spec.Dropout", "one of " + strings.Join(kindNames(), ", ")}},
	} {
		t.Run(string(c.want.rule)+" "+c.want.path, func(t *testing.T) { checkRefusal(t, c.model.Check(), c.want) })
	}
}

// muchScratch is small in everything but the scratch memory of its convolutions:
// maps of 1×1 under windows of 7×7. Each takes 64 such maps at a time, padded to
// 10×10 numbers of 256 filters: 1,638,400, and two more for each as a nonzero.
// With packed operands and the rotated kernel that makes 5,335,811 numbers in the
// first, 5,523,971 in the 8 others of 256 filters, and 3,017,219 in the 9 of 16,
// where it is 7×7 numbers of 256 channels.
func muchScratch() Model {
	m := Model{Input: MNIST()}
	for range 3 { // 28, 9, 3, 1
		m.Layers = append(m.Layers, MaxPooling2D{PoolSize: 3})
	}
	for range 9 {
		m.Layers = append(m.Layers, Conv2D{Filters: 256, KernelSize: 7, Padding: Same}, Conv2D{Filters: 16, KernelSize: 7, Padding: Same})
	}
	m.Layers = append(m.Layers, GlobalAveragePooling2D{}, Dense{Units: Classes, Activation: Softmax})
	return m
}

// A stack of the largest layers is refused for its cost: no product overflows
// into the allowed range.
func TestLargestModelIsRefusedNotWrapped(t *testing.T) {
	m := Model{Input: Shape{MaxSide, MaxSide, MaxChannels}}
	for range MaxLayers - 4 {
		m.Layers = append(m.Layers, Conv2D{Filters: MaxFilters, KernelSize: MaxKernelSize, Padding: Same})
	}
	m.Layers = append(m.Layers, Flatten{}, Dense{Units: MaxUnits}, Dense{Units: MaxUnits}, Dense{Units: Classes, Activation: Softmax})
	// The first convolution, 19 more, 2^20 numbers into 4096 units and so on:
	// 4.37 billion, more than 32 bits hold.
	const weights = 49*4*256 + 256 + 19*(49*256*256+256) + 1<<20*4096 + 4096 + 4096*4096 + 4096 + 4096*10 + 10
	checkRefusal(t, m.Check(), refusal{RuleWeights, "layers", fmt.Sprintf("%d weights", int64(weights)), "at most 4194304: fewer filters or units, or a larger stride"})
}

func TestErrorReadsAsASentence(t *testing.T) {
	err := head(Conv2D{Filters: 8, KernelSize: 9}).Check()
	if got, want := err.Error(), "layers[0].kernel_size (Conv2D): got 9, want 1 to 7"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	_, err = ParseModel([]byte("no JSON"))
	if got, want := err.Error(), `description: got "no JSON", want a JSON object, as Convlab writes it`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPresetsCanRun(t *testing.T) {
	for _, p := range Presets() {
		if err := CheckRun(p.Model, p.Training); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
		if found, ok := FindPreset(p.Name); !ok || found.Name != p.Name {
			t.Errorf("FindPreset(%q) found %q, %v", p.Name, found.Name, ok)
		}
	}
	if _, ok := FindPreset("no such preset"); ok {
		t.Error("a preset that does not exist was found")
	}
}

func TestSameReadsDefaults(t *testing.T) {
	build := func(layers ...Layer) Model { return Model{Input: MNIST(), Layers: layers} }
	for _, c := range []struct {
		a, b Layer
		want bool
	}{
		{Conv2D{Filters: 8, KernelSize: 3}, Conv2D{Filters: 8, KernelSize: 3, Strides: 1, Padding: Valid, Activation: Linear}, true},
		{Conv2D{Filters: 8, KernelSize: 3}, Conv2D{Filters: 8, KernelSize: 3, Padding: Same}, false},
		{MaxPooling2D{PoolSize: 3}, MaxPooling2D{PoolSize: 3, Strides: 3, Padding: Valid}, true},
		{MaxPooling2D{PoolSize: 2}, AveragePooling2D{PoolSize: 2}, false},
		{AveragePooling2D{PoolSize: 2}, AveragePooling2D{PoolSize: 2, Strides: 1}, false},
		{Dense{Units: 4}, Dense{Units: 4, Activation: Linear}, true},
		{Dropout{Rate: 0.5}, Dropout{Rate: 0.25}, false},
	} {
		if got := build(c.a).Same(build(c.b)); got != c.want {
			t.Errorf("%+v and %+v: %v, want %v", c.a, c.b, got, c.want)
		}
	}
	if build(Flatten{}).Same(build(Flatten{}, Flatten{})) {
		t.Error("one layer is the same as two")
	}
}
