package drawing

import "image"

// Steps says which steps of the preparation are done. The zero value does
// none: the whole pad becomes the whole picture.
type Steps struct {
	Crop   bool `json:"crop"`   // Scale measures the ink's bounding box instead of the whole pad
	Width  bool `json:"width"`  // give the pen MNIST's thickness
	Scale  bool `json:"scale"`  // make the longer side of the box 20 pixels, about its middle
	Centre bool `json:"centre"` // move the centre of mass to the middle
}

// AllSteps prepares a drawing as MNIST was made.
func AllSteps() Steps { return Steps{Crop: true, Width: true, Scale: true, Centre: true} }

// Pixels of a prepared picture, row by row.
const Pixels = Width28 * Width28

// Prepared is the picture for the network and how it came about.
type Prepared struct {
	Pixels [Pixels]float32 // 0 paper to 1 ink
	Empty  bool            // no ink: all pixels are 0 and so is the rest

	Ink    image.Rectangle // where the ink is on the raster: the box of Crop, before Width moves its outline by Thin
	Pen    float32         // measured thickness of the pen in raster pixels; 0 if it was not measured
	Thin   float32         // raster pixels the outline was moved inwards; negative is outwards
	Window Window          // what Scale measured: the ink's box after Width, or the whole pad
	Scale  float32         // pixels of the picture for one of the raster
	ShiftX int             // pixels of the picture it was moved to the right by Centre
	ShiftY int             // and downwards
}

// Window is a part of the raster in its pixels, and where its top left corner
// came to lie in the picture before Centre.
type Window struct {
	X, Y, Width, Height float32
	Left, Top           int
}
