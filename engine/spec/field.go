package spec

import (
	"reflect"
	"strings"
)

// field is a field of a layer. Its name in JSON is that of Keras's argument. Keras
// code and fixes read the fields of the struct, so a new kind of layer needs no case
// there.
type field struct {
	name     string
	optional bool // its zero value means a default, which explicit fills in
	index    int
}

// fieldsOf lists the fields of a layer that JSON has.
func fieldsOf(l Layer) (list []field) {
	t := reflect.TypeOf(l)
	for i := range t.NumField() {
		if name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); name != "" {
			list = append(list, field{name: name, optional: options == "omitempty", index: i})
		}
	}
	return list
}

// of returns the field's value in l.
func (f field) of(l Layer) any { return reflect.ValueOf(l).Field(f.index).Interface() }

// with returns l with another value.
func (f field) with(l Layer, value any) Layer {
	changed := reflect.New(reflect.TypeOf(l)).Elem()
	changed.Set(reflect.ValueOf(l))
	changed.Field(f.index).Set(reflect.ValueOf(value))
	return changed.Interface().(Layer)
}

// zeroed returns l with the zero value.
func (f field) zeroed(l Layer) Layer {
	return f.with(l, reflect.Zero(reflect.TypeOf(f.of(l))).Interface())
}

// explicit fills in the defaults of a layer.
func explicit(l Layer) Layer {
	if d, ok := l.(interface{ explicit() Layer }); ok {
		return d.explicit()
	}
	return l
}

// activationOf returns the activation of a layer, Linear if it has none.
func activationOf(l Layer) Activation {
	for _, f := range fieldsOf(l) {
		if a, ok := f.of(l).(Activation); ok {
			return a.Or()
		}
	}
	return Linear
}
