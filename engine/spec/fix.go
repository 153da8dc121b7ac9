package spec

import (
	"cmp"
	"slices"
	"strconv"
)

// Fix is a single change with which a setup that was refused works.
type Fix struct {
	Layer  int    // of the refused model that it changes; InTraining: none
	Field  string // what it changes, by its name in JSON; "" takes the layer out
	Value  string // to what, as JSON without quotes
	Setup  Setup  // with the change: accepted by Check
	learn  int    // number of layers that must be learned again
	change int64  // multiply-adds by which it differs from what was set
}

// Learned is a model whose weights a changed one keeps where they fit, with the
// identities of its layers with weights and of those of the changed one, as
// CarryByID has them. No fix changes which layers have weights.
type Learned struct {
	Model     Model
	Was, Will []int
}

// InTraining is the Layer of a Fix that changes the training.
const InTraining = -1

// MaxFixes bounds what Fixes returns.
const MaxFixes = 3

// Fixes tries single changes of a setup that Check refuses: same padding,
// pooling taken out, a window one size smaller, a stride one smaller or larger,
// as much of the wish as works, and the limit that the refusal names. It returns
// those that Check accepts: first where the fewest layers must be learned again,
// then where the multiply-adds change least, at most MaxFixes.
//
// now is what was set before the wish, which no fix brings back. Without a fix, or
// for a wish that Check accepts, the list is empty.
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
		double := slices.ContainsFunc(list, func(other Fix) bool { return other.Setup.same(f.Setup) })
		if double || f.Setup.same(now) || f.Setup.Check() != nil {
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

// layerFixes lists what one step in a single layer would be.
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

// trainingFixes lists the limits of a batch that the refusal names, and as many
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
