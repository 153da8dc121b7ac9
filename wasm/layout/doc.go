// Package layout turns a state into a scene: what is painted on the stage of a
// phone, a tablet and a desk, and in the workbench, with the texts of the charts.
// It is pure; the page and the stage paint what it returns.
package layout
