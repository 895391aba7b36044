package normalize

import (
	"slices"
	"strconv"
	"strings"

	"difftest/capture"
	"difftest/uapi"
)

// load is one load with its calls decoded.
type load struct {
	*capture.Load
	n     int
	calls []*call

	programs []*attempt // the object's programs that the kernel was asked for, the attempts that count, in order
	retries  []*attempt // the others
	maps     []*mapObj  // maps of the object, in the order in which they came to be
	refused  []*mapObj  // maps of the object that the kernel refused, the attempts that count
	mapByID  map[uint32]*mapObj
	progByID map[uint32]string // names
}

// call is one call with its attribute decoded.
type call struct {
	*capture.Call
	attr  uapi.Attr // nil if it cannot be decoded
	class Class
	fds   map[string]capture.FD
}

func newLoad(n int, l *capture.Load) *load {
	out := &load{Load: l, n: n, mapByID: map[uint32]*mapObj{}, progByID: map[uint32]string{}}
	for i := range l.Calls {
		out.calls = append(out.calls, newCall(&l.Calls[i]))
	}
	return out
}

func newCall(c *capture.Call) *call {
	out := &call{Call: c, fds: make(map[string]capture.FD, len(c.FDs)), class: ClassProbe}
	for _, fd := range c.FDs {
		out.fds[fd.Where] = fd
	}
	switch {
	case c.Own:
		out.class = ClassOwn
	case c.Outside:
		out.class = ClassOutside
	case c.Compat: // the layout is that of another ABI
	default:
		if attr, _, err := uapi.Decode(c.Cmd, c.Attr); err == nil {
			out.attr = attr
		}
	}
	return out
}

// memory returns what a field of the attribute pointed to.
func (c *call) memory(field string) ([]byte, bool) {
	for i := range c.Memory {
		if c.Memory[i].Field == field {
			return c.Memory[i].Data, true
		}
	}
	return nil, false
}

// fd returns the descriptor that stands at a place of the attribute.
func (c *call) fd(where string) (capture.FD, bool) {
	fd, ok := c.fds[where]
	return fd, ok
}

// idAt returns the id of the object of that kind whose descriptor stands at a place, else 0.
func (c *call) idAt(where string, kind capture.Kind) uint32 {
	if fd, ok := c.fds[where]; ok && fd.Kind == kind {
		return fd.ID
	}
	return 0
}

// given says what a descriptor of the attribute stands for, and that the kernel does not look at one that no flag
// announces. It is empty where none is given.
func (c *call) given(field string, fd uapi.FD) string {
	if r, ok := c.fds[field]; ok {
		return "a " + kindName(r.Kind)
	}
	if fd != 0 {
		return "not used"
	}
	return ""
}

// unread lists what could not be read of the call, without the verifier's log, which is never compared.
func (c *call) unread() []string {
	return slices.DeleteFunc(slices.Clone(c.Lost), func(lost string) bool { return strings.HasPrefix(lost, "log_buf: ") })
}

func (c *call) ok() bool { return c.Ret >= 0 }

// errno is the positive errno of a refused call, else 0.
func (c *call) errno() int {
	if c.Ret >= 0 || c.Ret < -maxErrno {
		return 0
	}
	return int(-c.Ret)
}

// nameText is a name as the kernel gets it. The kernel refuses bytes behind its NUL; they are shown.
func nameText(name uapi.ObjName) string {
	text, _ := name.MarshalText()
	if strings.ContainsRune(string(text), 0) {
		return strconv.Quote(string(text))
	}
	return string(text)
}

// maxErrno is the kernel's MAX_ERRNO: results below it are no error numbers.
const maxErrno = 4095

// created returns the id of what the call created if it is of that kind, else 0.
func (c *call) created(kind capture.Kind) uint32 {
	if c.attr == nil || c.Created == nil || c.Created.Kind != kind {
		return 0
	}
	return c.Created.ID
}

// pathBase is the last element of the path that the call is about, empty if it is about none.
func (c *call) pathBase() string {
	data, _ := c.memory("pathname")
	path := strings.TrimRight(string(data), "\x00")
	return path[strings.LastIndexByte(path, '/')+1:]
}

// named returns the ids that the answer gives, with their names.
func named(list []capture.Named) map[uint32][]string {
	names := map[uint32][]string{}
	for _, n := range list {
		if n.ID != 0 && n.Name != "" {
			names[n.ID] = append(names[n.ID], n.Name)
		}
	}
	return names
}
