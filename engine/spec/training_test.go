package spec

import (
	"math"
	"testing"
)

// with returns the note's training, changed.
func with(change func(*Training)) Training {
	t := Note(64)
	change(&t)
	return t
}

func TestTrainingRefusals(t *testing.T) {
	for _, c := range []struct {
		training Training
		want     refusal
	}{
		{with(func(t *Training) { t.Optimizer = "lion" }), refusal{RuleChoice, "optimizer", `"lion"`, "one of rmsprop, sgd, adam"}},
		{with(func(t *Training) { t.LearningRate = 0 }), refusal{RuleRange, "learning_rate", "0", "above 0 and at most 10"}},
		{with(func(t *Training) { t.LearningRate = 10.5 }), refusal{RuleRange, "learning_rate", "10.5", "above 0 and at most 10"}},
		{with(func(t *Training) { t.LearningRate = float32(math.NaN()) }), refusal{RuleRange, "learning_rate", "NaN", "above 0 and at most 10"}},
		{with(func(t *Training) { t.LearningRate = float32(math.Inf(1)) }), refusal{RuleRange, "learning_rate", "+Inf", "above 0 and at most 10"}},
		{with(func(t *Training) { t.Momentum = 1 }), refusal{RuleRange, "momentum", "1", "0 up to, but not including, 1"}},
		{with(func(t *Training) { t.Momentum = float32(math.NaN()) }), refusal{RuleRange, "momentum", "NaN", "0 up to, but not including, 1"}},
		{with(func(t *Training) { t.BatchSize = 0 }), refusal{RuleRange, "batch_size", "0", "1 to 1024"}},
		{with(func(t *Training) { t.BatchSize = 1025 }), refusal{RuleRange, "batch_size", "1025", "1 to 1024"}},
		{with(func(t *Training) { t.Epochs = 101 }), refusal{RuleRange, "epochs", "101", "1 to 100"}},
		{with(func(t *Training) { t.Examples = 99 }), refusal{RuleRange, "examples", "99", "100 to 60000"}},
		{with(func(t *Training) { t.Examples = 60001 }), refusal{RuleRange, "examples", "60001", "100 to 60000"}},
		{with(func(t *Training) { t.Shift = 5 }), refusal{RuleRange, "shift", "5", "0 to 4"}},
		{with(func(t *Training) { t.Shards = 0 }), refusal{RuleRange, "shards", "0", "1 to 16"}},
		{with(func(t *Training) { t.BatchSize, t.Examples = 128, 100 }), refusal{RuleExamples, "batch_size", "128", "at most the 100 training images"}},
	} {
		t.Run(c.want.path+" "+c.want.value, func(t *testing.T) { checkRefusal(t, c.training.Check(), c.want) })
	}
	if err := Note(64).Check(); err != nil {
		t.Errorf("the note's own training: %v", err)
	}
}

// A batch is cut into shards, and the outputs of all layers are kept for one shard
// at a time: 48 Mi = 50,331,648 numbers at most.
func TestRunMustFitMemory(t *testing.T) {
	m := Model{Input: Shape{64, 64, 1}, Layers: []Layer{
		Conv2D{Filters: 200, KernelSize: 1},
		GlobalAveragePooling2D{},
		Dense{Units: Classes, Activation: Softmax},
	}}
	// 64·64·1 + 64·64·200 + 200 + 10 = 823,506; 50,331,648 / 823,506 = 61.1
	run := with(func(t *Training) { t.BatchSize = 61 * 4 })
	if err := CheckRun(m, run); err != nil {
		t.Errorf("61 images a shard: %v", err)
	}
	run.BatchSize++
	checkRefusal(t, CheckRun(m, run), refusal{RuleMemory, "batch_size", "245", "at most 244 for a network with 823506 numbers between its layers"})
	run.Shards = 8
	if err := CheckRun(m, run); err != nil {
		t.Errorf("more shards need less memory each: %v", err)
	}
}

// If both work and memory limit the batch, the refusal names the smaller limit, and
// a batch of that size trains.
func TestTheLimitThatIsNamedIsAccepted(t *testing.T) {
	m := Model{Input: MNIST(), Layers: []Layer{
		Conv2D{Filters: 256, KernelSize: 3, Padding: Same, Activation: ReLU},
		MaxPooling2D{PoolSize: 3, Strides: 1, Padding: Same},
		Conv2D{Filters: 2, KernelSize: 3, Padding: Same, Activation: ReLU},
		Flatten{},
		Dense{Units: Classes, Activation: Softmax},
	}}
	run := with(func(t *Training) { t.BatchSize = 1000 })
	refused, ok := CheckRun(m, run).(*Error)
	if !ok || refused.Rule != RuleMemory {
		t.Fatalf("received %v, want a refusal for memory", refused)
	}
	run.BatchSize = refused.High
	if err := CheckRun(m, run); err != nil {
		t.Errorf("the limit %d itself: %v", refused.High, err)
	}
	if run.BatchSize++; CheckRun(m, run) == nil {
		t.Errorf("%d is above the limit and accepted", run.BatchSize)
	}
}

func TestRunMustNotTakeTooLong(t *testing.T) {
	m := Model{Input: Shape{64, 64, 1}, Layers: []Layer{
		Conv2D{Filters: 100, KernelSize: 7, Padding: Same},
		GlobalAveragePooling2D{},
		Dense{Units: Classes, Activation: Softmax},
	}}
	// 64·64·49·100 + 100·10 = 20,071,400; 2^30 / 20,071,400 = 53.5
	run := with(func(t *Training) { t.BatchSize = 53 * 4 })
	if err := CheckRun(m, run); err != nil {
		t.Errorf("53 images a shard: %v", err)
	}
	run.BatchSize++
	checkRefusal(t, CheckRun(m, run), refusal{RuleWork, "batch_size", "213", "at most 212 for a network with 20071400 multiply-adds an image"})
}

func TestEveryPresetRunsAsItIs(t *testing.T) {
	for _, p := range Presets() {
		if err := CheckRun(p.Model, p.Training); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
}

// 60,000 images make 469 batches of 128 (the last of 96) and 938 of 64.
func TestSteps(t *testing.T) {
	if got := Note(128).Steps(); got != 469 {
		t.Errorf("got %d steps, want 469", got)
	}
	if got := Note(64).Steps(); got != 938 {
		t.Errorf("got %d steps, want 938", got)
	}
}
