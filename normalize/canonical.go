package normalize

import (
	"encoding/binary"
	"errors"
	"fmt"

	"difftest/btf"
	"difftest/capture"
)

// Options say how a recording is brought into canonical form. The zero value applies every rule.
type Options struct {
	Disable map[string]bool // names of rules that are not applied
	Raw     bool            // no rule is applied
}

// Canonical brings a recording into canonical form. The same recording and options always give the same form. It fails
// if the recording holds no load or an option names a rule that does not exist; a strange recording, with attributes
// that are short or counts that are absurd, is shown as it is.
func Canonical(rec *capture.Recording, opts Options) (*Form, error) {
	if rec == nil || len(rec.Loads) == 0 {
		return nil, errors.New("normalize: a recording without a load")
	}
	for name := range opts.Disable {
		if _, ok := RuleByName(name); !ok {
			return nil, fmt.Errorf("normalize: no rule is called %q", name)
		}
	}
	c := newCanon(rec, opts)
	form := &Form{Fired: c.fired, WithoutKernel: rec.Loader.WithoutKernel}
	c.outcome(form)
	form.Programs = c.programs()
	form.Maps = c.maps()
	form.Runs = c.runs()
	form.Counts = c.counts(form)
	return form, nil
}

// canon is the work on one recording.
type canon struct {
	rec   *capture.Recording
	opts  Options
	fired map[string]int

	order   binary.ByteOrder // of the target
	symbols *symbols         // of the object
	btfs    map[uint32]*blob // what was sent to the kernel, by the kernel's id
	blobs   map[string]*blob // the same by contents
	kernel  map[kernelType]capture.KernelType
	loads   []*load
	read    map[string]bool // .kconfig variables that programs read
}

// kernelType is a type of kernel BTF by its number.
type kernelType struct{ object, id uint32 }

// blob is BTF that was sent to the kernel.
type blob struct {
	spec  *btf.Spec         // nil if it cannot be read
	decls map[uint32]string // spellings so far
}

func newCanon(rec *capture.Recording, opts Options) *canon {
	c := &canon{
		rec: rec, opts: opts, fired: map[string]int{},
		order: orderOf(rec.Target.Arch), symbols: newSymbols(&rec.Object),
		btfs: map[uint32]*blob{}, blobs: map[string]*blob{}, kernel: map[kernelType]capture.KernelType{},
		read: map[string]bool{},
	}
	for _, t := range rec.KernelTypes {
		c.kernel[kernelType{t.Object, t.ID}] = t
	}
	for i := range rec.Loads {
		c.loads = append(c.loads, newLoad(i, &rec.Loads[i]))
	}
	for _, l := range c.loads {
		c.readBTF(l)
	}
	for _, l := range c.loads {
		if rec.Loader.WithoutKernel {
			c.takeReport(l)
			continue
		}
		c.identify(l)
		c.findMaps(l)
		c.classify(l)
	}
	return c
}

// bigEndian lists the architectures, as Go names them, whose bpf(2) takes big-endian instructions.
var bigEndian = map[string]bool{"s390x": true, "ppc64": true, "mips": true, "mips64": true, "sparc64": true}

func orderOf(arch string) binary.ByteOrder {
	if bigEndian[arch] {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// readBTF takes note of the BTF that the load gave to the kernel.
func (c *canon) readBTF(l *load) {
	for _, call := range l.calls {
		id := call.created(capture.KindBTF)
		data, ok := call.memory("btf")
		if id != 0 && ok {
			c.btfs[id] = c.parseBTF(data)
		}
	}
}

func (c *canon) parseBTF(data []byte) *blob {
	b, ok := c.blobs[string(data)]
	if !ok {
		spec, err := btf.Parse(data)
		if err != nil {
			spec = nil
		}
		b = &blob{spec: spec, decls: map[uint32]string{}}
		c.blobs[string(data)] = b
	}
	return b
}

// sent returns the BTF that the descriptor of the call stands for; nil if it was not seen or cannot be read.
func (c *canon) sent(call *call, where string) *blob {
	fd, ok := call.fd(where)
	if !ok || fd.Kind != capture.KindBTF {
		return nil
	}
	if b := c.btfs[fd.ID]; b != nil && b.spec != nil {
		return b
	}
	return nil
}

// structOps lists the variables of sections that hold functions for the kernel.
func (b *blob) structOps() []string {
	var names []string
	for _, section := range []string{".struct_ops", ".struct_ops.link"} {
		for _, id := range b.spec.Find(btf.Datasec, section) {
			t, _ := b.spec.Type(id)
			for _, v := range t.Vars {
				names = append(names, b.spec.TypeName(v.Type))
			}
		}
	}
	return names
}

// decl spells a type out. It works on a nil blob.
func (b *blob) decl(id uint32) string {
	if b == nil {
		return fmt.Sprintf("type %d of BTF that was not seen", id)
	}
	text, ok := b.decls[id]
	if !ok {
		text = b.spec.Decl(id)
		b.decls[id] = text
	}
	return text
}

// kernelName names a type of the kernel's BTF, of a module's if object is not 0. Numbers below a module's own are
// those of vmlinux.
func (c *canon) kernelName(object, id uint32) (t capture.KernelType, ok bool) {
	if t, ok = c.kernel[kernelType{object, id}]; !ok {
		t, ok = c.kernel[kernelType{0, id}]
	}
	return t, ok
}
