package checkpoint

import (
	"encoding/json"
	"fmt"

	"convlab/engine/spec"
)

// Opened is a file whose layout is known to be sound and of which no number is
// read yet: it says what it is, so that nobody has to try.
type Opened struct{ header header }

// Open reads what a file says of itself.
func Open(data []byte) (Opened, error) {
	h, err := parse(data)
	return Opened{h}, err
}

// IsCheckpoint reports whether it is a training to go on with, and not only a
// network.
func (o Opened) IsCheckpoint() bool { return o.header.metadata[keyFormat] == checkpointFormatName }

// readText decodes the JSON under a key of the metadata. JSON's own errors are
// not handed on: they repeat a number of any length.
func readText(metadata map[string]string, key, want string, into any) error {
	text := metadata[key]
	if len(text) > spec.MaxText {
		return fmt.Errorf("checkpoint: %s: expected at most %d bytes, received %d", key, spec.MaxText, len(text))
	}
	if json.Unmarshal([]byte(text), into) != nil {
		return fmt.Errorf("checkpoint: %s: expected %s as JSON, received %s", key, want, show(text))
	}
	return nil
}
