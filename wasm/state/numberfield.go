package state

import (
	"fmt"
	"strconv"
	"strings"

	"convlab/engine/spec"
)

// wholeField has the limits of a setting that is a whole number. Up and Down go
// to the next multiple of step.
type wholeField struct{ low, high, step uint64 }

// wholeFieldOf finds the setting by the last part of its path.
func wholeFieldOf(path string) (f wholeField, ok bool) {
	switch FieldName(path) {
	case "filters":
		f = wholeField{1, spec.MaxFilters, 8}
	case "window":
		f = wholeField{1, spec.MaxKernelSize, 2}
	case "stride", "pool_stride":
		f = wholeField{1, spec.MaxStrides, 1}
	case "pool_size":
		f = wholeField{spec.MinPoolSize, spec.MaxPoolSize, 1}
	case "units":
		f = wholeField{0, spec.MaxUnits, 16}
	default:
		row, ok := spec.FindSetting(FieldName(path))
		f = wholeField{row.Low, row.High, 1}
		if row.Name == "examples" {
			f.step = 100
		}
		return f, ok && row.Kind() == spec.Whole
	}
	return f, true
}

// next is the value that Up or Down goes to, within the limits.
func (f wholeField) next(v uint64, up bool) uint64 {
	switch {
	case up && v >= f.high-f.high%f.step: // no multiple above it within the limits
		return f.high
	case up:
		return max(v-v%f.step+f.step, f.low)
	case v <= f.low:
		return f.low
	}
	return min(max((v-1)/f.step*f.step, f.low), f.high)
}

// decimalField has the limits of a setting with decimals for the keys and for
// screen readers. Package spec knows what else can be typed.
type decimalField struct {
	low, high float32 // what the keys and offers go to
	perOne    int     // steps of Up and Down in 1; 0: they go to 1, 2 or 5 times a power of ten
}

func decimalFieldOf(path string) (f decimalField, ok bool) {
	switch FieldName(path) {
	case "dropout":
		f = decimalField{0, spec.MaxDropout, 10}
	default:
		row, ok := spec.FindSetting(FieldName(path))
		if !ok || row.Kind() != spec.Decimal {
			return f, false
		}
		f = decimalField{float32(row.Low), float32(row.High), 10}
		if row.OpenLow {
			f.perOne = 0
		}
		if row.OpenHigh {
			f.high -= 0.001 // anything below it can be typed
		}
	}
	return f, true
}

func (f decimalField) next(v float32, up bool) float32 {
	best := f.high
	if !up {
		best = f.low
		if f.perOne == 0 {
			best = v // the learning rate cannot be 0: at the smallest step Down does nothing
		}
	}
	for _, step := range f.steps() {
		if up && step > v {
			return min(step, f.high)
		}
		if !up && step < v {
			best = min(step, f.high)
		}
	}
	return best
}

// steps lists the values that the keys go to, rising.
func (f decimalField) steps() (list []float32) {
	if f.perOne > 0 {
		for k := 0; float32(k)/float32(f.perOne) <= f.high; k++ {
			list = append(list, float32(k)/float32(f.perOne))
		}
		return list
	}
	for exponent := -6; exponent <= 1; exponent++ {
		for _, digit := range []int{1, 2, 5} {
			step, err := spec.ParseDecimal(fmt.Sprintf("%de%d", digit, exponent))
			if err == nil && step <= f.high {
				list = append(list, step)
			}
		}
	}
	return list
}

// StepNumber returns the text of a number's field after the Up key, or Down. It
// reports false if the text is not a number.
func StepNumber(path, text string, up bool) (next string, ok bool) {
	if f, ok := wholeFieldOf(path); ok {
		v, err := spec.ParseWhole[uint64](text)
		return strconv.FormatUint(f.next(v, up), 10), err == nil
	}
	if f, ok := decimalFieldOf(path); ok {
		v, err := spec.ParseDecimal(text)
		return spec.FormatDecimal(f.next(v, up)), err == nil
	}
	return "", false
}

// NumberLimits returns the bounds of a number's field as texts, and reports whether
// the path is a number's. A learning rate is above its lower bound and a momentum
// below its upper one.
func NumberLimits(path string) (low, high string, ok bool) {
	if f, ok := wholeFieldOf(path); ok {
		return strconv.FormatUint(f.low, 10), strconv.FormatUint(f.high, 10), true
	}
	f, ok := decimalFieldOf(path)
	if row, ok := spec.FindSetting(FieldName(path)); ok && row.OpenHigh {
		f.high = float32(row.High)
	}
	return spec.FormatDecimal(f.low), spec.FormatDecimal(f.high), ok
}

// FieldName is "filters" of "blocks[1].filters".
func FieldName(path string) string { return path[strings.LastIndex(path, ".")+1:] }
