package state

// LayOut lays a state out and paints the maps of the scene. The external test of this package sets it, because package layout
// imports this one.
var LayOut func(*State)

func paint(s *State) { LayOut(s) }
