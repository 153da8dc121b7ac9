package server

import "strings"

// escapedLink returns where a link leads whose # was escaped on its way, as chat
// programs do: what should have followed the # of the page has come as a path.
// That is always the page itself, with the rest of the path after its #, as it
// came; the page decodes it (engine/sharelink). No path leads anywhere else.
func escapedLink(path string) (location string, ok bool) {
	for _, escape := range []string{"/%23", "/%2523"} { // once or twice
		if rest, ok := strings.CutPrefix(path, escape); ok {
			return "/#" + rest, true
		}
	}
	return "", false
}
