package checkpoint

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// small has all that the format knows: metadata, both types, a number without
// dimensions.
func small() File {
	return File{
		Metadata: map[string]string{"note": "größer & <kleiner>"},
		Arrays: []Array{
			{Name: "b/kernel", Shape: []int{2, 3}, Type: F32, Values: []float32{1, -2, 3.25, 0, 1e-30, -65536}},
			{Name: "a/bias", Shape: []int{3}, Type: F16, Values: []float32{0.5, -65504, 0x1p-24}},
			{Name: "scalar", Shape: []int{}, Type: F32, Values: []float32{7}},
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

// The bytes of the format's own description: 8 of length, JSON, numbers.
// safetensors 0.8 for Python opens this file and finds the same in it.
func TestFileIsSafetensors(t *testing.T) {
	data, err := Encode(File{Metadata: map[string]string{"k": "v"}, Arrays: []Array{
		{Name: "x", Shape: []int{2}, Type: F16, Values: []float32{1, -2}},
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

// raw is a file with that header and n bytes of zeros behind it.
func raw(header string, n int) []byte {
	data := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(data, header...), make([]byte, n)...)
}

// array is one entry of a header.
func array(name, dtype, shape, offsets string) string {
	return fmt.Sprintf(`%q:{"dtype":%q,"shape":%s,"data_offsets":%s}`, name, dtype, shape, offsets)
}

// hostile files, each with a part of what the error must say.
func hostile() map[string]struct {
	data []byte
	says string
} {
	type file = struct {
		data []byte
		says string
	}
	many := make([]string, MaxArrays+1)
	for i := range many {
		many[i] = array(fmt.Sprint("a", i), "F32", "[1]", fmt.Sprintf("[%d,%d]", 4*i, 4*i+4))
	}
	nan := append(raw("{"+array("a", "F32", "[1]", "[0,4]")+"}", 0), 0, 0, 0xc0, 0x7f)
	half := append(raw("{"+array("a", "F16", "[1]", "[0,2]")+"}", 0), 0, 0x7c)
	return map[string]file{
		"empty":               {nil, "received 0 bytes"},
		"cut in the length":   {[]byte{1, 2, 3}, "received 3 bytes"},
		"gzip renamed":        {[]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00"), "received one of another kind"},
		"length wraps":        {binary.LittleEndian.AppendUint64(nil, math.MaxUint64), "announces 18446744073709551615"},
		"header cut":          {raw("{}", 0)[:9], "expected 2 bytes of header, received 1"},
		"header too long":     {binary.LittleEndian.AppendUint64(nil, MaxHeader+1), "header of at most 1048576 bytes, received one that announces 1048577"},
		"larger than a file":  {make([]byte, MaxFile+1), "at most 67108864 bytes, received 67108865"},
		"no JSON":             {raw("hello", 0), "begins with 'h' instead of {"},
		"JSON list":           {raw("[]", 0), "begins with '[' instead of {"},
		"JSON cut":            {raw(`{"a":`, 0), "expected a JSON object"},
		"JSON open":           {raw(`{`, 0), "expected JSON"},
		"behind the JSON":     {raw(`{} {}`, 0), "nothing but spaces"},
		"nested":              {raw(strings.Repeat(`{"a":`, 1<<16), 0), "received \"a\""},
		"nested list":         {raw(`{"a":{"dtype":"F32","shape":`+strings.Repeat("[", 1<<17)+`}}`, 0), "safetensors shape"},
		"array twice":         {raw("{"+array("a", "F32", "[1]", "[0,4]")+","+array("a", "F32", "[1]", "[4,8]")+"}", 8), `"a" once`},
		"field twice":         {raw(`{"a":{"dtype":"F32","dtype":"F16"}}`, 0), `"dtype" once`},
		"unknown field":       {raw(`{"a":{"type":"F32"}}`, 0), `received "type"`},
		"metadata no text":    {raw(`{"__metadata__":{"k":7}}`, 0), "expected a text"},
		"metadata null":       {raw(`{"__metadata__":{"k":null}}`, 0), "expected a text"},
		"metadata twice":      {raw(`{"__metadata__":{"k":"a","k":"b"}}`, 0), `"k" once`},
		"shape missing":       {raw(`{"a":{"dtype":"F32","data_offsets":[0,4]}}`, 4), "dtype, shape and two data_offsets"},
		"shape null":          {raw("{"+array("a", "F32", "null", "[0,4]")+"}", 4), "dtype, shape and two data_offsets"},
		"one offset":          {raw("{"+array("a", "F32", "[1]", "[4]")+"}", 4), "dtype, shape and two data_offsets"},
		"offset a fraction":   {raw("{"+array("a", "F32", "[1]", "[0,4.5]")+"}", 4), "data_offsets"},
		"offset beyond int64": {raw("{"+array("a", "F32", "[1]", "[0,18446744073709551616]")+"}", 4), "data_offsets"},
		"unknown type":        {raw("{"+array("a", "BF16", "[1]", "[0,2]")+"}", 2), `expected type F32 or F16, received "BF16"`},
		"no name":             {raw("{"+array("", "F32", "[1]", "[0,4]")+"}", 4), "a name for every array"},
		"rank 5":              {raw("{"+array("a", "F32", "[1,1,1,1,1]", "[0,4]")+"}", 4), "at most 4 dimensions, received 5"},
		"dimension 0":         {raw("{"+array("a", "F32", "[0]", "[0,0]")+"}", 0), "dimensions of 1 to 65536, received 0"},
		"dimension negative":  {raw("{"+array("a", "F32", "[-1,-1]", "[0,4]")+"}", 4), "received -1"},
		"dimension too large": {raw("{"+array("a", "F32", "[65537]", "[0,262148]")+"}", 262148), "received 65537"},
		"product wraps":       {raw("{"+array("a", "F32", "[65536,65536,65536,65536]", "[0,0]")+"}", 0), "at most 67108864 numbers"},
		"wrong length":        {raw("{"+array("a", "F32", "[2]", "[0,4]")+"}", 4), "expected 8 bytes for F32 [2], received offsets 0 to 4"},
		"more than its shape": {raw("{"+array("a", "F32", "[1]", "[0,8]")+"}", 8), "expected 4 bytes for F32 [1], received offsets 0 to 8"},
		"end before begin":    {raw("{"+array("a", "F32", "[1]", "[4,0]")+"}", 4), "received offsets 4 to 0"},
		"begin negative":      {raw("{"+array("a", "F32", "[1]", "[-4,0]")+"}", 4), "received offsets -4 to 0"},
		"overlap":             {raw("{"+array("a", "F32", "[1]", "[0,4]")+","+array("b", "F32", "[1]", "[2,6]")+"}", 6), `"b": expected it to begin at byte 4`},
		"same bytes twice":    {raw("{"+array("a", "F32", "[1]", "[0,4]")+","+array("b", "F32", "[1]", "[0,4]")+"}", 4), `"b": expected it to begin at byte 4`},
		"gap":                 {raw("{"+array("a", "F32", "[1]", "[0,4]")+","+array("b", "F32", "[1]", "[8,12]")+"}", 12), "where the one before ends, received 8"},
		"gap at the start":    {raw("{"+array("a", "F32", "[1]", "[4,8]")+"}", 8), "begin at byte 0"},
		"body cut":            {raw("{"+array("a", "F32", "[2]", "[0,8]")+"}", 7), "expected 8 bytes of arrays, received 7"},
		"behind the body":     {raw("{"+array("a", "F32", "[2]", "[0,8]")+"}", 9), "expected 8 bytes of arrays, received 9"},
		"65 arrays":           {raw("{"+strings.Join(many, ",")+"}", 4*len(many)), "at most 64 arrays"},
		"NaN":                 {nan, "expected finite numbers, received NaN at 0"},
		"half infinity":       {half, "expected finite numbers, received +Inf at 0"},
	}
}

func TestHostileFilesAreRefused(t *testing.T) {
	for name, c := range hostile() {
		t.Run(name, func(t *testing.T) {
			f, err := Decode(c.data)
			if err == nil {
				t.Fatalf("accepted as %+v", f)
			}
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %q, which does not say %q", err, c.says)
			}
			if len(err.Error()) > 300 {
				t.Errorf("the message has %d bytes", len(err.Error()))
			}
		})
	}
}

// A refusal costs little, whatever the file announces. The hostile header of
// 128 KiB of brackets is what costs most; 4 MiB leaves it room.
func TestHostileFilesCostLittle(t *testing.T) {
	for name, c := range hostile() {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		Decode(c.data)
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > 4<<20 {
			t.Errorf("%s: allocates %d bytes", name, n)
		}
	}
}

func TestEncodeRefusals(t *testing.T) {
	one := func(change func(*Array)) File {
		a := Array{Name: "a", Shape: []int{1}, Type: F32, Values: []float32{1}}
		change(&a)
		return File{Arrays: []Array{a}}
	}
	for _, c := range []struct {
		file File
		says string
	}{
		{one(func(a *Array) { a.Values = nil }), "expected 1 numbers for shape [1], received 0"},
		{one(func(a *Array) { a.Type = "F64" }), "expected type F32 or F16"},
		{one(func(a *Array) { a.Name = "" }), "a name for every array"},
		{one(func(a *Array) { a.Name = metadataName }), "a name for every array"},
		{one(func(a *Array) { a.Shape = []int{MaxDimension, MaxDimension} }), "at most 67108864 numbers"},
		{one(func(a *Array) { a.Values[0] = float32(math.NaN()) }), "finite numbers, received NaN at 0"},
		{one(func(a *Array) { a.Values[0] = float32(math.Inf(1)) }), "finite numbers, received +Inf at 0"},
		{one(func(a *Array) { a.Type, a.Values[0] = F16, 65520 }), "up to 65504 for F16, received 65520 at 0: use F32"},
		{File{Arrays: append(small().Arrays, small().Arrays...)}, `"b/kernel" twice`},
		{File{Arrays: make([]Array, MaxArrays+1)}, "at most 64 arrays, received 65"},
		{File{Metadata: map[string]string{"k": strings.Repeat("x", MaxHeader)}}, "header of at most 1048576 bytes"},
	} {
		if len(c.file.Arrays) > MaxArrays {
			for i := range c.file.Arrays {
				c.file.Arrays[i] = Array{Name: fmt.Sprint(i), Shape: []int{1}, Type: F32, Values: []float32{0}}
			}
		}
		if _, err := Encode(c.file); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("got %v, which does not say %q", err, c.says)
		}
	}
}
