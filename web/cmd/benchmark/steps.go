//go:build !js

package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// steps measures whole optimiser steps with the button of the built page's bench.html. It returns the table: the parts of a
// step's time, with one worker and with all.
func steps(dist string) (string, error) {
	t, err := open(dist, "bench.html")
	if err != nil {
		return "", err
	}
	defer t.close()
	table, err := evaluate[[][]string](t, `(async () => {
		const element = (id) => document.getElementById(id);
		while (!window.bench) await new Promise((resolve) => setTimeout(resolve, 100));
		element('start').click();
		while (element('start').disabled) await new Promise((resolve) => setTimeout(resolve, 500));
		if (element('doing').innerText !== 'done') throw new Error(element('doing').innerText);
		const rows = [...document.querySelectorAll('#table tr')].map((row) => [...row.children].map((cell) => cell.innerText));
		return [...rows, [element('machine').innerText]];
	})()`)
	if err != nil {
		return "", fmt.Errorf("bench.html of %s: %w", dist, err)
	}
	return aligned(table), nil
}

// aligned writes rows of cells as columns.
func aligned(rows [][]string) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	w.Flush() // cannot fail: it writes to memory
	return b.String()
}
