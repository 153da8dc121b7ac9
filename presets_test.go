package convlab_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/session"
	"convlab/engine/spec"
)

// submatches returns what the group of a pattern matches in a file, all of them in order.
func submatches(t *testing.T, file, pattern string) (found []string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(text), -1) {
		found = append(found, match[1])
	}
	return found
}

// Before its program runs, the page shows the name of the network that comes first.
func TestThePageBeginsWithTheFirstNetwork(t *testing.T) {
	if got, want := submatches(t, "index.html", `id="networkname" data-t="([^"]+)"`), []string{"top." + spec.FirstShipped}; !slices.Equal(got, want) {
		t.Errorf("the menu of networks begins with %v, want %v", got, want)
	}
}

// build.sh trains the networks that ship, and their files exist.
func TestTheShippedPresetsAreTrained(t *testing.T) {
	want := spec.Shipped()
	if got := strings.Fields(strings.Join(submatches(t, "build.sh", `for preset in ([\w ]+);`), "")); !slices.Equal(got, want) {
		t.Errorf("build.sh pretrain trains %v, want %v", got, want)
	}
	files, err := filepath.Glob("assets/pretrained/*.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range files {
		files[i] = strings.TrimSuffix(filepath.Base(file), ".safetensors")
	}
	slices.Sort(want)
	if !slices.Equal(files, want) {
		t.Errorf("assets/pretrained has %v, want %v", files, want)
	}
}

// worker.js fetches the files that the session needs first, before the program runs.
func TestTheScriptOfTheWorkerFetchesWhatTheSessionAsksFor(t *testing.T) {
	first := map[dataset.Split]string{}
	for _, p := range slices.Backward(dataset.Shards()) {
		first[p.Split] = "data/" + p.Name + ".bin"
	}
	want := []string{"data/" + dataset.ManifestFile, session.ModelFile(spec.FirstShipped), first[dataset.Train], first[dataset.Test]}
	if got := submatches(t, "web/worker.js", `'((?:data|models)/[^']+)'`); !slices.Equal(got, want) {
		t.Errorf("worker.js fetches %v, want %v", got, want)
	}
}
