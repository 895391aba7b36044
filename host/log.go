package host

import (
	"bytes"
	"fmt"
	"strings"

	"difftest/capture"
	"difftest/normalize"
	"difftest/uapi"
)

// A verifierLog is what the verifier wrote about one attempt to load a program.
type verifierLog struct {
	load    int    // index in Recording.Loads
	program string // as the kernel is told: cut to 15 bytes
	errno   int    // 0 where the program was accepted
	text    string
}

// verifierLogs finds the logs in a recording: those of the library's own attempts, in order. Most loaders ask for a log
// only once a program has been refused, and load it again for that.
func verifierLogs(rec *capture.Recording) []verifierLog {
	var logs []verifierLog
	for i, load := range rec.Loads {
		for _, call := range load.Calls {
			if call.Cmd != uapi.BPF_PROG_LOAD || call.Own {
				continue
			}
			text := logText(call)
			attr, _, err := uapi.Decode(call.Cmd, call.Attr)
			prog, ok := attr.(*uapi.ProgLoadAttr)
			if err != nil || !ok || text == "" {
				continue
			}
			log := verifierLog{load: i, program: prog.ProgName.String(), text: text}
			if call.Ret < 0 {
				log.errno = int(-call.Ret)
			}
			logs = append(logs, log)
		}
	}
	return logs
}

// logText is the log that a call wrote, without blanks at its end.
func logText(call capture.Call) string {
	for _, m := range call.Memory {
		if m.Field == "log_buf" {
			text, _, _ := bytes.Cut(m.Data, []byte{0})
			return strings.TrimRight(string(text), " \n")
		}
	}
	return ""
}

// showLogs prints the verifier's logs.
func (a *app) showLogs(rec *capture.Recording) error {
	a.showTitle(rec)
	logs := verifierLogs(rec)
	if len(logs) == 0 {
		fmt.Fprintf(a.stdout, "no log: %s asked the verifier for none\n", rec.Loader.Name)
	}
	for _, log := range logs {
		if programs := rec.Loads[log.load].Programs; len(programs) > 0 {
			fmt.Fprintf(a.stdout, "# asked for %s alone\n", strings.Join(programs, ", "))
		}
		outcome := "accepted"
		if log.errno != 0 {
			outcome = "refused, " + normalize.ErrnoName(log.errno)
		}
		fmt.Fprintf(a.stdout, "prog %s: %s\n%s\n\n", log.program, outcome, log.text)
	}
	return nil
}
