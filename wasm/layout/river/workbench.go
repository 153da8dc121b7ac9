package river

import "math"

// Workbench says how far the user has opened the panel below the scene.
type Workbench uint8

// The states. Outside a wide river a workbench that is not a bar has its natural
// height.
const (
	WorkbenchBar  Workbench = iota // its tabs
	WorkbenchHalf                  // the scene keeps room for all channels, or on low windows for one row of them
)

// WorkbenchPlace is the place of the workbench.
type WorkbenchPlace struct {
	Y, H    float32 // from the top of the stage, as long as the page is not scrolled
	Over    bool    // it covers the lower part of the view, and the page scrolls
	Natural bool    // below the stage, as high as its content; H is not known here
}

// BarHeight is the height of the workbench's tabs and the line above them, in CSS pixels. page.css has the same.
const BarHeight = 41

// The heights of the workbench and of what it leaves to the scene.
const (
	lowWindow   = 760 // below: a half-open workbench leaves no more than a row of channels
	leastHalf   = 264 // of a half-open workbench on a high window
	mostLow     = 300 // of a half-open workbench on a low window
	leastPanel  = 160 // less is not worth a panel below the scene
	sheetMargin = 8   // above and below what is under the captions
)

// bench places the workbench of a wide river whose channelGrids begin at y, need so
// much room, and at least grids of it.
func (l *layouter) bench(y, room, grids float64) {
	h := float64(l.view.H)
	least := max(l.at(y+rowTile+spacing+sheetMargin), l.after(y+grids+sheetMargin)) // height of a stage
	height := float64(BarHeight)
	switch {
	case l.view.Workbench == WorkbenchHalf && h >= lowWindow:
		height = min(max(leastHalf, h-y-room-sheetMargin), h-least)
	case l.view.Workbench == WorkbenchHalf:
		height = min(mostLow, h-least)
	}
	over := l.view.Workbench != WorkbenchBar && height < leastPanel
	stage := l.at(max(h-height, least))
	if over {
		height = math.Floor(min(h, max(leastPanel, min(mostLow, 0.6*h))))
		stage = l.at(max(h-BarHeight, least))
	}
	l.H = float32(stage)
	l.Bench = WorkbenchPlace{Y: l.H, H: float32(height), Over: over}
	l.Page = l.H + l.Bench.H
	switch {
	case over:
		l.Bench.Y = float32(l.at(h - height))
	case stage > least: // to the edge of the window
		l.Bench.H, l.Page = l.view.H-l.H, l.view.H
	}
}

// WindowCell is the side of a cell of the k×k tables in a panel of that size, and
// whether its number has room in it. Three tables are side by side.
func WindowCell(panelW, panelH float32, k int) (side float32, printed bool) {
	const above, across, smallest = 105, 29, 28
	side = max(min(float32(math.Floor(float64(panelH-above)/float64(k))), float32(math.Floor(float64(panelW/across)))), 1)
	return side, side >= smallest
}
