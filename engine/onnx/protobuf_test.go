package onnx

import "testing"

// Examples of https://protobuf.dev/programming-guides/encoding: field 1 is 150,
// field 2 "testing", field 3 a message of the first, field 6 packed 3, 270 and
// 86942; and -1, which takes ten bytes.
func TestMessagesAreProtobuf(t *testing.T) {
	var number, text, nested, packed, negative message
	number.integer(1, 150)
	text.text(2, "testing")
	nested.bytes(3, number)
	packed.integers(6, []int{3, 270, 86942})
	negative.integer(1, -1)
	for _, c := range []struct {
		got  message
		want string
	}{
		{number, "\x08\x96\x01"},
		{text, "\x12\x07testing"},
		{nested, "\x1a\x03\x08\x96\x01"},
		{packed, "\x32\x06\x03\x8e\x02\x9e\xa7\x05"},
		{negative, "\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"},
	} {
		if string(c.got) != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
