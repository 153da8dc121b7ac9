package main

import (
	"fmt"
	"strings"

	"convlab/engine/spec"
	"convlab/wasm/view"
)

// fixText names the change of a fix as its control does: "padding same in conv 3".
func fixText(w view.Words, f view.Fix) string {
	layer := ""
	var block int
	if n, _ := fmt.Sscanf(f.Path, "blocks[%d].", &block); n == 1 {
		layer = view.LayerName(w, spec.Conv2D{}, block+1)
	}
	return w.Say("fix."+field(f.Path), "value", number(f.Value), "layer", layer)
}

// fixHint says what a fix of the network keeps and costs.
func fixHint(w view.Words, f view.Fix) string {
	if strings.HasPrefix(f.Path, "training.") {
		return ""
	}
	model := f.Model()
	names := view.LayerNames(w, model)
	var learn []string
	for _, i := range f.Learn {
		learn = append(learn, names[i])
	}
	kept := w.Say("fix.kept")
	if len(learn) > 0 {
		kept = w.Say("fix.learn", "layers", strings.Join(learn, ", "))
	}
	return kept + " " + costText(w, f.Old, f.Cost)
}

// costText compares what a change leads to with what there is.
func costText(w view.Words, now, next spec.Cost) string {
	if next == now {
		return w.Say("cost.same")
	}
	return w.Say("cost.change", "weights", count(next.Weights), "macs", millions(next.MACs),
		"oldweights", count(now.Weights), "oldmacs", millions(now.MACs))
}
