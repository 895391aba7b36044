// Package proto is the contract between the host and the program that drives one loader: loader.proto, which is the
// place to read, and the Go code generated from it. Both sides of the contract in Go are in plugins/loaderplugin.
package proto

//go:generate go run -C ../.. ./plugins/proto/gen
