package main

// curveKey is by how many measurements a key moves along the curves.
func curveKey(key string) int {
	const all = 1 << 20 // more than there are
	switch key {
	case "ArrowLeft", "ArrowDown":
		return -1
	case "ArrowRight", "ArrowUp":
		return 1
	case "PageDown":
		return -10
	case "PageUp":
		return 10
	case "Home":
		return -all
	case "End":
		return all
	}
	return 0
}
