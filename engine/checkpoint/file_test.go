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
	var keys []string
	for i := range 100_000 {
		keys = append(keys, fmt.Sprintf(`"%x":""`, i))
	}
	metadata := func(text string) []byte { return raw(`{"__metadata__":`+text+`}`, 0) }
	million := strings.Repeat("9", 1_000_000)
	list := "[" + strings.Repeat("1,", 500_000) + "1]"
	letters := strings.Repeat("x", 1_000_000)
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
		"shape null":          {raw("{"+array("a", "F32", "null", "[0,4]")+"}", 4), "a list of at most 4 whole numbers, received \"null\""},
		"one offset":          {raw("{"+array("a", "F32", "[1]", "[4]")+"}", 4), "dtype, shape and two data_offsets"},
		"offset a fraction":   {raw("{"+array("a", "F32", "[1]", "[0,4.5]")+"}", 4), "data_offsets"},
		"offset beyond int64": {raw("{"+array("a", "F32", "[1]", "[0,18446744073709551616]")+"}", 4), "data_offsets"},
		"unknown type":        {raw("{"+array("a", "BF16", "[1]", "[0,2]")+"}", 2), `expected type F32 or F16, received "BF16"`},
		"no name":             {raw("{"+array("", "F32", "[1]", "[0,4]")+"}", 4), "a name for every array"},
		"rank 5":              {raw("{"+array("a", "F32", "[1,1,1,1,1]", "[0,4]")+"}", 4), "at most 4 whole numbers, received \"1\" behind 4"},
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
		"65 texts":            {metadata("{" + strings.Join(keys[:MaxMetadata+1], ",") + "}"), "at most 64 texts of metadata"},
		"100,000 texts":       {metadata("{" + strings.Join(keys, ",") + "}"), "at most 64 texts of metadata"},
		"a text of a list":    {metadata(`{"k":` + list + "}"), "expected a text"},
		"a text of digits":    {metadata(`{"k":` + million + "}"), "expected a text"},
		"a text deep":         {metadata(`{"k":` + strings.Repeat("[", 1<<19)), "expected a text"},
		"metadata deep":       {metadata(strings.Repeat(`{"k":`, 1<<17)), "expected a text"},
		"a key of letters":    {metadata(`{"` + letters + `":7}`), "expected a text"},
		"a key of escapes":    {metadata(`{"` + strings.Repeat(`\u0001`, 170_000) + `":7}`), "expected a text"},
		"a long key twice":    {metadata(`{"` + letters[:1<<18] + `":"","` + letters[:1<<18] + `":""}`), `…" once`},
		"a long name":         {raw("{"+array(letters, "F32", "[2]", "[0,4]")+"}", 4), "expected 8 bytes for F32 [2]"},
		"a long type":         {raw("{"+array("a", letters, "[1]", "[0,4]")+"}", 4), "expected type F32 or F16"},
		"a type of a list":    {raw(`{"a":{"dtype":`+list+`}}`, 0), "safetensors dtype, which is a text"},
		"500,000 dimensions":  {raw("{"+array("a", "F32", list, "[0,4]")+"}", 4), `at most 4 whole numbers, received "1" behind 4`},
		"500,000 offsets":     {raw("{"+array("a", "F32", "[1]", list)+"}", 4), `at most 2 whole numbers, received "1" behind 2`},
		"a long dimension":    {raw("{"+array("a", "F32", "["+million+"]", "[0,4]")+"}", 4), "at most 4 whole numbers, received \"999"},
		"a long offset":       {raw("{"+array("a", "F32", "[1]", "[0,"+million+"]")+"}", 4), "at most 2 whole numbers, received \"999"},
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

// A refusal costs little, whatever the file announces: a header of 1 MiB lies in
// a buffer that doubles, and its longest text once more, and in the message.
func TestHostileFilesCostLittle(t *testing.T) {
	for name, c := range hostile() {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		Decode(c.data)
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > 6<<20 {
			t.Errorf("%s: allocates %d bytes", name, n)
		}
	}
}

// texts are metadata of n keys.
func texts(n int) map[string]string {
	m := map[string]string{}
	for i := range n {
		m[fmt.Sprint(i)] = ""
	}
	return m
}

// The most metadata that there may be come back.
func TestAsManyTextsAsThereMayBeSurvive(t *testing.T) {
	want := File{Metadata: texts(MaxMetadata), Arrays: []Array{}}
	data, err := Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Decode(data); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
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
		{File{Metadata: texts(MaxMetadata + 1)}, "at most 64 texts of metadata, received 65"},
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
