// Package stage is the line between the page's program and the stage's. Ebitengine starts once in a program and cannot go on
// when the browser has taken its graphics context away: another instance of the stage's program can.
package stage
