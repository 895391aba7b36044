// Package uapi is bpf(2) as data and as calls: one attribute type and one function for each bpf_cmd, the enums with
// their kernel names, and the structs that the kernel answers with.
//
// The same types serve for calls of our own and for attributes that another process passed to the kernel. Decode reads
// the bytes of an attribute, Attr.Pointers and Attr.Descriptors say what in it refers to memory and to descriptors, and
// ProgLoad, MapCreate and their kin make the call. Nothing here retries, defaults or interprets.
//
// All files whose names begin with zz_ are generated from the kernel's BTF by uapi/gen; "since at most 6.1" at a field
// means that of the kernels 5.10, 6.1, 6.12 and 6.18 the oldest to have it is 6.1, not that 6.1 introduced it.
//
// Bytes are in the order of the machine that this runs on, which must be that of the machine where they were captured.
//
// Start at Attr.
package uapi

//go:generate go run ./gen -in gen -out .
