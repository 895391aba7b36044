package host

import (
	"io"

	"difftest/capture/progrun"
	"difftest/capture/tracer"
)

// probeArg is the hidden first argument with which the program does nothing: it is traced to see whether that is possible.
const probeArg = "__probe"

// hidden runs the parts of the program that it starts itself as: the trampoline of plugins and the runner of programs.
func hidden(args []string, stderr io.Writer) (status int, ok bool) {
	if len(args) < 2 {
		return 0, false
	}
	switch args[1] {
	case tracer.TrampolineArg:
		return tracer.Trampoline(args[2:], stderr), true
	case tracer.UntracedArg:
		return tracer.Untraced(args[2:], stderr), true
	case probeArg:
		return 0, true
	case progrun.Arg:
		return progrun.Main(), true
	}
	return 0, false
}
