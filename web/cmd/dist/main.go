// Command dist assembles the folder that is served. build.sh has put the programs and the data there. dist adds the page, its
// files and the pretrained models, removes files that no longer belong, adds compressed copies and writes build.json, which has
// the id of the build and the size and hash of every file. From that it makes the two forms that need no server: convlab.html,
// which is one file, and offline.js, the service worker.
//
// With -id it only prints the build's id, a hash of the sources. The id is linked into all programs, so that a page and a worker
// of two builds detect each other.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	root := flag.String("root", ".", "folder of the repository")
	out := flag.String("out", "dist", "folder to assemble")
	cache := flag.String("cache", ".cache/compressed", "folder that caches compressed copies by the hash of their originals")
	compress := flag.Bool("compress", false, "make missing .br and .gz copies; without it only those in the cache are used")
	id := flag.Bool("id", false, "print the build's id and stop")
	flag.Parse()
	if err := run(*root, *out, *cache, *compress, *id); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

func run(root, out, cache string, compress, idOnly bool) error {
	id, err := buildID(root)
	if err != nil {
		return err
	}
	if idOnly {
		fmt.Println(id)
		return nil
	}
	wanted, err := sources(root)
	if err != nil {
		return err
	}
	if err := wanted.assemble(out); err != nil {
		return err
	}
	compressor := compressor{dir: cache, create: compress}
	manifest, err := describe(out, id, &compressor)
	if err != nil {
		return err
	}
	if err := manifest.write(filepath.Join(out, manifestName)); err != nil {
		return err
	}
	if err := addOnefile(out, manifest, &compressor); err != nil {
		return err
	}
	if err := addOffline(out, manifest); err != nil {
		return err
	}
	if compress {
		if err := compressor.prune(manifest); err != nil {
			return err
		}
	}
	fmt.Println(manifest.summary())
	return nil
}
