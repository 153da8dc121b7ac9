// Command dist puts together what is served. The three programs and the data are in the folder already (build.sh puts them
// there); dist adds the page, what belongs to it and the pretrained models, removes what no longer belongs, lays compressed
// copies beside the files and writes build.json, which names the build and every file with its size and hash. From that it makes
// the two forms that need no server: convlab.html, which is one file, and offline.js, the service worker.
//
// With -id it only prints the build's id, a hash of the sources, which is linked into all programs: a page and a worker of
// two different builds notice each other by it.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	root := flag.String("root", ".", "folder of the repository")
	out := flag.String("out", "dist", "folder to put together")
	cache := flag.String("cache", ".cache/compressed", "folder that keeps compressed copies by the hash of what they were made from")
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
	squeezer := squeezer{dir: cache, create: compress}
	manifest, err := describe(out, id, &squeezer)
	if err != nil {
		return err
	}
	if err := manifest.write(filepath.Join(out, manifestName)); err != nil {
		return err
	}
	if err := addOnefile(out, manifest, &squeezer); err != nil {
		return err
	}
	if err := addOffline(out, manifest); err != nil {
		return err
	}
	if compress {
		if err := squeezer.prune(manifest); err != nil {
			return err
		}
	}
	fmt.Println(manifest.summary())
	return nil
}
