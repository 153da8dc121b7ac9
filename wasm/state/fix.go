package state

import (
	"fmt"
	"strconv"

	"convlab/engine/spec"
)

// Fix is a further change that makes a refused value work, or the nearest value
// that works.
type Fix struct {
	Path  string // of the control that it changes
	Value string // to what, as SetField has it
	Learn []int  // layers that must be learned again
	Cost  spec.Cost
	Old   spec.Cost // of what the controls show
	next  Settings  // with the refused value and the fix
}

// Model is the network with the refused value and the fix.
func (f Fix) Model() spec.Model { return f.next.Model() }

// Fixes are those of the refusal, as long as the controls have not changed since.
func (d *Draft) Fixes() []Fix {
	if d.Refusal == nil || !d.Refusal.from.same(d.Settings) {
		return nil
	}
	return d.Refusal.Fixes
}

// refuse refuses settings that cannot work, and finds out why and what would work.
func (s *State) refuse(next Settings, path, value string, err error) {
	s.Draft.Refusal = refusal(path, value, err)
	s.Draft.Refusal.Model = next.Model()
	s.Draft.Refusal.from = s.Draft.clone()
	if s.Draft.Refusal.Fixes = s.fixes(next); s.Draft.Refusal.Fixes == nil {
		s.offerNearest(path, value)
	}
}

// refuseText is refuse for a text that is not a value of the control.
func (s *State) refuseText(path, value string, err error) {
	s.Draft.Refusal = refusal(path, value, err)
	s.Draft.Refusal.from = s.Draft.clone()
	s.offerNearest(path, value)
}

// offerNearest offers the nearest value within the limits of a control.
func (s *State) offerNearest(path, value string) {
	nearest, ok := nearestLimit(s.Draft.Refusal.Error, path, value)
	next := s.Draft.clone()
	if !ok || next.set(path, nearest) != nil || next.same(s.Draft.Settings) {
		return
	}
	if spec.CheckRun(next.Model(), next.Training) != nil {
		s.Draft.Refusal.Fixes = s.fixes(next)
		return
	}
	f := Fix{Path: path, Value: nearest, next: next}
	if s.appraise(&f) {
		s.Draft.Refusal.Fixes = []Fix{f}
	}
}

// fixes asks spec what would make the wished settings work, and finds the
// control of each change.
func (s *State) fixes(wish Settings) (list []Fix) {
	now := spec.Setup{Model: s.Draft.Model(), Training: s.Draft.Training}
	learned := spec.Learned{Model: s.withWeights(), Was: s.Network.LearnedLayers, Will: wish.layers()}
	for _, f := range spec.Fixes(learned, now, spec.Setup{Model: wish.Model(), Training: wish.Training}) {
		path, value := wish.control(f)
		next := wish.clone()
		if path == "" || next.set(path, value) != nil || !next.Model().Same(f.Setup.Model) || next.Training != f.Setup.Training {
			continue // the controls cannot show it
		}
		fix := Fix{Path: path, Value: value, next: next}
		if s.appraise(&fix) {
			list = append(list, fix)
		}
	}
	return list
}

// withWeights is the model whose weights a fix can keep.
func (s *State) withWeights() spec.Model {
	if m := s.Network.learned(); len(m.Layers) > 0 {
		return m
	}
	return s.Draft.Model() // no network has arrived
}

// appraise finds the layers that must be learned again after a fix, and its cost.
func (s *State) appraise(f *Fix) (ok bool) {
	var errs [2]error
	f.Learn = s.Network.mustLearn(f.next)
	f.Cost, errs[0] = f.next.Model().Cost()
	f.Old, errs[1] = s.Draft.Model().Cost()
	return errs == [2]error{}
}

// takeFix makes a refused change and a fix as one change.
func (s *State) takeFix(i int) []Command {
	list := s.Draft.Fixes()
	if i < 0 || i >= len(list) {
		return nil
	}
	return s.propose(list[i].next, list[i].Path, list[i].Value)
}

// control is the control that a fix changes, and its value; "" if there is none.
func (s Settings) control(f spec.Fix) (path, value string) {
	if f.Layer == spec.InTraining {
		return "training." + f.Field, f.Value
	}
	layer := 0
	for b, block := range s.Blocks {
		if layer == f.Layer {
			name := map[string]string{"filters": "filters", "kernel_size": "window", "strides": "stride", "padding": "padding"}[f.Field]
			return fmt.Sprintf("blocks[%d].%s", b, name), f.Value
		}
		layer++
		if block.Pool() == nil {
			continue
		}
		if layer == f.Layer {
			if f.Field == "" {
				return fmt.Sprintf("blocks[%d].pooling", b), string(NoPooling)
			}
			name := map[string]string{"pool_size": "pool_size", "strides": "pool_stride", "padding": "pool_padding"}[f.Field]
			return fmt.Sprintf("blocks[%d].%s", b, name), f.Value
		}
		layer++
	}
	if f.Field == "units" {
		return "units", f.Value
	}
	return "", ""
}

// nearestLimit is the limit of a control that is nearest to a refused number. It
// reports false if the text is not a number or the rule not a range.
func nearestLimit(e *spec.Error, path, text string) (limit string, ok bool) {
	if f, ok := decimalFieldOf(path); ok {
		n, err := spec.ParseDecimal(text)
		return spec.FormatDecimal(min(max(n, f.low), f.high)), err == nil
	}
	if e.Rule != spec.RuleRange {
		return "", false
	}
	n, err := spec.ParseWhole[uint64](text)
	if err != nil || e.Low < 0 || e.Low >= e.High {
		return "", false
	}
	return strconv.FormatUint(min(max(n, uint64(e.Low)), uint64(e.High)), 10), true
}
