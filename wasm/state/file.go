package state

import (
	"cmp"
	"fmt"
	"strconv"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Events of files.
type (
	// SaveFile wants the network as a file. OpenFile is a file that the user
	// chose or dropped, FileFailed one that the browser could not read.
	SaveFile struct{ Form wire.Format }
	OpenFile struct {
		Name  string
		Bytes []byte
	}
	FileFailed struct{ Name, Message string }
)

// Download is the command that gives the user a file.
type Download struct {
	Name  string
	Bytes []byte
}

// updateFiles handles an event of files.
func (s *State) updateFiles(e Event) []Command {
	switch e := e.(type) {
	case SaveFile:
		return s.saveFile(e.Form)
	case OpenFile:
		return s.openFile(e.Name, e.Bytes)
	case FileFailed:
		s.fileFailed(e.Name, e.Message)
	}
	return nil
}

// Files is the state of the files that the user saves and opens.
type Files struct {
	Opening string // name of the file whose network has not arrived, "" for none
	Saved   string // name of the file that was given to the user last
	Size    int    // of it, in bytes

	asked  int  // ID of the last Save
	follow bool // the controls show the network that arrives next
}

// MaxFile is the size of the largest file that is read, in bytes.
const MaxFile = wire.MaxPayload

// CheckFiles reports whether files that were chosen or dropped can be read: one,
// and not too large. The worker checks the contents.
func CheckFiles(sizes ...int64) error {
	switch {
	case len(sizes) != 1:
		return fmt.Errorf("expected one file, received %d: open one at a time", len(sizes))
	case sizes[0] > MaxFile:
		return fmt.Errorf("expected a file of at most %d bytes, received %d: no network that Convlab trains needs as many", MaxFile, sizes[0])
	}
	return nil
}

// openFile has the worker open a file.
func (s *State) openFile(name string, data []byte) []Command {
	s.Notices.dismissFiles()
	s.Files.Opening, s.Run.lost = name, false
	return s.sendRestore(wire.Restore{Name: name, Bytes: data})
}

// sendRestore sends a network to the worker: to a new one if this one is dead. A
// worker that is starting first resumes the training of the one before it.
func (s *State) sendRestore(m wire.Restore) []Command {
	switch s.Worker.Status {
	case Dead:
		return s.resumeInNew(m)
	case Starting:
		s.Worker.afterHello = append(s.Worker.afterHello, m)
		return nil
	}
	return []Command{m}
}

// fileFailed says that a file could not be opened, or that none could be made.
func (s *State) fileFailed(name, message string) {
	key := "file"
	if form := wire.Format(name); name != s.Files.Opening && (form == wire.FormatModel || form == wire.FormatONNX) {
		key = "save"
	} else {
		s.Files.Opening = ""
	}
	s.Notices.dismissFiles()
	s.Notices.add(Notice{Key: key, What: name, Message: message})
}

// dropOpening says which files were not opened because the worker was lost: one
// that it was reading, and those that waited.
func (s *State) dropOpening() {
	f := &s.Files
	if f.Opening != "" {
		s.Notices.add(Notice{Key: "unopened", What: f.Opening})
	}
	for _, e := range s.deferred {
		if file, ok := e.(OpenFile); ok {
			s.Notices.add(Notice{Key: "unopened", What: file.Name})
		}
	}
	f.Opening, f.follow, s.link.unchosen, s.deferred = "", false, nil, nil
}

// saveFile requests the current network as a file for the user. If the worker is
// lost, it is the last checkpoint.
func (s *State) saveFile(form wire.Format) []Command {
	if s.Worker.Status != Alive || s.Network.Serial == 0 {
		if form == wire.FormatCheckpoint {
			return s.download()
		}
		return nil
	}
	s.Notices.dismissFiles()
	if form == wire.FormatCheckpoint {
		return s.saveTraining()
	}
	s.Files.asked++
	return []Command{wire.Save{ID: s.Files.asked, Format: form}}
}

// saveTraining gives the user a checkpoint of this moment: the last one if nothing
// has changed since, otherwise a new one. One that was requested before does not
// contain the drawing.
func (s *State) saveTraining() []Command {
	k := &s.Autosave
	if k.open {
		k.downloadID = k.id + 1
		return nil
	}
	list := s.save()
	if list == nil {
		return s.download()
	}
	k.downloadID = k.id
	return list
}

// deliver gives the user the checkpoint that was requested, when it has arrived.
func (s *State) deliver() []Command {
	k := &s.Autosave
	if k.downloadID == 0 {
		return nil
	}
	if k.File.ID < k.downloadID {
		if list := s.save(); list != nil {
			return list
		}
	}
	k.downloadID = 0
	return s.download()
}

// savedFile gives the file to the user.
func (s *State) savedFile(m wire.Saved) []Command {
	f := &s.Files
	if m.Format == wire.FormatCheckpoint {
		return nil
	}
	model := s.Network.Model
	if len(s.Network.Learn) > 0 { // not trained yet
		model = s.Network.learned()
	}
	f.Saved, f.Size = FileName(model, s.Network.Origin, m.Epoch, m.Step, m.Format), len(m.Bytes)
	return []Command{Download{Name: f.Saved, Bytes: m.Bytes}}
}

// restoredFile applies what a file contains in addition to its network, which follows.
func (s *State) restoredFile(m wire.Restored) []Command {
	s.Files.follow = true
	if m.Format != wire.FormatCheckpoint || m.Drawing.Validate() != nil {
		return nil
	}
	n, _, err := readNote(m.Page)
	if err != nil {
		return s.draws(func(p *Pad) { p.redraw(m.Drawing) })
	}
	return s.applyNote(n, m.Drawing)
}

// followFile shows the network of a file, or the previous one, in the controls.
func (s *State) followFile(m wire.Network) {
	if s.Files.Opening != "" {
		s.Notices.add(Notice{Key: "opened", What: s.Files.Opening})
		s.Files.Opening = ""
	}
	s.Files.follow, s.Draft.untouched = false, false
	s.dropPending()
	s.show(m)
	if s.Draft.unshown {
		s.Notices.add(Notice{Key: "unshown", Message: unshown(m.Model).Error()})
	}
	s.Draft.choose(s.Draft.Settings)
}

// ModelFile is the file name of the network of the controls: if it is the current
// one, as it would be saved now, otherwise as after its training.
func (s *State) ModelFile() string {
	m, n := s.Draft.Model(), s.Network
	if s.Network.Serial > 0 && m.Same(n.Model) && len(n.Learn) == 0 {
		return FileName(m, n.Origin, n.Epoch, n.Step, wire.FormatModel)
	}
	return FileName(m, wire.Yours, s.Draft.Training.Epochs, 0, wire.FormatModel)
}

// KerasFile is the name of a file that Keras writes for the page.
func (d *Draft) KerasFile() string {
	return "keras-" + nameOf(d.Model()) + "-epoch" + strconv.Itoa(d.Training.Epochs) + ".safetensors"
}

// FileName describes a file of a network: its preset, how far it was trained and,
// by the extension, the format, as in "convlab-convnet-epoch3.safetensors".
func FileName(m spec.Model, origin wire.Origin, epoch, step int, form wire.Format) string {
	stage := string(origin)
	if origin == wire.Yours {
		stage = "epoch" + strconv.Itoa(epoch)
		if step > 0 {
			stage += "-step" + strconv.Itoa(step)
		}
	}
	ending := ".safetensors"
	switch form {
	case wire.FormatCheckpoint:
		ending = "-training" + ending
	case wire.FormatONNX:
		ending = ".onnx"
	}
	return "convlab-" + nameOf(m) + "-" + stage + ending
}

// nameOf is the name of the preset that m is, or "network".
func nameOf(m spec.Model) string { return cmp.Or(presetOf(m), "network") }
