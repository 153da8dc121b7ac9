package state

import (
	"reflect"
	"testing"

	"convlab/engine/wire"
)

// A browser refuses a second request for a lock, even by the page that holds it.
func TestQuickClicksClaimOnce(t *testing.T) {
	for name, second := range map[string]Event{"train": Continue{wire.UntilEpoch}, "resume": Resume{}} {
		s := returned(t)
		s.Autosave.Tab = TabFree
		if got := kindsOf(s.Update(Train{})); !reflect.DeepEqual(got, []string{"Claim"}) {
			t.Fatalf("the first click sent %v, want Claim", got)
		}
		if got := s.Update(second); got != nil {
			t.Errorf("%s: a click before the answer sent %v", name, kindsOf(got))
		}
		list := s.Update(Claimed{Mine: true})
		if name == "train" {
			if c := only[wire.Train](t, list); c.Until != wire.UntilEpoch {
				t.Errorf("trains until %s, want what was clicked last", c.Until)
			}
		} else {
			only[ReadCheckpoint](t, list)
		}
		if s.Update(Claimed{Mine: false}); s.Autosave.Tab != TabMine || len(s.Notices) != 0 {
			t.Errorf("%s: the tab that trains is %q, notices %+v", name, s.Autosave.Tab, s.Notices)
		}
	}
}

func TestATabThatWasRefusedAsksAgain(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Autosave.Tab = TabFree
	for range 2 {
		only[Claim](t, s.Update(Train{}))
		s.Update(Claimed{Mine: false})
	}
	only[Claim](t, s.Update(Train{}))
	only[wire.Train](t, s.Update(Claimed{Mine: true}))
}
