package main

import (
	"bytes"
	"fmt"
	"io"
	"time"
)

// lanes is how many parts run at a time: one often keeps a single core busy, at the end of its tests or while it links.
const lanes = 2

// runAll runs parts and reports each, in their order. Parts that run at the same time write what they have to say when they have
// ended; one that runs alone writes it at once.
func runAll(parts []part, out io.Writer, report func(part, count, time.Duration)) {
	ended := make([]chan func(), len(parts))
	slots := make(chan struct{}, lanes)
	for i, p := range parts {
		ended[i] = make(chan func(), 1)
		if p.alone {
			continue
		}
		go func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			var said bytes.Buffer
			c, took := p.run(&said)
			ended[i] <- func() {
				said.WriteTo(out)
				report(p, c, took)
			}
		}()
	}
	for i, p := range parts {
		if !p.alone {
			(<-ended[i])()
		}
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
