package dataset_test

import (
	"encoding/json"
	"strings"
	"testing"

	"convlab/engine/dataset"
)

// manifest returns a valid one of the shipped shards.
func manifest() dataset.Manifest {
	m := dataset.Manifest{Format: dataset.Format}
	for _, p := range dataset.Shards() {
		m.Shards = append(m.Shards, dataset.ShardInfo{
			Subset: p, File: p.Name + ".bin", FileBytes: 1, PayloadBytes: 1,
			PayloadSHA256: strings.Repeat("0", 64),
		})
	}
	return m
}

func parse(t *testing.T, m dataset.Manifest) (dataset.Manifest, error) {
	t.Helper()
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return dataset.ParseManifest(text)
}

func TestShardsCoverMNIST(t *testing.T) {
	m, err := parse(t, manifest())
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Shards) != len(dataset.Shards()) || m.Shards[3] != manifest().Shards[3] {
		t.Error("the manifest does not survive JSON")
	}
}

func TestParseManifestRefusals(t *testing.T) {
	tests := []struct {
		name   string
		change func(*dataset.Manifest)
		want   string
	}{
		{"other build", func(m *dataset.Manifest) { m.Format = 2 }, "different builds"},
		{"gap", func(m *dataset.Manifest) { m.Shards = m.Shards[1:] }, "none for image 0"},
		{"small gap", func(m *dataset.Manifest) { m.Shards[9].Count-- }, "none for image 9999"},
		{"overlap", func(m *dataset.Manifest) { m.Shards[2].First = 999 }, "train image 999 twice"},
		{"past the end", func(m *dataset.Manifest) { m.Shards[8].First++ }, "within 0 to 59999"},
		{"negative", func(m *dataset.Manifest) { m.Shards[0].First = -1 }, "within 0 to 59999"},
		{"no stride", func(m *dataset.Manifest) { m.Shards[0].Stride = 0 }, "within 0 to 59999"},
		{"take above stride", func(m *dataset.Manifest) { m.Shards[0].Take = 2 }, "within 0 to 59999"},
		{"stride that overflows", func(m *dataset.Manifest) { m.Shards[0].Stride = 1 << 62 }, "within 0 to 59999"},
		{"count", func(m *dataset.Manifest) { m.Shards[0].Count = 1 << 40 }, "a count of 1 to 60000"},
		{"set", func(m *dataset.Manifest) { m.Shards[0].Split = "valid" }, `received "valid"`},
		{"folder in the file", func(m *dataset.Manifest) { m.Shards[0].File = "../x.bin" }, "a name and a file"},
		{"other site", func(m *dataset.Manifest) { m.Shards[0].File = "https://example.org/x" }, "a name and a file"},
		{"no file", func(m *dataset.Manifest) { m.Shards[0].File = "" }, "a name and a file"},
		{"file twice", func(m *dataset.Manifest) { m.Shards[1].File = m.Shards[0].File }, "twice"},
		{"no bytes", func(m *dataset.Manifest) { m.Shards[0].FileBytes = 0 }, "fileBytes"},
		{"huge", func(m *dataset.Manifest) { m.Shards[0].PayloadBytes = 1 << 40 }, "payloadBytes"},
		{"short hash", func(m *dataset.Manifest) { m.Shards[0].PayloadSHA256 = "00" }, "64 hexadecimal"},
		{"no hash", func(m *dataset.Manifest) { m.Shards[0].PayloadSHA256 = strings.Repeat("x", 64) }, "64 hexadecimal"},
	}
	for _, tt := range tests {
		m := manifest()
		tt.change(&m)
		if _, err := parse(t, m); !strings.Contains(errorText(err), tt.want) {
			t.Errorf("%s: error %q, want one with %q", tt.name, errorText(err), tt.want)
		}
	}
	for want, text := range map[string]string{
		"unknown field":       `{"format":1,"shard":[]}`,
		"unexpected EOF":      `{"format":1`,
		"at most 65536 bytes": strings.Repeat(" ", 1<<16+1),
	} {
		if _, err := dataset.ParseManifest([]byte(text)); !strings.Contains(errorText(err), want) {
			t.Errorf("error %q, want one with %q", errorText(err), want)
		}
	}
}

func FuzzParseManifest(f *testing.F) {
	text, err := json.Marshal(manifest())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"format":1,"shards":[{"set":"train","count":1,"stride":1,"take":1}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := dataset.ParseManifest(text)
		if err != nil {
			return
		}
		if err := m.Validate(); err != nil {
			t.Errorf("accepted, then refused: %v", err)
		}
	})
}

func TestBlocksAndSample(t *testing.T) {
	want := []int{1_000, 5_000, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000}
	got := dataset.Blocks()
	if len(got) != len(want) {
		t.Fatalf("Blocks = %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("Blocks = %v, want %v", got, want)
		}
	}
	sample := dataset.TestSample()
	if len(sample) != 1_000 || sample[0] != 0 || sample[1] != 10 || sample[999] != 9_990 {
		t.Errorf("the early test sample is not every tenth image: %v", sample[:3])
	}
	if all := dataset.TestAll(); len(all) != 10_000 || all[9_999] != 9_999 {
		t.Errorf("TestAll has %d images", len(all))
	}
}
