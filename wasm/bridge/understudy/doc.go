// Package understudy is the line between the page's program and a second
// instance of it that only paints. Ebitengine starts once in a program and
// cannot go on when the browser has taken its graphics context away; a fresh
// instance can, while the first one keeps the page and the trainer.
package understudy
