package river

// columnRange is the columns of a line: [first, end) and, after them, perhaps the answer.
type columnRange struct {
	first, end int
	answer     bool
}

// The first line begins with the pad, and has at most the picture, a convolution and
// its pooling.
const firstColumns = 3

// leastColumn is the width of a column that holds its texts.
func (l *layouter) leastColumn() float64 { return em(104, l.text) }

// lines breaks the columns before the first one that does not fit. No line begins with
// a pooling layer, which has the channelGrid of the column before it, or with the
// answer, unless what must stay together is longer than a line.
func (l *layouter) lines() (list []columnRange) {
	last := len(l.Columns) - 1
	if l.network.opened {
		return []columnRange{{first: 1, end: 2}, {first: 2, end: last, answer: true}}
	}
	narrow := smallestFrame()
	cur := columnRange{first: 1, end: 1}
	room := func() float64 { // that the line has left, for columns with a gutter before each; the first one needs none
		return l.lineWidth(len(list), cur, narrow) + wrapGutter - float64(cur.end-cur.first)*(l.leastColumn()+wrapGutter)
	}
	for i := 1; i <= last; {
		end := i + 1 // of what must stay together
		for end <= last && (l.Columns[end].Kind == PoolingColumn || l.Columns[end].Kind == AnswerColumn) {
			end++
		}
		need := float64(min(end, last)-i) * (l.leastColumn() + wrapGutter)
		if end > last {
			need += em(narrow.answer, l.text) + wrapGutter
		}
		full := need > room() || len(list) == 0 && min(end, last)-cur.first > firstColumns
		switch {
		case full && cur.end > cur.first:
			list, cur = append(list, cur), columnRange{first: i, end: i}
		case full && end-i > 1: // longer than a line
			cur.end, i = cur.end+1, i+1
		default:
			cur.end, cur.answer, i = min(end, last), end > last, end
		}
	}
	return append(list, cur)
}

// lineWidth is the width for the columns of line n, without pad and answer.
func (l *layouter) lineWidth(n int, cols columnRange, f wrapFrame) float64 {
	w := float64(l.W) - 2*Margin
	if n == 0 {
		w -= f.pad + wrapGutter
	}
	if cols.answer {
		w -= em(f.answer, l.text) + wrapGutter
	}
	return w
}

// wrapFrameOf is the first frame with which the columns of every line are wider than
// their boxes.
func (l *layouter) wrapFrameOf(lines []columnRange) wrapFrame {
	list := wrapFrames()
	if l.W < wideWidth {
		return smallestFrame()
	}
	for _, f := range list[:len(list)-1] {
		fits := true
		for n, cols := range lines {
			count := float64(cols.end - cols.first)
			fits = fits && l.lineWidth(n, cols, f)-(count-1)*wrapGutter >= count*(f.box+8)
		}
		if fits {
			return f
		}
	}
	return smallestFrame()
}
