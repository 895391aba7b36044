package normalize

var nameCut = Rule{
	Name:    "name-cut",
	Erases:  "that the kernel keeps 15 bytes of a name only",
	Because: "every library cuts the names that it gives to the kernel; its users find programs and maps by full names",
	Source:  "https://github.com/torvalds/linux/blob/v6.12/include/uapi/linux/bpf.h (BPF_OBJ_NAME_LEN)",
	Keeps: "a name that is not the full one cut; two names that agree in 15 bytes and are not told apart by the " +
		"library's answer, which are shown as ambiguous",
}

// progName is the name that the kernel was given for the program.
func (p *prog) progName() value {
	v := plain(nameText(p.a.attr.ProgName))
	if v.text == cut(p.a.name) {
		p.apply(&v, nameCut, p.a.name)
	}
	return v
}
