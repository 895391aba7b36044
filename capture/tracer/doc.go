// Package tracer observes the bpf(2) calls of a process tree: it starts a command in namespaces of its own, stops it at
// each bpf(2) with seccomp and ptrace, and records the attribute, all that it points to, the result, and a duplicate of
// every program and map that was created. It interprets nothing: package normalize does. Linux only. Start at Start.
//
// How it works. The host re-executes itself as a trampoline (Trampoline) in new mount and pid namespaces. The trampoline
// gives itself a fresh /proc and an empty bpffs, installs a seccomp filter that answers SECCOMP_RET_TRACE for bpf(2)
// alone, and executes the command; so nothing but bpf(2) ever stops. One locked OS thread per command forks and traces
// it, since only the thread that is a task's tracer can wait for it and a thread that waits cannot fork the next one.
package tracer
