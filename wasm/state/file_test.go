package state

import (
	"reflect"
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestFileNamesSayWhatIsInside(t *testing.T) {
	convnet, own := spec.NoteConvnet(), spec.NoteConvnet()
	own.Layers = own.Layers[2:]
	for want, got := range map[string]string{
		"convlab-convnet-epoch3.safetensors":                FileName(convnet, wire.Yours, 3, 0, wire.FormatModel),
		"convlab-convnet-epoch0-step12.safetensors":         FileName(convnet, wire.Yours, 0, 12, wire.FormatModel),
		"convlab-dense-pretrained.onnx":                     FileName(spec.NoteDense(), wire.Pretrained, 5, 0, wire.FormatONNX),
		"convlab-convnet-epoch2-step7-training.safetensors": FileName(convnet, wire.Yours, 2, 7, wire.FormatCheckpoint),
		"convlab-network-untrained.safetensors":             FileName(own, wire.Untrained, 0, 0, wire.FormatModel),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// The lines for Keras name the file that the button saves.
func TestTheKerasLinesNameTheFileThatIsSaved(t *testing.T) {
	s := open(t, wire.Yours)
	s.Network.Epoch = 2
	s.Update(SaveFile{wire.FormatModel})
	download := s.Update(wire.Saved{ID: 1, Format: wire.FormatModel, Epoch: 2, Bytes: []byte("a file")})
	want := []Command{Download{Name: "convlab-convnet-epoch2.safetensors", Bytes: []byte("a file")}}
	if !reflect.DeepEqual(download, want) || s.ModelFile() != "convlab-convnet-epoch2.safetensors" || s.Files.Saved != s.ModelFile() {
		t.Errorf("saved %+v, the lines name %s", download, s.ModelFile())
	}
	s.Update(SetField{"blocks[0].filters", "16"}) // another network, not trained yet
	s.Update(SetField{"training.epochs", "4"})
	if got := s.ModelFile(); got != "convlab-network-epoch4.safetensors" {
		t.Errorf("the lines name %s for a network that is still to be trained for 4 epochs", got)
	}
	if got := s.Draft.KerasFile(); got != "keras-network-epoch4.safetensors" {
		t.Errorf("Keras would write %s", got)
	}
}

func TestNothingIsSavedWithoutAWorker(t *testing.T) {
	s := New()
	if got := s.Update(SaveFile{wire.FormatONNX}); got != nil {
		t.Errorf("sent %v before there was a network", kindsOf(got))
	}
	s = open(t, wire.Yours)
	s.Update(wire.Bye{Reason: "gone"})
	if got := s.Update(SaveFile{wire.FormatONNX}); got != nil {
		t.Errorf("sent %v to a dead worker", kindsOf(got))
	}
}

func TestFilesThatAreNotRead(t *testing.T) {
	for says, sizes := range map[string][]int64{
		"": {MaxFile},
		"at most 67108864 bytes, received 4294967296": {4 << 30},
		"at most 67108864 bytes, received 67108865":   {64<<20 + 1},
		"expected one file, received 2:":              {1, 2},
	} {
		err := CheckFiles(sizes...)
		if (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%v: %v, want %q", sizes, err, says)
		}
	}
}

func TestTheControlsFollowTheNetworkOfAFile(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(SetField{"blocks[0].filters", "16"}) // must be learned again
	if got := kindsOf(s.Update(OpenFile{Name: "a.safetensors", Bytes: []byte{1}})); !reflect.DeepEqual(got, []string{"Restore"}) {
		t.Fatalf("sent %v", got)
	}
	half, _ := spec.FindPreset("half")
	half.Training.Seed = 9
	s.Update(wire.Restored{Name: "a.safetensors", Format: wire.FormatModel})
	s.Update(wire.Network{Model: half.Model, Training: half.Training, Origin: wire.Yours, Checksum: "of the file"})
	if s.Draft.Preset() != "half" || s.Draft.Training.Seed != 9 || s.Draft.Learn != nil {
		t.Errorf("the controls show %+v", s.Draft)
	}
	if len(s.Notices) != 1 || s.Notices[0].Key != "opened" || s.Notices[0].What != "a.safetensors" {
		t.Errorf("the page says %+v", s.Notices)
	}
	s.Update(SetField{"training.epochs", "9"})
	s.Update(wire.Network{Model: half.Model, Training: half.Training, Origin: wire.Yours, Epoch: 1})
	if s.Draft.Training.Epochs != 9 {
		t.Error("the controls follow every network from then on")
	}
}

func TestADrawingComesWithATraining(t *testing.T) {
	s := open(t, wire.Yours)
	from := New()
	draw(from, digits(t)[5])
	s.Update(OpenFile{Name: "a.safetensors"})
	s.Update(wire.Restored{Name: "a.safetensors", Format: wire.FormatCheckpoint, Drawing: from.Pad.Drawing})
	if !reflect.DeepEqual(s.Pad.Pixels, from.Pad.Pixels) {
		t.Error("the drawing of the file is not on the pad")
	}
}

func TestANetworkThatTheControlsCannotShowIsReported(t *testing.T) {
	s := open(t, wire.Yours)
	deep := spec.NoteDense()
	deep.Layers = append([]spec.Layer{deep.Layers[0], spec.Dense{Units: 8}}, deep.Layers[1:]...)
	s.Update(OpenFile{Name: "deep.safetensors"})
	s.Update(wire.Restored{Name: "deep.safetensors", Format: wire.FormatModel})
	s.Update(wire.Network{Model: deep, Training: spec.Note(64), Origin: wire.Yours})
	if n := s.Notices; len(n) != 2 || n[1].Key != "unshown" || !strings.Contains(n[1].Message, "at most one dense layer") {
		t.Errorf("the page says %+v", n)
	}
}

func TestAFileThatCannotBeOpenedChangesNothing(t *testing.T) {
	s := open(t, wire.Yours)
	before := s.Link()
	s.Update(OpenFile{Name: "model", Bytes: []byte{1}}) // also the name of a format
	s.Update(wire.Fault{Cause: wire.CauseFile, What: "model", Message: "expected 8 bytes, received 1"})
	if n := s.Notices; len(n) != 1 || n[0].Key != "file" || n[0].What != "model" || s.Files.Opening != "" || s.Link() != before {
		t.Errorf("the page says %+v", n)
	}
	s.Update(SaveFile{wire.FormatModel})
	s.Update(wire.Fault{Cause: wire.CauseFile, What: "model", Message: "expected finite numbers"})
	if n := s.Notices; len(n) != 1 || n[0].Key != "save" {
		t.Errorf("a network could not be saved and the page says %+v", n)
	}
	s.Update(FileFailed{Name: "a folder", Message: "it is one"})
	if n := s.Notices; len(n) != 1 || n[0].Key != "file" || n[0].What != "a folder" {
		t.Errorf("the page says %+v", n)
	}
}

func TestAFileOpensInTheWorkerAfterALostOne(t *testing.T) {
	s := open(t, wire.Yours)
	dieAsking(s)
	if got := kindsOf(s.Update(OpenFile{Name: "a.safetensors"})); !reflect.DeepEqual(got, []string{"ReplaceWorker"}) {
		t.Fatalf("sent %v", got)
	}
	if got := kindsOf(s.Update(wire.Hello{})); !reflect.DeepEqual(got, []string{"Open", "Restore"}) {
		t.Errorf("the new worker got %v", got)
	}
}

// The file contains what was drawn after the last checkpoint, and while one was being made.
func TestASavedTrainingIsOfThisMoment(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(Claimed{Mine: true})
	first, _ := s.Update(SaveFile{wire.FormatCheckpoint})[0].(wire.Save)
	draw(s, digits(t)[1])
	if got := s.Update(SaveFile{wire.FormatCheckpoint}); got != nil {
		t.Fatalf("sent %v while a checkpoint was on its way", kindsOf(got))
	}
	var second wire.Save
	for _, c := range s.Update(wire.Saved{ID: first.ID, Format: wire.FormatCheckpoint, Bytes: []byte("old")}) {
		switch c := c.(type) {
		case wire.Save:
			second = c
		case Download:
			t.Fatalf("the user got %q, without the drawing", c.Bytes)
		}
	}
	if len(second.Drawing.Strokes) == 0 {
		t.Fatal("no checkpoint with the drawing was asked for")
	}
	names := func(list []Command) (names []string) {
		for _, c := range list {
			if d, ok := c.(Download); ok {
				names = append(names, d.Name+" "+string(d.Bytes))
			}
		}
		return names
	}
	want := []string{"convlab-convnet-epoch1-step4-training.safetensors new"}
	if got := names(s.Update(wire.Saved{ID: second.ID, Format: wire.FormatCheckpoint, Epoch: 1, Step: 4, Bytes: []byte("new")})); !reflect.DeepEqual(got, want) {
		t.Errorf("the user got %q, want %q", got, want)
	}
	if got := names(s.Update(SaveFile{wire.FormatCheckpoint})); !reflect.DeepEqual(got, want) {
		t.Errorf("nothing has changed since and the user got %q, want %q at once", got, want)
	}
}

// After a change a checkpoint contains the network that was learned. While layers must be learned again, so does every file.
func TestAFileIsNamedAfterTheNetworkThatIsInIt(t *testing.T) {
	dense := spec.NoteDense()
	for name, c := range map[string]struct {
		learn           []int
		checkpoint, own string
		offered         string // by ModelFile
	}{
		"a change that fits": {nil, "convlab-convnet-epoch3-training.safetensors", "convlab-dense-epoch3.safetensors", "convlab-dense-epoch3.safetensors"},
		"a change of which layers must be learned": {
			[]int{1, 2}, "convlab-convnet-epoch3-training.safetensors", "convlab-convnet-epoch3.safetensors", "convlab-dense-epoch5.safetensors",
		},
	} {
		s := open(t, wire.Yours)
		s.Update(ChoosePreset{"dense"})
		s.Update(wire.Network{
			Model: dense, Learned: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Yours, Changed: true, Learn: c.learn, Epoch: 3,
		})
		if got := s.ModelFile(); got != c.offered {
			t.Errorf("%s: offered as %s, want %s", name, got, c.offered)
		}
		s.Update(SaveFile{wire.FormatCheckpoint})
		for form, want := range map[wire.Format]string{wire.FormatCheckpoint: c.checkpoint, wire.FormatModel: c.own} {
			id := s.Files.asked
			if form == wire.FormatCheckpoint {
				id = s.Autosave.id
			}
			list := s.Update(wire.Saved{ID: id, Format: form, Epoch: 3, Bytes: []byte("bytes")})
			if got := only[Download](t, list).Name; got != want {
				t.Errorf("%s, %s: named %s, want %s", name, form, got, want)
			}
		}
	}
}
