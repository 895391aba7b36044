package main

import (
	"fmt"
	"reflect"

	"github.com/cilium/ebpf"
)

// loadPrograms loads the named programs and what they need by the library's way to do that: LoadAndAssign into a
// struct with one tagged field for each object that its user wants to keep. The struct is made by reflection. It also
// has fields for the maps that the programs reach: that loads nothing more, tells their ids, and is required of prog
// arrays with contents.
func loadPrograms(spec *ebpf.CollectionSpec, names []string, opts ebpf.CollectionOptions) (*ebpf.Collection, error) {
	maps := reachedMaps(spec, names)
	fields := append(taggedFields[*ebpf.Program]("Program", names), taggedFields[*ebpf.Map]("Map", maps)...)
	objects := reflect.New(reflect.StructOf(fields))
	if err := spec.LoadAndAssign(objects.Interface(), &opts); err != nil {
		return nil, err
	}
	coll := &ebpf.Collection{Programs: make(map[string]*ebpf.Program), Maps: make(map[string]*ebpf.Map)}
	for i, name := range append(names[:len(names):len(names)], maps...) {
		switch object := objects.Elem().Field(i).Interface().(type) {
		case *ebpf.Program:
			coll.Programs[name] = object
		case *ebpf.Map:
			coll.Maps[name] = object
		}
	}
	return coll, nil
}

// taggedFields returns a field of type T for each name.
func taggedFields[T any](prefix string, names []string) []reflect.StructField {
	var fields []reflect.StructField
	for i, name := range names {
		fields = append(fields, reflect.StructField{
			Name: fmt.Sprintf("%s%d", prefix, i),
			Type: reflect.TypeFor[T](),
			Tag:  reflect.StructTag(fmt.Sprintf("ebpf:%q", name)),
		})
	}
	return fields
}

// reachedMaps returns the names of the maps that the programs refer to, directly, as the inner maps of those, or
// through programs in the slots of a prog array.
func reachedMaps(spec *ebpf.CollectionSpec, programs []string) []string {
	var maps []string
	seen := make(map[string]bool) // of both kinds: symbols of one object have one name space
	var visit func(name string)
	visit = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		if m := spec.Maps[name]; m != nil {
			maps = append(maps, name)
			for _, entry := range m.Contents {
				if object, ok := entry.Value.(string); ok {
					visit(object)
				}
			}
			return
		}
		if program := spec.Programs[name]; program != nil {
			for _, ins := range program.Instructions {
				if ins.IsLoadFromMap() {
					visit(ins.Reference())
				}
			}
		}
	}
	for _, name := range programs {
		visit(name)
	}
	return maps
}
