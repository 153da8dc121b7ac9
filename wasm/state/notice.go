package state

import (
	"slices"
	"strings"
)

// Notice is a message to the user, shown until dismissed. Package wording has the
// text of every Key.
type Notice struct {
	Key     string // "data", "model", "diverge", "worker", "restarted", "slow", "late", "strokes", "command", "quota", "storage", "tabs", "link", "linkcut", "file", ...
	What    string // the file or quantity that it is about
	Message string // details, in English
	Retry   bool   // a button offers to retry
	Action  string // what a button offers otherwise: "download", "remove", "rollback", "openrest", "restore"; "": nothing
}

// MaxNotices bounds Notices.
const MaxNotices = 4

// Notices are the notices shown, newest last, at most MaxNotices.
type Notices []Notice

// Dismiss removes the notice with an index.
type Dismiss struct{ Index int }

// add shows a notice. It replaces one with the same Key and What.
func (n *Notices) add(notice Notice) {
	n.dismissWhere(func(old Notice) bool { return old.Key == notice.Key && old.What == notice.What })
	*n = append(*n, notice)
	if over := len(*n) - MaxNotices; over > 0 {
		*n = slices.Delete(*n, 0, over)
	}
}

func (n *Notices) dismissWhere(which func(Notice) bool) { *n = slices.DeleteFunc(*n, which) }

// dismiss removes the notice with an index.
func (n *Notices) dismiss(i int) {
	if i >= 0 && i < len(*n) {
		*n = slices.Delete(*n, i, i+1)
	}
}

func (n *Notices) dismissKey(keys ...string) {
	n.dismissWhere(func(old Notice) bool { return slices.Contains(keys, old.Key) })
}

// dismissFiles removes the notices about files.
func (n *Notices) dismissFiles() { n.dismissKey("file", "save", "opened", "unopened", "unshown") }

// dismissLink removes the notices about links.
func (n *Notices) dismissLink() { n.dismissKey("link", "linkcut", "linkchanged", "linknewer") }

// addLink shows a notice about a link in place of all others.
func (n *Notices) addLink(notice Notice) {
	n.dismissLink()
	n.add(notice)
}

// dismissPictures removes the notices about pictures.
func (n *Notices) dismissPictures() {
	n.dismissWhere(func(old Notice) bool { return strings.HasPrefix(old.Key, pictureNotice) })
}

// NoticeEvent is the event of a notice's button.
func NoticeEvent(action string) Event {
	switch action {
	case "restore":
		return RestorePrevious{}
	case "retry":
		return Retry{}
	case "download":
		return DownloadCheckpoint{}
	case "remove":
		return RemoveDamaged{}
	case "rollback":
		return Rollback{}
	case "openrest":
		return OpenRest{}
	}
	return nil
}

// Staying reports which cards of old notices can stay for the notices of now, in
// their order; the others of now get new cards. A card that stays is not changed:
// a live region announces everything that is put into it.
func Staying(old, now []Notice) []bool {
	stays := make([]bool, len(old))
	next := 0
	for i, notice := range old {
		if next < len(now) && notice == now[next] {
			stays[i] = true
			next++
		}
	}
	return stays
}
