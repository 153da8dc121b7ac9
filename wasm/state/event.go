package state

import (
	"convlab/engine/drawing"
	"convlab/engine/wire"
)

// Event is something that happened: one of the structs below, or any event of
// package wire.
type Event any

// Events from the page.
type (
	// ChoosePreset changes the structure to a preset's. One that ships weights brings
	// them where no weights of the user's own fit.
	ChoosePreset struct{ Name string }
	// SwitchKind goes over to the note's dense network or to its convnet.
	SwitchKind struct{ Dense bool }
	// SetField changes one control, named by its path: "blocks[1].filters",
	// "head", "units", "training.batch_size", ... with the text of its value.
	SetField struct{ Path, Value string }
	// TakeFix makes the change that was refused, together with one of Fixes.
	TakeFix struct{ Index int }
	// AddBlock puts a block behind the last one; RemoveBlock takes one out.
	AddBlock    struct{}
	RemoveBlock struct{ Index int }
	// Discard brings the controls back to the network that answered.
	Discard struct{}

	// The run. Train begins with fresh weights; Continue, to the end, for an epoch
	// or for a step, goes on with those that fit; Reset is Train without a step.
	Train       struct{}
	Continue    struct{ Until wire.Until }
	Pause       struct{}
	Reset       struct{}
	UsePretrain struct{} // brings the shipped network of the current kind
	BringBack   struct{} // exchanges the current network and the previous one

	// The pen, in units of the pad's side: 0..1 on the pad, others beside it. From
	// down to up it makes one gesture, which Undo takes away.
	PenDown struct{ Points []drawing.Point }
	PenMove struct{ Points []drawing.Point }
	PenUp   struct{}
	// RejectGesture takes away the ink of a gesture that was not meant, for good.
	RejectGesture struct{}
	Undo          struct{}
	Clear         struct{}
	SetTool       struct{ Tool Tool }
	SetPen        struct{ Width float32 }
	// OpenLink opens what follows the # of a URL. OpenRest opens what still decodes
	// of one that was cut or changed.
	OpenLink struct{ Hash string }
	OpenRest struct{}
	// SaveFile wants the network as a file. OpenFile is a file that the user
	// chose or dropped, FileFailed one that the browser could not read.
	SaveFile struct{ Form wire.Format }
	OpenFile struct {
		Name  string
		Bytes []byte
	}
	FileFailed struct{ Name, Message string }
	// OpenPicture is a picture that the user chose, dropped or pasted, by its first
	// bytes: up to picture.HeadBytes of Size. The others tell of the worker that
	// ReadPicture has started: its program runs; it has read the picture; it has
	// not and ended. Error is a *picture.Error where the picture is the reason.
	OpenPicture struct {
		Name string
		Size int64
		Head []byte
	}
	PictureBegan struct{ ID int }
	PictureRead  struct {
		ID  int
		Ink []byte // of the whole pad, row by row, 0 to 255
	}
	PictureFailed struct {
		ID    int
		Error error
	}
	// SetSteps switches steps of the preparation.
	SetSteps struct{ Steps drawing.Steps }
	// AskDigit asks for a test picture: Index, or when -1 a random one of Digit (-1: any).
	AskDigit struct{ Index, Digit int }

	// PointAt is the pointer over a map, over a place in the charts, or over neither.
	PointAt struct {
		Map     Pick
		Reading Reading
	}
	// PointClick is a click there.
	PointClick PointAt
	PointAway  struct{}
	// Unpin lets go of the hero.
	Unpin struct{}
	// Unfold shows all rows of a layer's strip, or the first ones again.
	Unfold struct{ Layer int }
	// StageRefused is a stage of another build than the page.
	StageRefused struct{ Reason string }
	// StepReading moves by so many measurements along the curves.
	StepReading struct{ By int }
	// StepPick moves the hero by keyboard, by maps and by layers.
	StepPick struct{ Maps, Layers int }

	SetScale    struct{ Scale Scale }
	SetAxis     struct{ Axis Axis }
	SetLanguage struct{ Language string }
	SetViewport struct{ Viewport Viewport }
	Dismiss     struct{ Index int }
	Retry       struct{}
	Retreat     struct{} // goes on after a divergence

	// What is kept. Resume and StartNew answer the offer, Forget removes one
	// that cannot be read, TakeAway wants the last checkpoint as a file.
	Resume   struct{}
	StartNew struct{}
	Forget   struct{}
	TakeAway struct{}
	// Leave comes when the page is hidden or left.
	Leave struct{}
	// Claimed answers Claim.
	Claimed struct{ Mine bool }
	// Found tells of every checkpoint in the storage: what Store was told About
	// it, by key.
	Found struct{ Abouts map[string]string }
	// Recalled answers Recall: no Bytes when it cannot be read.
	Recalled struct {
		Key   string
		Bytes []byte
	}
	// Stored and StoreFailed answer Store.
	Stored      struct{ Key string }
	StoreFailed struct {
		Quota   bool   // there is no room
		Message string // the browser's own
	}
	// StoreCleared comes when the browser has thrown everything away.
	StoreCleared struct{}

	// UseRecord changes structure and training to those of a row of Records.
	UseRecord    struct{ ID int }
	RemoveRecord struct{ ID int }
	ClearRecords struct{}
	// RestoreRecords brings back what was removed last.
	RestoreRecords struct{}
	SortRecords    struct{ By Column }
	// RecallRecords brings what RecordsText wrote, in this visit or another.
	RecallRecords struct{ Text string }
	// RecordsKept answers KeepRecords when the browser has the text.
	RecordsKept struct{}

	// SetDate comes before Tick, in milliseconds since 1970.
	SetDate struct{ Date int64 }

	// Tick comes every Beat with the page's clock in seconds.
	Tick struct{ Now float64 }
	// WorkerStarted comes when a worker is made; WorkerFailed when the browser
	// reports that it cannot run.
	WorkerStarted struct{ Now float64 }
	WorkerFailed  struct{ Reason string }
)

// Beat is the time between two Ticks of a page that is shown, in seconds. A
// hidden one ticks with the worker's heartbeats, every second.
const Beat = 0.5

// Command is what Update wants done: a wire command for the worker, or one of
// those below for the page.
type Command any

type (
	// RestartWorker ends the worker and starts another.
	RestartWorker struct{}
	// Claim asks for the right to train, which one open page has.
	Claim struct{}
	// Find lists what is in the storage.
	Find struct{}
	// Store writes a checkpoint and removes those of the keys in Drop.
	Store struct {
		Key, About string
		Bytes      []byte
		Drop       []string
	}
	// Recall reads a checkpoint.
	Recall struct{ Key string }
	// Remove removes checkpoints.
	Remove struct{ Keys []string }
	// KeepRecords has the browser remember the runs, "" for none.
	KeepRecords struct{ Text string }
	// ReadPicture starts a worker that reads the picture of the last OpenPicture,
	// and ends the one before. StopPicture ends it.
	ReadPicture struct{ ID int }
	StopPicture struct{}
	// Speak has the page speak a language without remembering it. SetLanguage
	// follows when its words have come.
	Speak struct{ Language string }
	// Download gives the user a file.
	Download struct {
		Name  string
		Bytes []byte
	}
)
