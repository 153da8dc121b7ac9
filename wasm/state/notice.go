package state

import "slices"

// Notice is something the user must know, until dismissed. The page has the
// words for every Key in every language.
type Notice struct {
	Key     string // "data", "model", "diverge", "worker", "restarted", "slow", "late", "strokes", "command", "quota", "storage", "tabs", "link", "linkcut", "file", ...
	What    string // the file or quantity that it is about
	Message string // details, in English
	Retry   bool   // a retry may help
	Act     string // what else may: "download", "remove", "retreat", "openrest", or "" for nothing
}

// MaxNotices bounds Notices.
const MaxNotices = 4

// Notices are those that are shown, newest last, at most MaxNotices.
type Notices []Notice

// notify shows n once: a newer notice of the same key and thing replaces it.
func (s *State) notify(n Notice) {
	s.Notices = slices.DeleteFunc(s.Notices, func(o Notice) bool { return o.Key == n.Key && o.What == n.What })
	s.Notices = append(s.Notices, n)
	if over := len(s.Notices) - MaxNotices; over > 0 {
		s.Notices = slices.Delete(s.Notices, 0, over)
	}
}

func (s *State) dismiss(i int) {
	if i >= 0 && i < len(s.Notices) {
		s.Notices = slices.Delete(s.Notices, i, i+1)
	}
}

func (s *State) dismissKey(key string) {
	s.Notices = slices.DeleteFunc(s.Notices, func(n Notice) bool { return n.Key == key })
}

// NoticeEvent is what the button of a message does.
func NoticeEvent(act string) Event {
	switch act {
	case "bringback":
		return BringBack{}
	case "retry":
		return Retry{}
	case "download":
		return TakeAway{}
	case "remove":
		return Forget{}
	case "retreat":
		return Retreat{}
	case "openrest":
		return OpenRest{}
	}
	return nil
}

// Staying says which of the cards of old notices still stand for those of now,
// in their order; those of now that follow get new ones. A card that stays is
// not touched: a live region says everything that is put into it.
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
