package state

import (
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Network is the network of the worker, and whether another one is being loaded.
type Network struct {
	wire.Network
	Serial int // counts Network messages

	openSent  bool           // the worker knows what to open
	opens     bool           // another network was requested: by an Open, or a Load that is no longer wanted
	fresh     bool           // fresh weights were requested and have not arrived
	failed    bool           // the shipped network could not be loaded, and there is no other
	loads     string         // preset whose shipped network was requested, "" for none
	afterLoad []wire.Message // for the worker afterwards
}

// learned is the model whose weights a change can keep: the one learned last,
// which is not the one that answers when layers were changed since.
func (n *Network) learned() spec.Model {
	if m := n.Learned; len(m.Layers) > 0 {
		return m
	}
	return n.Model
}

// mustLearn lists the layers of the settings' network that must be learned again.
func (n *Network) mustLearn(settings Settings) (learn []int) {
	if n.Origin == wire.Untrained || len(n.learned().Layers) == 0 {
		return nil // no weights are lost
	}
	_, learn, _ = spec.CarryByID(n.learned(), settings.Model(), n.LearnedLayers, settings.layers())
	return learn
}

// someFit reports whether weights of the user's own fit a layer of next.
func (n *Network) someFit(next Settings) bool {
	if n.Origin != wire.Yours {
		return false
	}
	m := next.Model()
	_, learn, err := spec.CarryByID(n.learned(), m, n.LearnedLayers, next.layers())
	return err == nil && len(learn) < len(m.Weighted())
}

// continuedBy reports whether next has the weights of this network, perhaps trained further.
func (n *Network) continuedBy(next wire.Network) bool {
	return next.Model.Same(n.Model) && next.Origin == n.Origin && next.Changed == n.Changed && next.ContinuedFrom == n.ContinuedFrom &&
		(next.Epoch > n.Epoch || next.Epoch == n.Epoch && next.Step >= n.Step)
}

// isYours reports whether the network is the user's own, which only this page has.
func (n *Network) isYours() bool { return n.Origin == wire.Yours && n.Serial > 0 }

// Model is the network whose maps are shown: that of the controls until the worker
// has one, so that nothing moves when it arrives.
func (s *State) Model() spec.Model {
	if s.Network.Serial == 0 {
		return s.Draft.Model()
	}
	return s.Network.Model
}
