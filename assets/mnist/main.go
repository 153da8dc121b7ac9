// Command mnist packs MNIST for the page: it reads the four original files
// from the Go module that ships them, checks them, and writes shards and a
// manifest. Run it from the root of the repository:
//
//	go run ./assets/mnist -out dist/data
//
// A folder that already contains exactly MNIST is not changed.
package main

import (
	"flag"
	"fmt"
	"os"

	"convlab/engine/dataset/original"
)

func main() {
	out := flag.String("out", "dist/data", "folder to write shards and manifest to")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "mnist: expected only -out, received %q\n", flag.Args())
		os.Exit(2)
	}
	done, err := run(*out, original.Dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, "mnist:", err)
		os.Exit(1)
	}
	fmt.Println("mnist:", done)
}

// run packs MNIST into the folder, unless it is there already, and returns what it did.
func run(out string, source func() (string, error)) (string, error) {
	if check(os.DirFS(out)) == nil {
		return out + " already contains all of MNIST: checked, nothing to do", nil
	}
	dir, err := source()
	if err != nil {
		return "", err
	}
	m, err := pack(dir, out)
	if err != nil {
		return "", err
	}
	if err := check(os.DirFS(out)); err != nil {
		return "", fmt.Errorf("the written files do not read back: %w", err)
	}
	total := 0
	for _, s := range m.Shards {
		total += s.FileBytes
	}
	return fmt.Sprintf("packed 70,000 images into %d shards, %d bytes, in %s", len(m.Shards), total, out), nil
}
