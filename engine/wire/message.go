// Package wire defines the messages between the page and its workers.
//
// A message is a JSON head and, if it carries many numbers or a file, a payload:
// little-endian float32, or the bytes of the file. Commands go from the page to the
// trainer worker; events go back. Neither side trusts the other's bytes: Parse
// refuses what it does not know.
package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
)

// Message is one of the structs of this package.
type Message any

// numeric is a message whose payload is numbers.
type numeric interface{ numbers() *[]float32 }

func (m *Predict) numbers() *[]float32      { return &m.Pixels }
func (m *Activations) numbers() *[]float32  { return &m.Numbers }
func (m *Picture) numbers() *[]float32      { return &m.Pixels }
func (m *Results) numbers() *[]float32      { return &m.Pixels }
func (m *UnitPictures) numbers() *[]float32 { return &m.Weights }

// arrayMessage is a message whose payload is single numbers and then arrays of numbers,
// whose lengths are in the head.
type arrayMessage interface {
	arrays() (numbers []*float32, arrays []*[]float32, lengths *[]int)
}

// checked is a message with values that Parse must refuse.
type checked interface{ check() error }

// fileMessage is a message whose payload is a file.
type fileMessage interface{ file() *[]byte }

func (m *Restore) file() *[]byte  { return &m.Bytes }
func (m *Saved) file() *[]byte    { return &m.Bytes }
func (m *Replaced) file() *[]byte { return &m.Bytes }

// kinds returns the zero value of every message that Parse reads.
func kinds() []Message {
	return []Message{
		Open{}, Load{}, Train{}, Pause{}, Reset{}, SetTraining{}, Rollback{}, Save{}, Restore{}, Predict{}, Fetch{}, Retry{},
		Hello{}, Heartbeat{}, Loading{}, Fault{}, Network{}, Progress{}, Scores{}, Times{},
		Saved{}, Replaced{}, Restored{}, Activations{}, Explanation{}, UnitPictures{}, Picture{}, Results{}, Bye{},
	}
}

// The sizes that Parse accepts, in bytes. The longest drawing, 20,000 points of up
// to 70 bytes, fits into a head.
const (
	MaxHead    = 2 << 20
	MaxNumbers = 16 << 20 // of a payload of numbers
	MaxPayload = 64 << 20 // of any: the largest file
)

type envelope struct {
	Kind string          `json:"kind"`
	Body json.RawMessage `json:"body"`
}

// Marshal returns the head and the payload of a message. The payload of a file is
// its bytes, not a copy.
func Marshal(m Message) (head []byte, payload []byte, err error) {
	p := reflect.New(reflect.TypeOf(m))
	p.Elem().Set(reflect.ValueOf(m))
	switch p := p.Interface().(type) {
	case fileMessage:
		payload = *p.file()
	case numeric:
		payload = appendNumbers(make([]byte, 0, 4*len(*p.numbers())), *p.numbers())
	case arrayMessage:
		payload = appendArrays(p)
	}
	body, err := json.Marshal(p.Interface())
	if err != nil {
		return nil, nil, fmt.Errorf("wire: %T: %w", m, err)
	}
	head, err = json.Marshal(envelope{Kind: kindOf(m), Body: body})
	if err != nil {
		return nil, nil, fmt.Errorf("wire: %T: %w", m, err)
	}
	return head, payload, nil
}

// Parse reads what Marshal wrote. It refuses unknown kinds and fields, what is larger
// than MaxHead, MaxNumbers or MaxPayload, and questions and explanations of no network. A file in the message is the
// payload, not a copy.
func Parse(head, payload []byte) (Message, error) {
	if len(head) > MaxHead || len(payload) > MaxPayload {
		return nil, fmt.Errorf("wire: got a message of %d and %d bytes, want at most %d and %d", len(head), len(payload), MaxHead, MaxPayload)
	}
	var e envelope
	if err := strict(head, &e); err != nil {
		return nil, fmt.Errorf("wire: %w", err)
	}
	for _, zero := range kinds() {
		if kindOf(zero) != e.Kind {
			continue
		}
		p := reflect.New(reflect.TypeOf(zero))
		if err := strict(e.Body, p.Interface()); err != nil {
			return nil, fmt.Errorf("wire: %s: %w", e.Kind, err)
		}
		if err := readPayload(p.Interface(), payload); err != nil {
			return nil, fmt.Errorf("wire: %s: %w", e.Kind, err)
		}
		if c, ok := p.Interface().(checked); ok {
			if err := c.check(); err != nil {
				return nil, fmt.Errorf("wire: %s: %w", e.Kind, err)
			}
		}
		return p.Elem().Interface(), nil
	}
	return nil, fmt.Errorf("wire: got a message of kind %.40q, want one that this build knows", e.Kind)
}

func readPayload(m any, payload []byte) error {
	switch m := m.(type) {
	case fileMessage:
		*m.file() = payload
	case numeric:
		numbers, err := readNumbers(payload)
		*m.numbers() = numbers
		return err
	case arrayMessage:
		return readArrays(m, payload)
	default:
		if len(payload) > 0 {
			return fmt.Errorf("got a payload of %d bytes, want none", len(payload))
		}
	}
	return nil
}

func kindOf(m Message) string { return reflect.TypeOf(m).Name() }

func strict(text []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return d.Decode(v)
}
