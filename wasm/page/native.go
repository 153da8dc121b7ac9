//go:build !js

package main

import (
	"fmt"
	"os"
)

// main exists natively so that what needs no browser here can be built and
// tested there.
func main() {
	fmt.Fprintln(os.Stderr, "app: this program runs in a web page; ./build.sh builds and serves it")
	os.Exit(1)
}
