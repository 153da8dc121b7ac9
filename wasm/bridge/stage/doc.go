// Package stage connects the page's program with the stage program, which paints. Ebitengine starts once in a program and
// cannot continue after the browser has taken its graphics context away. Then the page starts another instance.
package stage
