package normalize

var dataMapNames = Rule{
	Name:   "data-map-names",
	Erases: "what a library puts before the section's name in the name of the map that holds a data section",
	Because: "libbpf puts the object's name there, others nothing; programs refer to the map by the section, and so do " +
		"libraries' users",
	Source: "https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L1864 (internal_map_name)",
	Keeps:  "a prefix that is not the object's name; which section it is; a map variable that is called like a section",
}
