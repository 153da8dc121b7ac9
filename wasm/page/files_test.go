package main

import (
	"strconv"
	"strings"
	"testing"

	"convlab/engine/onnx"
)

func TestThePanelNamesTheOperatorSetOfTheFiles(t *testing.T) {
	for language, set := range map[string]string{"en": "operator set ", "ko": "연산자 집합 "} {
		if text := words(t, language).Say("file.onnx_what"); !strings.Contains(text, set+strconv.Itoa(onnx.Opset)) {
			t.Errorf("%s: %q does not name set %d", language, text, onnx.Opset)
		}
	}
}
