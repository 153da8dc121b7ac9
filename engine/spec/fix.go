package spec

import (
	"cmp"
	"slices"
	"strconv"
)

// Setup is a network and how to train it.
type Setup struct {
	Model    Model
	Training Training
}

// Check is CheckRun.
func (s Setup) Check() error { return CheckRun(s.Model, s.Training) }

func (s Setup) same(other Setup) bool {
	return s.Model.Same(other.Model) && s.Training == other.Training
}

// with returns s with another layer i.
func (s Setup) with(i int, l Layer) Setup {
	s.Model.Layers = slices.Clone(s.Model.Layers)
	s.Model.Layers[i] = l
	return s
}

// Fix is a single change that makes a refused setup work.
type Fix struct {
	Layer  int    // index of the changed layer in the refused model, or InTraining
	Field  string // name in JSON of the changed field; "" takes the layer out
	Value  string // new value, as JSON without quotes
	Setup  Setup  // the setup with the change, which Check accepts
	learn  int    // number of layers that must be learned again
	change int64  // multiply-adds by which it differs from the setup before the wish
}

// Learned is a trained model, whose weights a changed one keeps where they fit.
// Was and Will identify its layers with weights and those of the changed model,
// as in CarryByID. No fix changes which layers have weights.
type Learned struct {
	Model     Model
	Was, Will []int
}

// InTraining is the Layer of a Fix that changes the training.
const InTraining = -1

// MaxFixes is the most fixes that Fixes returns.
const MaxFixes = 3

// Fixes tries single changes of wish, a setup that Check refuses: same padding,
// pooling taken out, a window one size smaller, a stride one smaller or larger,
// as much of the wish as works, and the limit that the refusal names. It returns
// at most MaxFixes that Check accepts, ordered by the number of layers that must
// be learned again, then by the change of multiply-adds.
//
// now is the setup before the wish; no fix returns to it. The list is empty if
// nothing helps or Check accepts the wish.
func Fixes(learned Learned, now, wish Setup) []Fix {
	list := allFixes(learned, now, wish)
	return list[:min(len(list), MaxFixes)]
}

func allFixes(learned Learned, now, wish Setup) (list []Fix) {
	refused := wish.Check()
	if refused == nil {
		return nil
	}
	for _, f := range slices.Concat(layerFixes(wish), nearestFixes(now, wish), trainingFixes(wish, refused)) {
		duplicate := slices.ContainsFunc(list, func(other Fix) bool { return other.Setup.same(f.Setup) })
		if duplicate || f.Setup.same(now) || f.Setup.Check() != nil {
			continue
		}
		_, learn, err := CarryByID(learned.Model, f.Setup.Model, learned.Was, learned.Will)
		if err != nil {
			continue
		}
		change, err := CostChange(now.Model, f.Setup.Model)
		if err != nil {
			continue
		}
		f.learn, f.change = len(learn), max(change.MACs, -change.MACs)
		list = append(list, f)
	}
	slices.SortStableFunc(list, func(a, b Fix) int {
		return cmp.Or(cmp.Compare(a.learn, b.learn), cmp.Compare(a.change, b.change))
	})
	return list
}

// layerFixes lists the changes of a single layer by one step.
func layerFixes(wish Setup) (list []Fix) {
	for i, l := range wish.Model.Layers {
		for _, other := range neighbours(l) {
			list = append(list, Fix{Layer: i, Field: other.field, Value: other.value, Setup: wish.with(i, other.layer)})
		}
		switch l.(type) {
		case MaxPooling2D, AveragePooling2D:
			without := wish
			without.Model.Layers = slices.Delete(slices.Clone(wish.Model.Layers), i, i+1)
			list = append(list, Fix{Layer: i, Setup: without})
		}
	}
	return list
}

// trainingFixes lists the largest batch, if the refusal names it, and as many
// images as the batch has.
func trainingFixes(wish Setup, refused error) (list []Fix) {
	e, ok := refused.(*Error)
	if !ok || e.High < 1 {
		return nil
	}
	switch e.Rule {
	case RuleMemory, RuleWork, RuleExamples:
		smaller := wish
		smaller.Training.BatchSize = e.High
		list = append(list, Fix{Layer: InTraining, Field: "batch_size", Value: strconv.Itoa(smaller.Training.BatchSize), Setup: smaller})
	}
	if e.Rule == RuleExamples {
		more := wish
		more.Training.Examples = wish.Training.BatchSize
		list = append(list, Fix{Layer: InTraining, Field: "examples", Value: strconv.Itoa(more.Training.Examples), Setup: more})
	}
	return list
}
