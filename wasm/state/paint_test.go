package state

// LayOut lays a state out and colours what the scene shows. The external test of this package sets it: package layout imports this one.
var LayOut func(*State)

func paint(s *State) { LayOut(s) }
