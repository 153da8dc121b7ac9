package checkpoint

import (
	"fmt"
	"math"

	"convlab/engine/safetensors"
)

// Score is a point of the curves.
type Score struct {
	Test     bool    // measured on test images, not on training images
	Epoch    float64 // 1.5: halfway through the second
	Seconds  float64 // spent training until then
	Loss     float64
	Accuracy float64 // 0 to 1
	Count    int     // images it was measured on
}

// The history is a tensor [points, columns], in the order of Score's fields.
const (
	historyName    = "history"
	historyColumns = 6
)

func historyTensors(history []Score) []safetensors.Tensor {
	history = history[max(len(history)-MaxScores, 0):]
	if len(history) == 0 {
		return nil
	}
	t := safetensors.Tensor{Name: historyName, Shape: []int{len(history), historyColumns}, DType: safetensors.F32}
	for _, s := range history {
		test := float32(0)
		if s.Test {
			test = 1
		}
		t.Values = append(t.Values, test, clampFloat32(s.Epoch), clampFloat32(s.Seconds), clampFloat32(s.Loss), clampFloat32(s.Accuracy), float32(s.Count))
	}
	return []safetensors.Tensor{t}
}

// clampFloat32 returns the finite float32 nearest to v: a loss can be larger.
func clampFloat32(v float64) float32 {
	return float32(max(min(v, math.MaxFloat32), -math.MaxFloat32))
}

func (f File) history(tables map[string]safetensors.TensorInfo) ([]Score, error) {
	values, err := f.table(tables, historyName)
	if err != nil {
		return nil, err
	}
	if len(values) == 0 {
		return nil, nil
	}
	history := make([]Score, 0, len(values)/historyColumns)
	for ; len(values) > 0; values = values[historyColumns:] {
		s := Score{
			Test:  values[0] == 1,
			Epoch: float64(values[1]), Seconds: float64(values[2]), Loss: float64(values[3]), Accuracy: float64(values[4]),
			Count: int(values[5]),
		}
		if count := values[5]; values[0] != 0 && values[0] != 1 || s.Epoch < 0 || s.Seconds < 0 || s.Loss < 0 || s.Accuracy < 0 || s.Accuracy > 1 || !(count >= 0 && count <= 1<<24) {
			return nil, fmt.Errorf("checkpoint: history: expected a set of 0 or 1, an accuracy of 0 to 1 and nothing below 0, received %v", values[:historyColumns])
		}
		history = append(history, s)
	}
	return history, nil
}
