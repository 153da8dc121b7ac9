package state

import (
	"cmp"
	"slices"
	"strconv"

	"convlab/engine/spec"
)

// Field describes the control of one setting, by its path of SetField.
type Field struct {
	Path      string
	Kind      spec.SettingKind
	Values    []string // that a control offers, in their order; none: a number is typed, a switch is true or false
	Low, High string   // limits of a number, as in NumberLimits
}

// maxSegments is the largest number of values that a control offers; larger ranges are typed.
const maxSegments = 5

// FieldOf returns the field of a path, and reports whether there is one.
func FieldOf(path string) (f Field, ok bool) {
	f = Field{Path: path}
	if values := choices(FieldName(path)); values != nil {
		f.Kind, f.Values = spec.Choice, values
		return f, true
	}
	if number, ok := wholeFieldOf(path); ok {
		f.Kind, f.Values = spec.Whole, number.segments()
		f.Low, f.High, _ = NumberLimits(path)
		return f, true
	}
	if f.Low, f.High, ok = NumberLimits(path); ok {
		f.Kind = spec.Decimal
		return f, true
	}
	row, ok := spec.FindSetting(FieldName(path))
	if !ok {
		return Field{}, false
	}
	f.Kind, f.Values = row.Kind(), row.Choices
	return f, true
}

// choices are the values of a setting of the layers that are not numbers; nil: it is no such setting.
func choices(name string) []string {
	switch name {
	case "padding", "pool_padding":
		return texts([]spec.Padding{spec.Valid, spec.Same})
	case "pooling":
		return texts(poolings())
	case "head":
		return texts(heads())
	case "activation", "hidden":
		return texts(spec.Activations())
	}
	return nil
}

func texts[S ~string](values []S) (list []string) {
	for _, v := range values {
		list = append(list, string(v))
	}
	return list
}

// segments lists the values that the Up key goes to from the lowest one, nil if they are more than maxSegments.
func (f wholeField) segments() (list []string) {
	if (f.high-f.low)/f.step >= maxSegments {
		return nil
	}
	for v := f.low; v <= f.high; v += f.step {
		list = append(list, strconv.FormatUint(v, 10))
	}
	return list
}

// Segments are the values that the control offers while it shows value: Values, and value itself where a link or a file has one
// that they do not list.
func (f Field) Segments(value string) []string {
	if len(f.Values) == 0 || slices.Contains(f.Values, value) {
		return f.Values
	}
	list := append(slices.Clone(f.Values), value)
	if f.Kind == spec.Whole {
		slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	}
	return list
}

// Applies reports whether the setting has an effect on s: momentum has none without SGD, and the size of a pooling none without
// a pooling. The control of one without effect is not shown.
func (f Field) Applies(s Settings) bool {
	switch name := FieldName(f.Path); name {
	case "pool_size", "pool_stride", "pool_padding":
		return FieldText(s, f.Path[:len(f.Path)-len(name)]+"pooling") != string(NoPooling)
	default:
		row, ok := spec.FindSetting(name)
		return !ok || row.Optimizer == "" || row.Optimizer == s.Training.Optimizer
	}
}

// ConvFields are the settings of a block's convolution, and PoolFields those of its pooling, in the order of their controls.
func ConvFields(block int) []Field {
	return fieldsOf(FieldPath(block, ""), "window", "stride", "padding", "filters", "activation")
}

// PoolFields is described with ConvFields.
func PoolFields(block int) []Field {
	return fieldsOf(FieldPath(block, ""), "pooling", "pool_size", "pool_stride", "pool_padding")
}

// DenseFields are the settings from the maps to the scores.
func DenseFields() []Field { return fieldsOf("", "head", "units", "hidden", "dropout") }

// TrainingFields are the settings of the training that users can change, in the order of the table of settings.
func TrainingFields() (list []Field) {
	for _, row := range spec.Settings() {
		if row.Internal == "" {
			list = append(list, fieldsOf("training.", row.Name)...)
		}
	}
	return list
}

// ChipFields are the settings of the training that one chip of the run bar opens: its own, and with the optimiser those that only
// some optimisers have.
func ChipFields(path string) []Field {
	return slices.DeleteFunc(TrainingFields(), func(f Field) bool {
		row, _ := spec.FindSetting(FieldName(f.Path))
		return f.Path != path && (path != "training.optimizer" || row.Optimizer == "")
	})
}

func fieldsOf(prefix string, names ...string) (list []Field) {
	for _, name := range names {
		f, _ := FieldOf(prefix + name)
		list = append(list, f)
	}
	return list
}
