package main

import "convlab/wasm/view"

// actOf is what the button of a message does.
func actOf(act string) view.Event {
	switch act {
	case "bringback":
		return view.BringBack{}
	case "retry":
		return view.Retry{}
	case "download":
		return view.TakeAway{}
	case "remove":
		return view.Forget{}
	case "retreat":
		return view.Retreat{}
	case "openrest":
		return view.OpenRest{}
	}
	return nil
}
