package safetensors

import (
	"encoding/binary"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"
)

// raw returns a file of a header and n zero bytes.
func raw(header string, n int) []byte {
	data := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(data, header...), make([]byte, n)...)
}

// tensor returns an entry of a header.
func tensor(name, dtype, shape, offsets string) string {
	return fmt.Sprintf(`%q:{"dtype":%q,"shape":%s,"data_offsets":%s}`, name, dtype, shape, offsets)
}

// hostile returns files that must be refused, each with a part of the error.
func hostile() map[string]struct {
	data []byte
	says string
} {
	type file = struct {
		data []byte
		says string
	}
	many := make([]string, MaxTensors+1)
	for i := range many {
		many[i] = tensor(fmt.Sprint("a", i), "F32", "[1]", fmt.Sprintf("[%d,%d]", 4*i, 4*i+4))
	}
	var keys []string
	for i := range 100_000 {
		keys = append(keys, fmt.Sprintf(`"%x":""`, i))
	}
	metadata := func(text string) []byte { return raw(`{"__metadata__":`+text+`}`, 0) }
	million := strings.Repeat("9", 1_000_000)
	list := "[" + strings.Repeat("1,", 500_000) + "1]"
	letters := strings.Repeat("x", 1_000_000)
	nan := append(raw("{"+tensor("a", "F32", "[1]", "[0,4]")+"}", 0), 0, 0, 0xc0, 0x7f)
	half := append(raw("{"+tensor("a", "F16", "[1]", "[0,2]")+"}", 0), 0, 0x7c)
	return map[string]file{
		"empty":               {nil, "received 0 bytes"},
		"cut in the length":   {[]byte{1, 2, 3}, "received 3 bytes"},
		"gzip renamed":        {[]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00"), "received one of another kind"},
		"length wraps":        {binary.LittleEndian.AppendUint64(nil, math.MaxUint64), "announces 18446744073709551615"},
		"header cut":          {raw("{}", 0)[:9], "expected 2 bytes of header, received 1"},
		"header too long":     {binary.LittleEndian.AppendUint64(nil, MaxHeader+1), "header of at most 1048576 bytes, received one that announces 1048577"},
		"larger than a file":  {make([]byte, MaxFile+1), "at most 67108864 bytes, received 67108865"},
		"not JSON":            {raw("hello", 0), "begins with 'h' instead of {"},
		"JSON list":           {raw("[]", 0), "begins with '[' instead of {"},
		"JSON cut":            {raw(`{"a":`, 0), "expected a JSON object"},
		"JSON open":           {raw(`{`, 0), "expected JSON"},
		"after the JSON":      {raw(`{} {}`, 0), "nothing but spaces"},
		"nested":              {raw(strings.Repeat(`{"a":`, 1<<16), 0), "received \"a\""},
		"nested list":         {raw(`{"a":{"dtype":"F32","shape":`+strings.Repeat("[", 1<<17)+`}}`, 0), "safetensors shape"},
		"tensor twice":        {raw("{"+tensor("a", "F32", "[1]", "[0,4]")+","+tensor("a", "F32", "[1]", "[4,8]")+"}", 8), `"a" once`},
		"field twice":         {raw(`{"a":{"dtype":"F32","dtype":"F16"}}`, 0), `"dtype" once`},
		"unknown field":       {raw(`{"a":{"type":"F32"}}`, 0), `received "type"`},
		"metadata not text":   {raw(`{"__metadata__":{"k":7}}`, 0), "expected a text"},
		"metadata null":       {raw(`{"__metadata__":{"k":null}}`, 0), "expected a text"},
		"metadata twice":      {raw(`{"__metadata__":{"k":"a","k":"b"}}`, 0), `"k" once`},
		"shape missing":       {raw(`{"a":{"dtype":"F32","data_offsets":[0,4]}}`, 4), "dtype, shape and two data_offsets"},
		"shape null":          {raw("{"+tensor("a", "F32", "null", "[0,4]")+"}", 4), "a list of at most 4 whole numbers, received \"null\""},
		"one offset":          {raw("{"+tensor("a", "F32", "[1]", "[4]")+"}", 4), "dtype, shape and two data_offsets"},
		"offset of 4.5":       {raw("{"+tensor("a", "F32", "[1]", "[0,4.5]")+"}", 4), "data_offsets"},
		"offset beyond int64": {raw("{"+tensor("a", "F32", "[1]", "[0,18446744073709551616]")+"}", 4), "data_offsets"},
		"unknown dtype":       {raw("{"+tensor("a", "BF16", "[1]", "[0,2]")+"}", 2), `expected dtype F32 or F16, received "BF16"`},
		"no name":             {raw("{"+tensor("", "F32", "[1]", "[0,4]")+"}", 4), "a name for every tensor"},
		"rank 5":              {raw("{"+tensor("a", "F32", "[1,1,1,1,1]", "[0,4]")+"}", 4), "at most 4 whole numbers, received \"1\" after 4"},
		"dimension 0":         {raw("{"+tensor("a", "F32", "[0]", "[0,0]")+"}", 0), "dimensions of 1 to 65536, received 0"},
		"dimension negative":  {raw("{"+tensor("a", "F32", "[-1,-1]", "[0,4]")+"}", 4), "received -1"},
		"dimension too large": {raw("{"+tensor("a", "F32", "[65537]", "[0,262148]")+"}", 262148), "received 65537"},
		"product wraps":       {raw("{"+tensor("a", "F32", "[65536,65536,65536,65536]", "[0,0]")+"}", 0), "at most 67108864 numbers"},
		"wrong length":        {raw("{"+tensor("a", "F32", "[2]", "[0,4]")+"}", 4), "expected 8 bytes for F32 [2], received offsets 0 to 4"},
		"more than the shape": {raw("{"+tensor("a", "F32", "[1]", "[0,8]")+"}", 8), "expected 4 bytes for F32 [1], received offsets 0 to 8"},
		"end before begin":    {raw("{"+tensor("a", "F32", "[1]", "[4,0]")+"}", 4), "received offsets 4 to 0"},
		"begin negative":      {raw("{"+tensor("a", "F32", "[1]", "[-4,0]")+"}", 4), "received offsets -4 to 0"},
		"overlap":             {raw("{"+tensor("a", "F32", "[1]", "[0,4]")+","+tensor("b", "F32", "[1]", "[2,6]")+"}", 6), `"b": expected it to begin at byte 4`},
		"same bytes twice":    {raw("{"+tensor("a", "F32", "[1]", "[0,4]")+","+tensor("b", "F32", "[1]", "[0,4]")+"}", 4), `"b": expected it to begin at byte 4`},
		"gap":                 {raw("{"+tensor("a", "F32", "[1]", "[0,4]")+","+tensor("b", "F32", "[1]", "[8,12]")+"}", 12), "where the one before ends, received 8"},
		"gap at the start":    {raw("{"+tensor("a", "F32", "[1]", "[4,8]")+"}", 8), "begin at byte 0"},
		"body cut":            {raw("{"+tensor("a", "F32", "[2]", "[0,8]")+"}", 7), "expected 8 bytes of tensors, received 7"},
		"after the body":      {raw("{"+tensor("a", "F32", "[2]", "[0,8]")+"}", 9), "expected 8 bytes of tensors, received 9"},
		"65 texts":            {metadata("{" + strings.Join(keys[:MaxMetadata+1], ",") + "}"), "at most 64 texts of metadata"},
		"100,000 texts":       {metadata("{" + strings.Join(keys, ",") + "}"), "at most 64 texts of metadata"},
		"list for a text":     {metadata(`{"k":` + list + "}"), "expected a text"},
		"digits for a text":   {metadata(`{"k":` + million + "}"), "expected a text"},
		"nesting for a text":  {metadata(`{"k":` + strings.Repeat("[", 1<<19)), "expected a text"},
		"nested metadata":     {metadata(strings.Repeat(`{"k":`, 1<<17)), "expected a text"},
		"long key":            {metadata(`{"` + letters + `":7}`), "expected a text"},
		"key of escapes":      {metadata(`{"` + strings.Repeat(`\u0001`, 170_000) + `":7}`), "expected a text"},
		"long key twice":      {metadata(`{"` + letters[:1<<18] + `":"","` + letters[:1<<18] + `":""}`), `…" once`},
		"long name":           {raw("{"+tensor(letters, "F32", "[2]", "[0,4]")+"}", 4), "expected 8 bytes for F32 [2]"},
		"long dtype":          {raw("{"+tensor("a", letters, "[1]", "[0,4]")+"}", 4), "expected dtype F32 or F16"},
		"list for a dtype":    {raw(`{"a":{"dtype":`+list+`}}`, 0), "safetensors dtype, which is a text"},
		"500,000 dimensions":  {raw("{"+tensor("a", "F32", list, "[0,4]")+"}", 4), `at most 4 whole numbers, received "1" after 4`},
		"500,000 offsets":     {raw("{"+tensor("a", "F32", "[1]", list)+"}", 4), `at most 2 whole numbers, received "1" after 2`},
		"long dimension":      {raw("{"+tensor("a", "F32", "["+million+"]", "[0,4]")+"}", 4), "at most 4 whole numbers, received \"999"},
		"long offset":         {raw("{"+tensor("a", "F32", "[1]", "[0,"+million+"]")+"}", 4), "at most 2 whole numbers, received \"999"},
		"65 tensors":          {raw("{"+strings.Join(many, ",")+"}", 4*len(many)), "at most 64 tensors"},
		"NaN":                 {nan, "expected finite numbers, received NaN at 0"},
		"infinite half":       {half, "expected finite numbers, received +Inf at 0"},
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

// A refusal costs little, whatever the file announces: a header of 1 MiB is held
// in a buffer that doubles, its longest text is copied out of it.
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

// FuzzDecode: no input panics, and what is accepted can be written and read
// back. The seeds are the hostile files and a valid one.
func FuzzDecode(f *testing.F) {
	for _, c := range hostile() {
		if len(c.data) < 1<<12 { // the longer ones fail on a length alone
			f.Add(c.data)
		}
	}
	valid, err := Encode(small())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(valid)
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Decode(data)
		if err != nil {
			return
		}
		again, err := Encode(file)
		if err != nil {
			t.Fatalf("%+v: %v", file, err)
		}
		if back, err := Decode(again); err != nil || len(back.Tensors) != len(file.Tensors) {
			t.Fatalf("%+v came back as %+v, %v", file, back, err)
		}
	})
}
