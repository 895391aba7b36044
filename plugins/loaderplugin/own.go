package loaderplugin

// The two markers are no commands of bpf(2): the kernel answers EINVAL and does nothing. The host, which sees every
// bpf(2) call of the plugin's process tree, counts what lies between them as the plugin's own.
const (
	ownBegin = 0x64660001
	ownEnd   = 0x64660000
)

// Own calls f, whose bpf(2) calls the plugin makes to learn names and ids and which the library would not have made
// for its user. The mark holds for the whole process, not for the calling thread; it does not nest.
func Own(f func()) {
	mark(ownBegin)
	defer mark(ownEnd)
	f()
}
