package kernel

import "testing"

// stripForm is one of the strips that this build has, and the length of its vectors.
type stripForm struct {
	name  string
	lanes lanes
	run   func(a []float32, rows []int, k run, panel, bias, c []float32, outs []int)
}

// stripCase is what a strip can be asked: tiles of rows that lie rowStep apart in A, runs that lie runStep apart in it, rows of
// C that lie gap further apart than they are wide. Rows and runs may overlap.
type stripCase struct {
	tiles, rowStep       int
	runs, runStep        int
	count, step          int
	gap                  int
	biased, back, shared bool // from a bias; the last row first; all rows of A are one
}

// check compares every form with stripScalar, bit for bit. That one takes two columns at a time: it gets its own panel for
// each pair of the form's.
func (s stripCase) check(t *testing.T) {
	t.Helper()
	for _, f := range stripForms() {
		columns := f.lanes.columns()
		rows, outs := make([]int, s.tiles*tileRows), make([]int, s.tiles*tileRows)
		for r := range rows {
			rows[r], outs[r] = r*s.rowStep, r*(columns+s.gap)
			if s.shared {
				rows[r] = 0
			}
			if s.back {
				outs[r] = (len(rows) - 1 - r) * (columns + s.gap)
			}
		}
		k := run{make([]int, s.runs), s.count, s.step}
		for q := range k.starts {
			k.starts[q] = q * s.runStep
		}
		last := 0
		if len(rows) > 0 {
			last = rows[len(rows)-1]
		}
		n := noise(s.tiles + 31*s.runs + 997*s.count + 7919*s.step)
		a := mixedEnds(n.slice(last + (s.runs-1)*s.runStep + k.span()))
		panel, c := n.slice(k.length()*columns), filled(len(rows)*(columns+s.gap)+columns, untouched)
		for _, out := range outs {
			copy(c[out:], n.slice(columns))
		}
		var bias []float32
		if s.biased {
			bias = n.slice(columns)
		}
		want := append([]float32(nil), c...)
		for j := 0; j < columns; j += 2 {
			var pair []float32
			for p := range k.length() {
				pair = append(pair, panel[p*columns+j], panel[p*columns+j+1])
			}
			stripScalar(a, rows, k, pair, bias[min(j, len(bias)):], want[j:], outs)
		}
		f.run(a, rows, k, panel, bias, c, outs)
		checkBits(t, f.name, c, want) // the gaps too: they must still be untouched
	}
}

// mixedEnds makes a sum begin and end with what is easily lost: a negative zero and a subnormal number.
func mixedEnds(a []float32) []float32 {
	a[0], a[len(a)-1] = special[1], special[len(special)-1]
	return a
}

// Runs of every length up to three groups of four terms, over A by rows, by columns and by neither, whose rows adjoin
// (rowStep 1) or do not, and are read one after the other or overlap.
func TestStrip(t *testing.T) {
	for count := 1; count <= 12; count++ {
		for _, step := range []int{0, 1, 2, 5} {
			for _, rowStep := range []int{0, 1, 3, 13} {
				for runs := 1; runs <= 3; runs++ {
					s := stripCase{tiles: runs, rowStep: rowStep, runs: runs, runStep: 7, count: count, step: step, gap: count % 3}
					s.check(t)
					s.biased, s.back = true, true
					s.check(t)
				}
			}
		}
	}
	stripCase{tiles: 2, runs: 2, runStep: 1, count: kBlock / 2, step: 1, shared: true}.check(t)
	stripCase{tiles: 0, runs: 1, count: 1}.check(t) // no tile, nothing to do
}

func FuzzStrip(f *testing.F) {
	f.Add(uint8(16), uint8(96), uint8(3), uint16(416), uint8(96), uint8(1), uint8(0), true, false, false)    // convolution, forward
	f.Add(uint8(16), uint8(1), uint8(11), uint16(416), uint8(11), uint8(32), uint8(32), false, false, false) // its kernel gradient
	f.Add(uint8(8), uint8(200), uint8(1), uint16(0), uint8(255), uint8(1), uint8(9), false, true, false)     // matrix product
	f.Add(uint8(1), uint8(0), uint8(1), uint16(0), uint8(3), uint8(0), uint8(0), true, true, true)           // a tail
	f.Fuzz(func(t *testing.T, tiles, rowStep, runs uint8, runStep uint16, count, step, gap uint8, biased, back, shared bool) {
		stripCase{
			tiles: int(tiles % 20), rowStep: int(rowStep), runs: 1 + int(runs%9), runStep: int(runStep % 1000),
			count: 1 + int(count), step: int(step % 70), gap: int(gap % 40), biased: biased, back: back, shared: shared,
		}.check(t)
	})
}
