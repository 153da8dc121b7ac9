package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"time"
)

// lanes is the number of parts that run at a time: a part often uses a single core, at the end of its tests or while it links.
const lanes = 2

// runAll runs parts in their order, lanes at a time, and then, one by one, those that must be alone. It reports them in this
// order. The output of parts that run at the same time is written when they have ended, that of a part alone at once.
func runAll(parts []part, out io.Writer, report func(part, count, time.Duration)) {
	together := slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return p.alone })
	todo := make(chan int, len(together))
	ended := make([]chan func(), len(together))
	for i := range together {
		ended[i] = make(chan func(), 1)
		todo <- i
	}
	close(todo)
	for range lanes {
		go func() {
			for i := range todo {
				var said bytes.Buffer
				c, took := together[i].run(&said)
				ended[i] <- func() {
					said.WriteTo(out)
					report(together[i], c, took)
				}
			}
		}()
	}
	for _, e := range ended {
		(<-e)()
	}
	for _, p := range parts {
		if p.alone {
			c, took := p.run(out)
			report(p, c, took)
		}
	}
}

// run runs the steps of a part, one after the other.
func (p part) run(out io.Writer) (c count, took time.Duration) {
	fmt.Fprintf(out, "\n== %s: %s\n", p.name, p.what)
	start := time.Now()
	for _, s := range p.steps {
		c.add(s.run(out))
	}
	if c.passed+c.failed == 0 {
		fmt.Fprintln(out, "FAIL this part ran no test")
		c.failed++
	}
	return c, time.Since(start)
}
