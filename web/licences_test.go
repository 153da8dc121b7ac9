// Package web_test checks the licences and the styles of the page.
package web_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Go lists the modules in the programs of the page.
func TestEveryModuleInThePageIsCredited(t *testing.T) {
	licences, err := os.ReadFile("licences.txt")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", "convlab/wasm/...")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := strings.Fields(string(out))
	if len(modules) == 0 {
		t.Fatal("go list names no module")
	}
	for _, module := range modules {
		if !strings.Contains(string(licences), module) {
			t.Errorf("%s is built into the page and not named in licences.txt", module)
		}
	}
}
