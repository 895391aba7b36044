package host

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"

	"github.com/hashicorp/go-plugin"

	"difftest/capture"
	"difftest/capture/tracer"
	"difftest/plugins/loaderplugin"
	"difftest/plugins/proto"
)

// loadUntraced loads an object once by a plugin that nothing traces, and prints how to look at it.
func (a *app) loadUntraced(ctx context.Context, reg Registration, obj *Object, wait bool) (capture.Answer, error) {
	if os.Geteuid() != 0 {
		return capture.Answer{}, errNoPrivileges
	}
	if len(obj.Case.Pins) > 0 {
		a.note("%s: its case wants %d pins to exist before the load; they do not here", obj.Path, len(obj.Case.Pins))
	}
	cmd, err := untracedCommand(reg)
	if err != nil {
		return capture.Answer{}, err
	}
	config := loaderplugin.ClientConfig()
	config.SkipHostEnv, config.StartTimeout = true, startTimeout
	config.Cmd, config.SyncStderr = cmd, a.stderr
	client := plugin.NewClient(config)
	defer client.Kill()
	rpc, err := loaderplugin.Client(client)
	if err != nil {
		return capture.Answer{}, fmt.Errorf("plugin %s: %w", reg.Program(), shorten(err))
	}
	words := append([]string{reg.Program()}, reg.Run[1:]...)
	fmt.Fprintf(a.stdout, "command: %s\npid:     %d\n", shellWords(words), cmd.Process.Pid)
	if wait {
		fmt.Fprintf(a.stdout, "attach:  gdb -p %[1]d, dlv attach %[1]d, strace -f -e trace=bpf -p %[1]d; then press Enter\n",
			cmd.Process.Pid)
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // the end of the input does as well
	}
	if a.timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, a.timeout)
		defer cancel()
	}
	return answerOf(rpc.Load(ctx, request(obj, a.wantedPrograms(obj))))
}

// answerOf is the answer in a plugin's response, or broken if there is none.
func answerOf(resp *proto.LoadResponse, err error) (capture.Answer, error) {
	if err != nil {
		return capture.Answer{Outcome: capture.Broken, Message: shorten(err).Error()}, nil
	}
	return translate(resp), nil
}

// untracedCommand starts a plugin in a mount namespace of its own, with an empty bpffs.
func untracedCommand(reg Registration) (*exec.Cmd, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("own program: %w", err)
	}
	cmd := exec.Command(self, append([]string{tracer.UntracedArg, reg.Program()}, reg.Run[1:]...)...)
	cmd.Env, cmd.Dir = append(pluginEnv(), reg.environ()...), reg.workDir()
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	return cmd, nil
}

// shellWords writes words so that a shell reads them as they are.
func shellWords(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = w
		if w == "" || strings.ContainsAny(w, " \t\n'\"\\$&|;<>()*?[]#~{}`!") {
			quoted[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		}
	}
	return strings.Join(quoted, " ")
}
