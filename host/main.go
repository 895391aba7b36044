// Package host is the program: its commands, and what plans, starts and watches plugins and writes recordings. It knows
// no loader; what is specific to one is in loaders.toml and in its plugin. Start at Main.
package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// The exit statuses of the program.
const (
	exitSame    = 0 // all compared pairs agree
	exitDiffers = 1 // a difference, a broken pair, or a path of which nothing could be said
	exitFailed  = 2 // nothing sensible could be said
)

// Main runs the program with its arguments, args[0] being its name, and returns its exit status. A first interrupt ends
// the run in order; a second one ends it at once.
func Main(args []string, stdout, stderr io.Writer) int {
	if status, ok := hidden(args, stderr); ok {
		return status
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // the default action is back for the second one
	a := &app{stdout: stdout, stderr: stderr, started: time.Now()}
	cmd := a.command()
	cmd.SetArgs(args[1:])
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	err := cmd.ExecuteContext(ctx)
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "difftest: interrupted")
		return exitFailed
	case errors.Is(err, errDiffers):
		return exitDiffers
	case err != nil:
		fmt.Fprintf(stderr, "difftest: %v\n", err)
		return exitFailed
	}
	return exitSame
}

// errDiffers ends a command with exitDiffers; what differs has been printed.
var errDiffers = errors.New("differences found")
