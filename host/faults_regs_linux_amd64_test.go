package host

import "golang.org/x/sys/unix"

// setArgs makes f's attribute that of the call.
func (f *flight) setArgs() {
	f.withRegs(func(regs *unix.PtraceRegs) { regs.Rsi, regs.Rdx = f.Attr, f.Size })
}

// answer keeps the call from the kernel and gives it a result.
func (f *flight) answer(result int64) {
	f.withRegs(func(regs *unix.PtraceRegs) { regs.Orig_rax, regs.Rax = ^uint64(0), uint64(result) })
	f.void = true
	*f.done++
}

func (f *flight) withRegs(change func(*unix.PtraceRegs)) {
	var regs unix.PtraceRegs
	if err := unix.PtraceGetRegs(f.TID, &regs); err != nil {
		f.t.Error(err)
		return
	}
	change(&regs)
	if err := unix.PtraceSetRegs(f.TID, &regs); err != nil {
		f.t.Error(err)
	}
}
