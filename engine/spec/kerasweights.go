package spec

import (
	"encoding/json"
	"fmt"
	"strings"
)

// KerasLoad writes the lines that load a file saved by Convlab into the model of
// the Keras program of m. They go after model.compile, in place of model.fit. m
// must pass Check.
func KerasLoad(m Model, file string) string {
	var b strings.Builder
	b.WriteString("# Convlab's weights for the model above (pip install safetensors)\n")
	b.WriteString("from safetensors.numpy import load_file\n\n")
	fmt.Fprintf(&b, "arrays = load_file(%q)\n", file)
	b.WriteString(kerasPairs(m))
	b.WriteString("    layer.set_weights([arrays[name + \"/kernel\"], arrays[name + \"/bias\"]])\n")
	return b.String()
}

// KerasSave writes the lines that save the model trained by the Keras program of
// m and t as a file that Convlab opens. They go at the end of the program. m and
// t must pass CheckRun.
func KerasSave(m Model, t Training, file string) (string, error) {
	model, err := json.Marshal(m)
	if err != nil {
		return "", err
	}
	training, err := json.Marshal(t)
	if err != nil {
		return "", err
	}
	// One layer a line. Layers hold no objects, so "},{" is found between layers only.
	layers := strings.NewReplacer(`"layers":[`, "\"layers\":[\n        ", "},{", "},\n        {").Replace(string(model))

	var b strings.Builder
	b.WriteString("# The model above as a file that Convlab opens (pip install safetensors)\n")
	b.WriteString("import json\n\nfrom safetensors.numpy import save_file\n\n")
	b.WriteString("arrays = {}\n")
	b.WriteString(kerasPairs(m))
	b.WriteString("    arrays[name + \"/kernel\"], arrays[name + \"/bias\"] = layer.get_weights()\n")
	fmt.Fprintf(&b, "save_file(arrays, %q, metadata={\n", file)
	b.WriteString("    \"format\": \"convlab 1\",\n")
	fmt.Fprintf(&b, "    \"model\": '''%s''',\n", layers)
	fmt.Fprintf(&b, "    \"training\": '%s',\n", training)
	fmt.Fprintf(&b, "    \"results\": json.dumps({\"epochs\": %d, \"accuracy\": accuracy, \"loss\": loss}),\n})\n", t.Epochs)
	return b.String(), nil
}

// kerasPairs writes the head of a loop over the layers with weights and their
// names in files. Keras goes on numbering its own names from model to model, so
// layers are paired by order.
func kerasPairs(m Model) string {
	var names []string
	for i, name := range m.Names() {
		if len(m.Layers[i].Weights(m.Input)) > 0 {
			names = append(names, fmt.Sprintf("%q", name))
		}
	}
	return fmt.Sprintf("names = [%s]\nfor name, layer in zip(names, (l for l in model.layers if l.weights), strict=True):\n",
		strings.Join(names, ", "))
}
