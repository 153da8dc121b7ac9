package sharelink_test

import (
	"fmt"

	"convlab/engine/drawing"
	"convlab/engine/sharelink"
	"convlab/engine/spec"
)

func Example() {
	text, err := sharelink.Encode(sharelink.Content{
		Model: spec.NoteDense(), Training: spec.Note(64), Steps: drawing.AllSteps(), Language: "ko",
	})
	fmt.Println(text, err)

	link, err := sharelink.Decode("#" + text)
	fmt.Println(link.Model.Same(spec.NoteDense()), link.Training.Optimizer, link.Language, err)

	_, err = sharelink.Decode(text[:40])
	fmt.Println(err)
	// Output:
	// 2&net=F-D512r-D10x&opt=rmsprop&lr=0.001&batch=64&epochs=5&examples=60000&shards=4&seed=1&lang=ko&crc=beea662e <nil>
	// true rmsprop ko <nil>
	// link: got a text without its end, want crc= and 8 digits
}
