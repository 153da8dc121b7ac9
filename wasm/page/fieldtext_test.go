package main

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"testing"

	"convlab/wasm/view"
)

// paths lists every setting that index.html has a control for.
func paths(t *testing.T) []string {
	t.Helper()
	page, err := os.ReadFile("../../index.html")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, found := range regexp.MustCompile(`data-(path|field)="([^"]+)"`).FindAllStringSubmatch(string(page), -1) {
		if found[1] == "field" {
			list = append(list, fmt.Sprintf("blocks[1].%s", found[2]))
		} else {
			list = append(list, found[2])
		}
	}
	if len(list) < 20 { // 9 fields of a block, 4 of the head, 9 of the training
		t.Fatalf("index.html has controls for only %q", list)
	}
	return list
}

func TestWhatAControlShowsIsWhatItSets(t *testing.T) {
	for _, path := range paths(t) {
		s := view.New()
		text := fieldText(s.Draft, path)
		if text == "" {
			t.Errorf("%s shows nothing", path)
		}
		before := s.Draft
		s.Update(view.SetField{Path: path, Value: text})
		if s.Refusal != nil || !reflect.DeepEqual(s.Draft, before) {
			t.Errorf("%s shows %q, and setting that gives %v, refusal %v", path, text, s.Draft, s.Refusal)
		}
	}
}

func TestAChangedSettingIsShown(t *testing.T) {
	for path, value := range map[string]string{
		"blocks[1].filters": "48", "blocks[1].window": "5", "blocks[1].stride": "2", "blocks[1].padding": "same", "blocks[1].activation": "tanh",
		"blocks[1].pooling": "average", "blocks[1].pool_size": "3", "blocks[1].pool_stride": "1", "blocks[1].pool_padding": "same",
		"head": "global_average", "units": "32", "hidden": "sigmoid", "dropout": "0.5",
		"training.optimizer": "sgd", "training.momentum": "0.9", "training.nesterov": "true", "training.learning_rate": "0.0001",
		"training.batch_size": "32", "training.epochs": "3", "training.examples": "1000", "training.shift": "2", "training.seed": "18446744073709551615",
	} {
		s := view.New()
		s.Update(view.SetField{Path: path, Value: value})
		if got := fieldText(s.Draft, path); got != value {
			t.Errorf("%s was set to %s and shows %q, refusal %v", path, value, got, s.Refusal)
		}
	}
}

func TestShapesOfTheNotesConvnet(t *testing.T) {
	s := view.New()
	// The note: 26 -> 13, 11 -> 5, 3; flattened 3*3*64.
	if got := fmt.Sprint(draftShapes(s.Draft)); got != "[[26×26×32 13×13×32] [11×11×64 5×5×64] [3×3×64] [576]]" {
		t.Errorf("blocks hand on %s", got)
	}
	if got := shapesText(draftShapes(s.Draft)[0]); got != "26×26×32 → 13×13×32" {
		t.Errorf("the first block is %s", got)
	}
	if got := headText(s.Draft, draftShapes(s.Draft)); got != "576 → 64 → 10" {
		t.Errorf("the head is %s", got)
	}
}
