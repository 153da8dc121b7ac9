package spec

import (
	"cmp"
	"slices"
	"strconv"
)

// Setting is a network and the training that is to be done with it.
type Setting struct {
	Model    Model
	Training Training
}

// Check is CheckRun.
func (s Setting) Check() error { return CheckRun(s.Model, s.Training) }

func (s Setting) same(other Setting) bool {
	return s.Model.Same(other.Model) && s.Training == other.Training
}

// Fix is a single change with which a setting that was refused works.
type Fix struct {
	Layer   int     // of the refused model that it changes; InTraining: none
	Field   string  // what it changes, by its name in JSON; "" takes the layer out
	Value   string  // to what, as JSON without quotes
	Setting Setting // with the change: accepted by Check
	Learn   []int   // layers of Setting.Model that must be learned again
	Change  Cost    // by how much it costs more than what answers
}

// InTraining is the Layer of a Fix that changes the training.
const InTraining = -1

// MaxFixes bounds what Fixes returns.
const MaxFixes = 3

// Fixes tries single changes of a setting that Check refuses: same padding,
// pooling taken out, a window one size smaller, a stride one smaller or larger,
// as much of the wish as works, and the limit that the refusal names. It returns
// those that Check accepts: first where the fewest layers must be learned again,
// then where the multiply-adds change least, at most MaxFixes.
//
// now is what was set before the wish, which no fix brings back; answering is the
// network whose weights are kept. Without a fix, or for a wish that Check accepts,
// the list is empty.
func Fixes(answering Model, now, wish Setting) []Fix {
	list := allFixes(answering, now, wish)
	return list[:min(len(list), MaxFixes)]
}

func allFixes(answering Model, now, wish Setting) (list []Fix) {
	refused := wish.Check()
	if refused == nil {
		return nil
	}
	for _, f := range slices.Concat(layerFixes(wish), nearestFixes(now, wish), trainingFixes(wish, refused)) {
		double := slices.ContainsFunc(list, func(other Fix) bool { return other.Setting.same(f.Setting) })
		if double || f.Setting.same(now) || f.Setting.Check() != nil {
			continue
		}
		_, learn, err := Carry(answering, f.Setting.Model)
		if err != nil {
			continue
		}
		if f.Change, err = CostChange(answering, f.Setting.Model); err != nil {
			continue
		}
		f.Learn = learn
		list = append(list, f)
	}
	slices.SortStableFunc(list, func(a, b Fix) int {
		return cmp.Or(cmp.Compare(len(a.Learn), len(b.Learn)), cmp.Compare(magnitude(a.Change.MACs), magnitude(b.Change.MACs)))
	})
	return list
}

func magnitude(n int64) int64 { return max(n, -n) }

// layerFixes lists what one step in a single layer would be.
func layerFixes(wish Setting) (list []Fix) {
	for i, l := range wish.Model.Layers {
		for _, other := range neighbours(l) {
			list = append(list, Fix{Layer: i, Field: other.field, Value: other.value, Setting: wish.with(i, other.layer)})
		}
		switch l.(type) {
		case MaxPooling2D, AveragePooling2D:
			without := wish
			without.Model.Layers = slices.Delete(slices.Clone(wish.Model.Layers), i, i+1)
			list = append(list, Fix{Layer: i, Setting: without})
		}
	}
	return list
}

// with is s with another layer i.
func (s Setting) with(i int, l Layer) Setting {
	s.Model.Layers = slices.Clone(s.Model.Layers)
	s.Model.Layers[i] = l
	return s
}

// trainingFixes lists the limits of a batch that the refusal names, and as many
// images as the batch has.
func trainingFixes(wish Setting, refused error) (list []Fix) {
	e, ok := refused.(*Error)
	if !ok || e.High < 1 {
		return nil
	}
	switch e.Rule {
	case RuleMemory, RuleWork, RuleExamples:
		smaller := wish
		smaller.Training.BatchSize = e.High
		list = append(list, Fix{Layer: InTraining, Field: "batch_size", Value: strconv.Itoa(smaller.Training.BatchSize), Setting: smaller})
	}
	if e.Rule == RuleExamples {
		more := wish
		more.Training.Examples = wish.Training.BatchSize
		list = append(list, Fix{Layer: InTraining, Field: "examples", Value: strconv.Itoa(more.Training.Examples), Setting: more})
	}
	return list
}
