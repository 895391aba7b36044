// Command native is the plugin for github.com/cilium/ebpf. README.md lists the choices it makes.
package main

import (
	"runtime/debug"
	"strings"

	"difftest/plugins/loaderplugin"
	"difftest/plugins/proto"
)

// module is the library that this plugin drives.
const module = "github.com/cilium/ebpf"

func main() { loaderplugin.Serve(loader{}) }

// loader implements loaderplugin.Loader.
type loader struct{}

// Describe names the version of the library that is linked in.
func (loader) Describe() *proto.DescribeResponse {
	return &proto.DescribeResponse{
		Loader:  "cilium-ebpf",
		Version: version(),
		Capabilities: []proto.Capability{
			proto.Capability_CAPABILITY_PROGRAM_SELECTION,
			proto.Capability_CAPABILITY_TARGET_BTF,
			proto.Capability_CAPABILITY_PIN_PATH,
			proto.Capability_CAPABILITY_GLOBALS,
		},
	}
}

// workingCopy is set by the linker where the plugin is built against a working copy of the library (variants/go).
var workingCopy string

// version returns the library's version, without the v; empty if the build did not record it.
func version() string {
	if workingCopy != "" {
		return workingCopy
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, dep := range info.Deps {
		if dep.Path != module {
			continue
		}
		if dep.Replace != nil {
			dep = dep.Replace
		}
		return strings.TrimPrefix(dep.Version, "v")
	}
	return ""
}
