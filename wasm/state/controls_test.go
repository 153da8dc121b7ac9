package state

import (
	"cmp"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"convlab/engine/spec"
)

// A field of type number changes under the wheel, hides what was typed when it
// is no number, and refuses full-width digits. So numbers have fields of text
// that the program makes spin buttons.
func TestEveryNumberHasAFieldOfText(t *testing.T) {
	page, err := os.ReadFile("../../index.html")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(page), `type="number"`) {
		t.Error("index.html has a field of type number")
	}
	numbers := 0
	for _, found := range regexp.MustCompile(`<input [^>]*data-(?:path|field)="([^"]+)"[^>]*>`).FindAllStringSubmatch(string(page), -1) {
		field, path := found[0], found[1]
		if _, _, ok := NumberLimits(path); !ok {
			if strings.Contains(field, "spinbutton") {
				t.Errorf("%s is a spin button without limits", path)
			}
			continue
		}
		numbers++
		keyboard := `inputmode="numeric"`
		if next, _ := StepNumber(path, "0", true); strings.Contains(next, ".") {
			keyboard = `inputmode="decimal"`
		}
		for _, want := range []string{`type="text"`, `role="spinbutton"`, `autocomplete="off"`, keyboard} {
			if !strings.Contains(field, want) {
				t.Errorf("the field of %s is %s, want it to have %s", path, field, want)
			}
		}
	}
	if numbers != 9 { // filters, units, dropout; momentum, rate, batch, epochs, images, seed
		t.Errorf("index.html has %d fields for numbers, want 9", numbers)
	}
}

// Every setting that users can change has one control, of its kind, with its choices, limits, name and help; others have none.
func TestControlsOfTheTrainingAreThoseOfTheTable(t *testing.T) {
	page, err := os.ReadFile("../../index.html")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{} // by the name of the setting in data-path
	for _, row := range regexp.MustCompile(`(?s)<div class="row".*?\n      </div>`).FindAllString(string(page), -1) {
		if path := regexp.MustCompile(`data-path="training\.([^"]+)"`).FindStringSubmatch(row); path != nil {
			if rows[path[1]] != "" {
				t.Errorf("%s has two controls", path[1])
			}
			rows[path[1]] = row
		}
	}
	// values are those of a menu or of radio buttons: an option without a value has its text.
	values := func(row string) (list []string) {
		for _, found := range regexp.MustCompile(`<(?:option|input type="radio" [^>]*?)(?: ?value="([^"]*)")?>([^<]*)`).FindAllStringSubmatch(row, -1) {
			list = append(list, cmp.Or(found[1], found[2]))
		}
		return list
	}
	for _, setting := range spec.Settings() {
		name, row := setting.Name, rows[setting.Name]
		delete(rows, name)
		if (row == "") != (setting.Internal != "") {
			t.Errorf("%s has the control %q, and is internal because of %q", name, row, setting.Internal)
		}
		if row == "" {
			continue
		}
		for _, want := range []string{`data-t-hint="hint.` + name + `"`, `data-t="settings.` + name + `"`} {
			if !strings.Contains(row, want) {
				t.Errorf("the control of %s is %s, want it to have %s", name, row, want)
			}
		}
		switch offered := values(row); {
		case setting.Kind() == spec.Choice:
			if !slices.Equal(offered, setting.Choices) {
				t.Errorf("the choices of %s are %q, want %q", name, offered, setting.Choices)
			}
		case setting.Kind() == spec.Switch:
			if !strings.Contains(row, `type="checkbox"`) {
				t.Errorf("the control of %s is no checkbox: %s", name, row)
			}
		case len(offered) > 0:
			for _, value := range offered {
				if n, err := strconv.ParseUint(value, 10, 64); err != nil || n < setting.Low || n > setting.High {
					t.Errorf("%s offers %q, want a number from %d to %d", name, value, setting.Low, setting.High)
				}
			}
		default:
			low, high, ok := NumberLimits("training." + name)
			if !ok || low != strconv.FormatUint(setting.Low, 10) && !setting.OpenLow || !setting.OpenHigh && high != strconv.FormatUint(setting.High, 10) {
				t.Errorf("the field of %s goes from %s to %s, want %d to %d", name, low, high, setting.Low, setting.High)
			}
		}
	}
	for name := range rows {
		t.Errorf("%s has a control and is no setting", name)
	}
}

// paths lists every setting that index.html has a control for.
func paths(t *testing.T) []string {
	t.Helper()
	page, err := os.ReadFile("../../index.html")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, found := range regexp.MustCompile(`data-(path|field)="([^"]+)"`).FindAllStringSubmatch(string(page), -1) {
		if found[1] == "field" {
			list = append(list, fmt.Sprintf("blocks[1].%s", found[2]))
		} else {
			list = append(list, found[2])
		}
	}
	if len(list) < 20 { // 9 fields of a block, 4 of the head, 9 of the training
		t.Fatalf("index.html has controls for only %q", list)
	}
	return list
}

func TestWhatAControlShowsIsWhatItSets(t *testing.T) {
	for _, path := range paths(t) {
		s := New()
		text := FieldText(s.Draft.Settings, path)
		if text == "" {
			t.Errorf("%s shows nothing", path)
		}
		before := s.Draft.Settings
		s.Update(SetField{Path: path, Value: text})
		if s.Draft.Refusal != nil || !reflect.DeepEqual(s.Draft.Settings, before) {
			t.Errorf("%s shows %q, and setting that gives %v, refusal %v", path, text, s.Draft, s.Draft.Refusal)
		}
	}
}

func TestAChangedSettingIsShown(t *testing.T) {
	for path, value := range map[string]string{
		"blocks[1].filters": "48", "blocks[1].window": "5", "blocks[1].stride": "2", "blocks[1].padding": "same", "blocks[1].activation": "tanh",
		"blocks[1].pooling": "average", "blocks[1].pool_size": "3", "blocks[1].pool_stride": "1", "blocks[1].pool_padding": "same",
		"head": "global_average", "units": "32", "hidden": "sigmoid", "dropout": "0.5",
		"training.optimizer": "sgd", "training.momentum": "0.9", "training.nesterov": "true", "training.learning_rate": "0.0001",
		"training.batch_size": "32", "training.epochs": "3", "training.examples": "1000", "training.shift": "2", "training.seed": "18446744073709551615",
	} {
		s := New()
		s.Update(SetField{Path: path, Value: value})
		if got := FieldText(s.Draft.Settings, path); got != value {
			t.Errorf("%s was set to %s and shows %q, refusal %v", path, value, got, s.Draft.Refusal)
		}
	}
}

func TestThePenIsAsThickAsItsControlSays(t *testing.T) {
	page, err := os.ReadFile("../../index.html")
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf(`id="thickness" type="range" min="%v" max="%v"`, MinPen, MaxPen); !strings.Contains(string(page), want) {
		t.Errorf("index.html has no control with %s", want)
	}
}
