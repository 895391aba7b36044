package diffreport

// paint colours text with ANSI escapes, or leaves it alone.
type paint bool

// ANSI escapes.
const (
	ansiReset  = "\x1b[0m"
	ansiBold   = "\x1b[1m"
	ansiDim    = "\x1b[2m"
	ansiRed    = "\x1b[31m"
	ansiGreen  = "\x1b[32m"
	ansiYellow = "\x1b[33m"
	ansiCyan   = "\x1b[36m"
	ansiBadge  = "\x1b[1;31m"
)

func (p paint) in(escape, text string) string {
	if !p || text == "" {
		return text
	}
	return escape + text + ansiReset
}

func (p paint) bold(text string) string { return p.in(ansiBold, text) }
func (p paint) dim(text string) string  { return p.in(ansiDim, text) }
func (p paint) bad(text string) string  { return p.in(ansiBadge, text) }
func (p paint) del(text string) string  { return p.in(ansiRed, text) }
func (p paint) add(text string) string  { return p.in(ansiGreen, text) }

// impact colours the name of an impact by how bad it is.
func (p paint) impact(i Impact) string {
	switch i {
	case ImpactSilent:
		return p.in(ansiBadge, string(i))
	case ImpactOutcome:
		return p.in(ansiRed, string(i))
	case ImpactStage:
		return p.in(ansiYellow, string(i))
	case ImpactMetadata:
		return p.in(ansiCyan, string(i))
	}
	return p.in(ansiDim, string(i))
}
