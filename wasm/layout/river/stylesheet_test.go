package river

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"convlab/engine/spec"
)

func stylesheet(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../../web/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// widths lists the numbers that a pattern finds in a text, in rising order.
func widths(pattern, text string) (list []int) {
	for _, found := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(found[1])
		list = append(list, n)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func TestTheStylesheetsHaveNoOtherBreakpointsThanTheirList(t *testing.T) {
	page := stylesheet(t, "page.css")
	_, list, _ := strings.Cut(page, "/* Breakpoints,")
	list, _, _ = strings.Cut(list, "*/")
	listed := widths(`\b(\d{3,4})\b`, list)
	for name, width := range map[string]int{"narrowPhone": narrowPhone, "WrapWidth": WrapWidth, "wideWidth": wideWidth} {
		if !strings.Contains(list, fmt.Sprint(width-1)) || !strings.Contains(list, name) {
			t.Errorf("page.css does not list %d, the width below %s", width-1, name)
		}
	}
	css := page + stylesheet(t, "style.css")
	used := widths(`max-width: (\d+)px\)`, css)
	for _, least := range widths(`min-width: (\d+)px\)`, css) {
		used = append(used, least-1)
	}
	for _, width := range used {
		if !slices.Contains(listed, width) {
			t.Errorf("the breakpoint %d is not in the list of page.css, which has %v", width, listed)
		}
	}
	for _, width := range listed {
		if !slices.Contains(used, width) && width != wideWidth-1 { // stage.css has that one
			t.Errorf("page.css lists the breakpoint %d, and nothing uses it", width)
		}
	}
}

// early is where stage.css has the pad and its name before the program runs.
type early struct{ left, name, top, side float64 }

// earlyRule is a rule of stage.css for that, in windows of at most a size.
type earlyRule struct {
	w, h   int
	values map[string]string
}

func earlyRules(css string) (list []earlyRule) {
	rule := regexp.MustCompile(`(?m)^(?:@media (.*?) \{ )?html:not\(\.painted\) #stage \{(.*?)\}`)
	limit, value := regexp.MustCompile(`max-(width|height): (\d+)px`), regexp.MustCompile(`--(\w+): ([^;]+);`)
	for _, found := range rule.FindAllStringSubmatch(css, -1) {
		r := earlyRule{1 << 20, 1 << 20, map[string]string{}}
		for _, q := range limit.FindAllStringSubmatch(found[1], -1) {
			n, _ := strconv.Atoi(q[2])
			if q[1] == "width" {
				r.w = n
			} else {
				r.h = n
			}
		}
		for _, v := range value.FindAllStringSubmatch(found[2], -1) {
			r.values[v[1]] = v[2]
		}
		list = append(list, r)
	}
	return list
}

// earlyPlaces applies the rules to a window of a size.
func earlyPlaces(t *testing.T, rules []earlyRule, w, h int) early {
	t.Helper()
	values := map[string]string{}
	for _, r := range rules {
		if w <= r.w && h <= r.h {
			maps.Copy(values, r.values)
		}
	}
	px := func(name string) float64 {
		v, err := strconv.ParseFloat(strings.TrimSuffix(values[name], "px"), 64)
		if err != nil {
			t.Fatalf("--%s is %q", name, values[name])
		}
		return v
	}
	e := early{left: px("left"), name: px("name")}
	var most, rest, above int
	if n, _ := fmt.Sscanf(values["side"], "min(%dpx, 100vw - %dpx)", &most, &rest); n == 2 {
		e.side = float64(min(most, w-rest))
	} else {
		e.side = px("side")
	}
	if n, _ := fmt.Sscanf(values["top"], "calc(var(--name) + %dpx + (var(--box) - var(--side)) / 2)", &above); n == 1 {
		e.top = e.name + float64(above) + (px("box")-e.side)/2
	} else {
		e.top = px("top")
	}
	return e
}

func TestThePadIsWhereItWasBeforeTheProgramRuns(t *testing.T) {
	rules, n := earlyRules(stylesheet(t, "stage.css")), networkOf(t, spec.NoteConvnet())
	for w := 320; w < 2000; w++ {
		for _, h := range []int{640, 852, 853, 875, 876, 1080} {
			above := bars
			if w < 1200 { // a line of the run bar more
				above += 23
			}
			r := Layout(n, View{W: float32(w), H: float32(h - above)})
			pad, title := r.Pad.Rect, r.Columns[0].Title
			want, got := early{float64(pad.X), float64(title.Y), float64(pad.Y), float64(pad.W)}, earlyPlaces(t, rules, w, h)
			if got != want {
				t.Fatalf("in a window of %d×%d stage.css has the pad at %+v, the layout at %+v", w, h, got, want)
			}
		}
	}
}
