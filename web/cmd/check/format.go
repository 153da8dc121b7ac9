package main

import (
	"bytes"
	"fmt"
	"go/format"
	"io"
	"io/fs"
	"os"
	"strings"
)

// formatted checks that every Go file is formatted by gofmt.
type formatted struct{}

func (formatted) run(out io.Writer) count {
	var wrong bytes.Buffer
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && len(name) > 1 && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		source, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		want, err := format.Source(source)
		if err != nil {
			fmt.Fprintf(&wrong, "%s: %v\n", name, err)
		} else if !bytes.Equal(source, want) {
			fmt.Fprintf(&wrong, "%s is not formatted: gofmt -w %[1]s\n", name)
		}
		return nil
	})
	if err == nil && wrong.Len() > 0 {
		err = fmt.Errorf("%d files", bytes.Count(wrong.Bytes(), []byte("\n")))
	}
	return verdict(out, "gofmt", wrong.Bytes(), err)
}
