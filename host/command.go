package host

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// defaultTimeout is how long a plugin may take for one load. The verifier takes seconds for the largest real programs.
const defaultTimeout = 60 * time.Second

// app is one run of the program: where it prints, and its flags.
type app struct {
	stdout, stderr io.Writer
	started        time.Time // zero if it is not known

	registry    string   // the only one that is read; for tests
	loaderFiles []string // --loaders

	reference string   // --reference
	loaders   []string // --loader
	formats   []string // --format
	noRun     bool     // --no-run
	inputs    string   // --inputs
	search    int      // --search
	seed      uint64   // --seed
	isolate   bool     // --isolate
	repeat    int      // --repeat
	noRules   []string // --no-rule
	raw       bool     // --raw
	verbose   bool     // --verbose
	quiet     bool     // --quiet
	filters   filters  // --object and kin
	held      held     // --known, --no-known
	jobs      int      // --jobs
	timeout   time.Duration
}

const long = `difftest loads the same BPF objects through several loaders, records what each asked the kernel to do and what the
kernel then held, and reports where they part from the reference, libbpf.

  difftest corpus/                              every registered loader against libbpf
  difftest --loader aya prog.bpf.o              one loader, one object
  difftest --reference libbpf --loader libbpf corpus/   libbpf against itself: must agree

A PATH is an object or a folder that is searched for *.o and *.elf. Programs are run with test input in a process of
their own that can be lost; --no-run leaves that out. Differences that are written down with a reason, in the corpus'
folder known or where --known says, are known and do not count.` + filterHelp + `

Exit status: 0 all agree or are known, 1 something differs, broke, or is written down and no longer so, 2 nothing could
be said.`

// command builds the command line.
func (a *app) command() *cobra.Command {
	root := &cobra.Command{
		Use:           "difftest PATH...",
		Short:         "differential tester for eBPF ELF loaders",
		Long:          long,
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true, SilenceUsage: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return a.compare(cmd.Context(), args)
		},
		PersistentPreRunE: func(*cobra.Command, []string) error { return a.readFilters() },
	}
	a.generalFlags(root)
	a.recordFlags(root)
	root.Flags().IntVar(&a.search, "search", 0, "try `N` inputs on each program, to find one on which loaders part")
	root.Flags().Uint64Var(&a.seed, "seed", 1, "`SEED` of the search: the same one tries the same inputs")
	a.formFlags(root)
	a.filterFlags(root)
	a.knownFlags(root)
	a.reportFlags(root)
	root.AddCommand(a.runCommand(), a.diffCommand(), a.showCommand(), a.loadCommand(), a.listCommand(), a.traceCommand(),
		a.loadersCommand(), a.buildCommand(), a.checkCommand(), a.newPluginCommand(), a.explainCommand(), a.matrixCommand(),
		a.knownCommand(), a.bundleCommand(), a.manCommand())
	a.completeLoaders(root)
	return root
}

// generalFlags adds the flags that all commands have.
func (a *app) generalFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringArrayVar(&a.loaderFiles, "loaders", nil,
		"`FILE` or folder of *.toml that registers more loaders; may be repeated")
	flags.StringVar(&a.reference, "reference", "libbpf", "`LOADER` that the others are compared with")
	flags.StringArrayVar(&a.loaders, "loader", nil, "`LOADER` to compare; may be repeated (default all but the reference)")
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "print no progress and no notes")
	flags.BoolVarP(&a.verbose, "verbose", "v", false, "show agreement, known differences and rules too")
}

// recordFlags adds the flags of commands that record.
func (a *app) recordFlags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&a.noRun, "no-run", false, "do not run programs with test input")
	cmd.Flags().StringVar(&a.inputs, "inputs", "", "run programs on what is in `DIR` too: capture files, and raw packets or contexts")
	cmd.Flags().BoolVar(&a.isolate, "isolate", false, "start a plugin process for each object")
	cmd.Flags().IntVar(&a.repeat, "repeat", 1, "record each pair `N` times: a loader that disagrees with itself is unstable")
	cmd.Flags().IntVarP(&a.jobs, "jobs", "j", runtime.NumCPU(), "`N` recordings at once")
	cmd.Flags().DurationVar(&a.timeout, "timeout", defaultTimeout, "`TIME` that a loader may take for one load")
}

// repeats is how often each pair is recorded.
func (a *app) repeats() int { return max(1, a.repeat) }

// reportFlags adds the flags of commands that report.
func (a *app) reportFlags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&a.formats, "format", nil, formatHelp)
}

// formFlags adds the flags of commands that show or compare canonical forms.
func (a *app) formFlags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&a.noRules, "no-rule", nil, "leave out the normalization rule `NAME`; may be repeated")
	cmd.Flags().BoolVar(&a.raw, "raw", false, "leave out all normalization rules")
}

// pick returns the registration of a loader, or of a loader's variant: LOADER@VERSION.
func pick(regs []Registration, name string) (Registration, error) {
	if loader, version, ok := strings.Cut(name, "@"); ok {
		base, err := pick(regs, loader)
		if err != nil {
			return Registration{}, err
		}
		return variantOf(base, version)
	}
	i := slices.IndexFunc(regs, func(r Registration) bool { return r.Name == name })
	if i < 0 {
		var known []string
		for _, r := range regs {
			known = append(known, r.Name)
		}
		return Registration{}, fmt.Errorf("loader %s is not registered: there are %s", name, strings.Join(known, ", "))
	}
	return regs[i], nil
}

// usable returns the digest of a loader's plugin, or why the loader cannot be used.
func usable(reg Registration) (digest string, err error) {
	if digest, err = reg.Digest(); err != nil {
		return "", err
	}
	if _, err = reg.askVersion(context.Background()); err != nil {
		return "", fmt.Errorf("loader %s: %w", reg.Name, err)
	}
	return digest, nil
}

// others are the loaders that are compared unless told otherwise.
func (a *app) others(regs []Registration) []string {
	var names []string
	for _, r := range regs {
		if r.Name != a.reference && !r.OnlyNamed {
			names = append(names, r.Name)
		}
	}
	return names
}

// columns returns the reference and the loaders to compare with it. A loader whose plugin is not there is a problem;
// the others remain.
func (a *app) columns() (cols []column, problems []error, err error) {
	regs, err := a.registrations()
	if err != nil {
		return nil, nil, err
	}
	names, err := a.chosen(regs, a.others(regs))
	if err != nil {
		return nil, nil, err
	}
	for i, name := range append([]string{a.reference}, names...) {
		reg, err := pick(regs, name)
		if err != nil {
			return nil, nil, err
		}
		digest, err := usable(reg)
		if err != nil && i == 0 {
			return nil, nil, fmt.Errorf("reference: %w", err)
		}
		if err != nil {
			problems = append(problems, err)
			continue
		}
		cols = append(cols, column{reg: reg, digest: digest, reversed: i > 0 && name == a.reference})
	}
	if len(cols) < 2 {
		return nil, problems, fmt.Errorf("no loader to compare with %s", a.reference)
	}
	return cols, problems, nil
}
