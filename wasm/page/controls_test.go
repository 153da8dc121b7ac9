package main

import (
	"cmp"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/wasm/view"
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
		if _, _, ok := view.NumberLimits(path); !ok {
			if strings.Contains(field, "spinbutton") {
				t.Errorf("%s is a spin button without limits", path)
			}
			continue
		}
		numbers++
		keyboard := `inputmode="numeric"`
		if next, _ := view.StepNumber(path, "0", true); strings.Contains(next, ".") {
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
			low, high, ok := view.NumberLimits("training." + name)
			if !ok || low != strconv.FormatUint(setting.Low, 10) && !setting.OpenLow || !setting.OpenHigh && high != strconv.FormatUint(setting.High, 10) {
				t.Errorf("the field of %s goes from %s to %s, want %d to %d", name, low, high, setting.Low, setting.High)
			}
		}
	}
	for name := range rows {
		t.Errorf("%s has a control and is no setting", name)
	}
}
