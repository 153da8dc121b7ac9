package safetensors

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
)

// small has metadata, both dtypes, and a tensor without dimensions.
func small() File {
	return File{
		Metadata: map[string]string{"note": "größer & <kleiner>"},
		Tensors: []Tensor{
			{Name: "b/kernel", Shape: []int{2, 3}, DType: F32, Values: []float32{1, -2, 3.25, 0, 1e-30, -65536}},
			{Name: "a/bias", Shape: []int{3}, DType: F16, Values: []float32{0.5, -65504, 0x1p-24}},
			{Name: "scalar", Shape: []int{}, DType: F32, Values: []float32{7}},
		},
	}
}

func TestFileSurvives(t *testing.T) {
	data, err := Encode(small())
	if err != nil {
		t.Fatal(err)
	}
	if n := binary.LittleEndian.Uint64(data); n%8 != 0 {
		t.Errorf("the header has %d bytes, want a multiple of 8", n)
	}
	got, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, small()) {
		t.Errorf("got %+v, want %+v", got, small())
	}
	again, err := Encode(got)
	if err != nil || string(again) != string(data) {
		t.Errorf("the same file encodes to other bytes (error %v)", err)
	}
}

// Written by hand from the format's description. safetensors 0.8 for Python reads
// the same content from these bytes.
func TestFileIsSafetensors(t *testing.T) {
	data, err := Encode(File{Metadata: map[string]string{"k": "v"}, Tensors: []Tensor{
		{Name: "x", Shape: []int{2}, DType: F16, Values: []float32{1, -2}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := "\x50\x00\x00\x00\x00\x00\x00\x00" +
		`{"__metadata__":{"k":"v"},"x":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}} ` +
		"\x00\x3c\x00\xc0"
	if string(data) != want {
		t.Errorf("got  %q\nwant %q", data, want)
	}
}

// texts returns metadata of n keys.
func texts(n int) map[string]string {
	m := map[string]string{}
	for i := range n {
		m[fmt.Sprint(i)] = ""
	}
	return m
}

func TestTheMostMetadataSurvives(t *testing.T) {
	want := File{Metadata: texts(MaxMetadata), Tensors: []Tensor{}}
	data, err := Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Decode(data); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestEncodeRefusals(t *testing.T) {
	one := func(change func(*Tensor)) File {
		a := Tensor{Name: "a", Shape: []int{1}, DType: F32, Values: []float32{1}}
		change(&a)
		return File{Tensors: []Tensor{a}}
	}
	for _, c := range []struct {
		file File
		says string
	}{
		{one(func(a *Tensor) { a.Values = nil }), "expected 1 numbers for shape [1], received 0"},
		{one(func(a *Tensor) { a.DType = "F64" }), "expected dtype F32 or F16"},
		{one(func(a *Tensor) { a.Name = "" }), "a name for every tensor"},
		{one(func(a *Tensor) { a.Name = metadataName }), "a name for every tensor"},
		{one(func(a *Tensor) { a.Shape = []int{MaxDimension, MaxDimension} }), "at most 67108864 numbers"},
		{one(func(a *Tensor) { a.Values[0] = float32(math.NaN()) }), "finite numbers, received NaN at 0"},
		{one(func(a *Tensor) { a.Values[0] = float32(math.Inf(1)) }), "finite numbers, received +Inf at 0"},
		{one(func(a *Tensor) { a.DType, a.Values[0] = F16, 65520 }), "up to 65504 for F16, received 65520 at 0: use F32"},
		{File{Tensors: append(small().Tensors, small().Tensors...)}, `"b/kernel" twice`},
		{File{Tensors: make([]Tensor, MaxTensors+1)}, "at most 64 tensors, received 65"},
		{File{Metadata: texts(MaxMetadata + 1)}, "at most 64 texts of metadata, received 65"},
		{File{Metadata: map[string]string{"k": strings.Repeat("x", MaxHeader)}}, "header of at most 1048576 bytes"},
	} {
		if len(c.file.Tensors) > MaxTensors {
			for i := range c.file.Tensors {
				c.file.Tensors[i] = Tensor{Name: fmt.Sprint(i), Shape: []int{1}, DType: F32, Values: []float32{0}}
			}
		}
		if _, err := Encode(c.file); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("got %v, which does not say %q", err, c.says)
		}
	}
}
