package state

import (
	"maps"
	"slices"
	"strings"

	"convlab/engine/spec"
)

// Draft has the settings in the controls, and their relation to the network learned last.
type Draft struct {
	Settings
	Refusal     *Refusal // the last value that a control could not take, or nil
	Learn       []int    // layers that must be learned again
	Interrupted bool     // a change of the layers paused a training, or ended one that had made no step
	Replaced    int      // counts the networks with other layers that came from elsewhere: a file, a link, an earlier visit

	untouched bool            // the user changed no setting yet
	unshown   bool            // the controls cannot show the network, which came from a file
	chosen    map[string]bool // values of the training that the user has set
	fitting   *Settings       // a change that fits, to which Undo returns; nil: the learned network

	// What Undo brings back with the learned network, and with a change that fits.
	learnedValues, fittingValues trainingValues
}

// replace makes the controls show the settings of a network that does not come from a change of a control.
func (d *Draft) replace(next Settings) {
	if !next.Model().Same(d.Model()) {
		d.Replaced++
	}
	d.Settings, d.Refusal = next, nil
}

// copyValue copies the value of a setting of that name from one training to another.
func copyValue(t *spec.Training, from spec.Training, name string) {
	if row, ok := spec.FindSetting(name); ok {
		row.Set(t, row.Get(from))
	}
}

// noteOf is the note's training of a dense network or a convnet.
func noteOf(dense bool) spec.Training {
	if dense {
		return spec.Note(128)
	}
	return spec.Note(64)
}

// differs reports whether two trainings have another value of that name.
func differs(a, b spec.Training, name string) bool {
	row, ok := spec.FindSetting(name)
	return ok && row.Get(a) != row.Get(b)
}

// DiffersAt reports whether the control of a path shows a value of the training that is not the note's. Values of the network never
// differ.
func (d *Draft) DiffersAt(path string) bool {
	name, training := strings.CutPrefix(path, "training.")
	return training && differs(d.Training, noteOf(d.Dense()), name)
}

// inherit is a preset's training with the values that the user has set, which are
// the same for both networks.
func (d *Draft) inherit(t spec.Training) spec.Training {
	for name := range d.chosen {
		copyValue(&t, d.Training, name)
	}
	return t
}

// choose marks the values of a link, a file or a row as set if they are not the
// note's.
func (d *Draft) choose(next Settings) {
	d.chosen = map[string]bool{}
	for _, f := range TrainingFields() {
		if name := FieldName(f.Path); differs(next.Training, noteOf(next.Dense()), name) {
			d.chosen[name] = true
		}
	}
}

// trainingValues has the values of a training in the controls, and which of them the user has set.
type trainingValues struct {
	training spec.Training
	chosen   map[string]bool // nil: not saved
}

// saveValues saves the values before a change of the layers, which may have its
// own: those of the learned network, or of a change that fits.
func (s *State) saveValues() {
	now := trainingValues{s.Draft.Training, maps.Clone(s.Draft.chosen)}
	switch {
	case s.Network.loads != "": // the network shown has not arrived
	case !s.Changed():
		s.Draft.learnedValues = now
	case len(s.Draft.Learn) == 0:
		s.Draft.fittingValues = now
	}
}

// setValue records a value that the user has set. Undo keeps it.
func (d *Draft) setValue(name string) {
	d.chosen[name] = true
	for _, v := range []*trainingValues{&d.learnedValues, &d.fittingValues} {
		if v.chosen != nil {
			copyValue(&v.training, d.Training, name)
			v.chosen[name] = true
		}
	}
}

// restoreValues marks the values that were set as they were, and returns the training.
func (d *Draft) restoreValues(v trainingValues) spec.Training {
	if v.chosen == nil {
		return d.Training
	}
	d.chosen = maps.Clone(v.chosen)
	return v.training
}

// A layer with weights keeps its identity while others are added or removed, so
// that it keeps its weights. Files and links have no identities.

// layers are the identities of the layers with weights, in their order.
func (s *Settings) layers() (list []int) {
	for _, b := range s.Blocks {
		list = append(list, b.id)
	}
	if s.Units > 0 {
		list = append(list, s.hidden)
	}
	return append(list, s.output)
}

// identify gives the k-th layer with weights the k-th identity of layers. Further
// layers are new.
func (s *Settings) identify(layers []int) {
	k, unused := 0, 0
	if len(layers) > 0 {
		unused = slices.Max(layers) + 1
	}
	next := func() int {
		if k < len(layers) {
			k++
			return layers[k-1]
		}
		unused++
		return unused - 1
	}
	for i := range s.Blocks {
		s.Blocks[i].id = next()
	}
	if s.Units > 0 {
		s.hidden = next()
	}
	s.output = next()
	if s.Units == 0 { // one that is added later is new
		k = len(layers)
		s.hidden = next()
	}
}

// unused is an identity that neither the controls nor the learned network have.
func (s *State) unused() int {
	return slices.Max(append(append(s.Draft.layers(), s.Draft.hidden), s.Network.LearnedLayers...)) + 1
}
