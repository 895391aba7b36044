package host

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"difftest/plugins/proto"
)

// hostile does harm during a load, as its mode says. What it returns is answered; nil for an ordinary answer.
func hostile(mode string) *proto.LoadResponse {
	switch mode {
	case "hostile-bomb":
		_ = exec.Command("sh", "-c", "f() { f | f & }; f; sleep 60").Run()
	case "hostile-output":
		for spam := []byte(strings.Repeat("x", 1<<20)); ; {
			_, _ = syscall.Write(1, spam)
		}
	case "hostile-errors":
		for spam := []byte(strings.Repeat("x\n", 1<<19)); ; {
			_, _ = syscall.Write(2, spam)
		}
	case "hostile-huge":
		return rejection(strings.Repeat("x", 100<<20))
	case "hostile-halfway": // an answer that ends in its middle
		go func() { time.Sleep(20 * time.Millisecond); os.Exit(0) }()
		return rejection(strings.Repeat("x", 60<<20))
	case "hostile-kills": // all that it sees, which is itself
		_ = syscall.Kill(-1, syscall.SIGKILL)
		_ = syscall.Kill(os.Getppid(), syscall.SIGKILL)
		os.Exit(9)
	case "hostile-socket": // the folder of its socket, from under the host
		_ = os.RemoveAll(filepath.Clean(os.Getenv("PLUGIN_UNIX_SOCKET_DIR")))
		os.Exit(0)
	}
	return nil
}
