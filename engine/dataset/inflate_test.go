package dataset_test

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
	"testing/fstest"

	"convlab/engine/dataset"
)

func pack(t *testing.T, payload []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(payload); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestInflateTakesPackedAndUnpackedFiles(t *testing.T) {
	info, payload := stride(t)
	for name, file := range map[string][]byte{"packed": pack(t, payload), "inflated by a server": payload} {
		if got, err := dataset.Inflate(info, file); err != nil || !bytes.Equal(got, payload) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestInflateNamesTheShard(t *testing.T) {
	info, payload := stride(t)
	file := pack(t, payload)
	sum := bytes.Clone(file)
	sum[len(sum)-8] ^= 1 // gzip's checksum begins 8 bytes before the end
	for name, bad := range map[string][]byte{
		"cut":      file[:len(file)/2],
		"header":   file[:3],
		"checksum": sum,
		// More than announced must not be unpacked.
		"longer": pack(t, append(bytes.Clone(payload), 0)),
	} {
		if _, err := dataset.Inflate(info, bad); !strings.Contains(errorText(err), "shard some (some.bin): expected") {
			t.Errorf("%s: error %q", name, errorText(err))
		}
	}
}

func TestLoadSaysWhatIsMissing(t *testing.T) {
	if _, _, err := dataset.Load(fstest.MapFS{}); !strings.Contains(errorText(err), "./build.sh build") {
		t.Errorf("error %v, want one that says how to get the data", err)
	}
}
