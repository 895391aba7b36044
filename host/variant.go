package host

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A variant is a loader built against another version of its library: LOADER@VERSION, or LOADER@PATH for a working copy
// or a shared library. A PATH has a slash. It is built beside the default one, in the user's cache folder, and found
// there by every command that takes a loader.
//
// A registration allows variants by `variant`, the commands that build one, run in the registration's folder with these
// placeholders, and by `variant_run`, how to start it:
//
//	{version}  what stands behind the @, empty for a path
//	{source}   the absolute path, empty for a version
//	{out}      the folder for what is built, which exists
//	{cache}    a folder that the variants of all loaders share, for what builds can use again

// variantOf returns the registration of base's variant.
func variantOf(base Registration, version string) (Registration, error) {
	if len(base.Variant) == 0 {
		return Registration{}, fmt.Errorf("loader %s is registered without other versions: its table has no variant",
			base.Name)
	}
	source, name := "", version
	if strings.Contains(version, "/") {
		var err error
		if source, err = filepath.Abs(version); err != nil {
			return Registration{}, fmt.Errorf("loader %s@%s: %w", base.Name, version, err)
		}
		sum := sha256.Sum256([]byte(source))
		name = filepath.Base(source) + "-" + hex.EncodeToString(sum[:3])
		version = ""
	}
	if name == "" || strings.HasPrefix(name, ".") {
		return Registration{}, fmt.Errorf("loader %s@%s: give a version, or a path with a slash", base.Name, name)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return Registration{}, fmt.Errorf("loader %s@%s: %w", base.Name, name, err)
	}
	cache = filepath.Join(cache, "difftest")
	r := base
	r.Base, r.Name = base.Name, base.Name+"@"+name
	out := filepath.Join(cache, "plugins", r.Name)
	fill := strings.NewReplacer("{version}", version, "{source}", source, "{out}", out,
		"{cache}", filepath.Join(cache, "build"))
	r.Run = filled(fill, base.VariantRun)
	r.Version = append(r.Run[:len(r.Run):len(r.Run)], "--version")
	r.Build, r.Variant, r.OnlyNamed = nil, nil, true
	for _, args := range base.Variant {
		r.Build = append(r.Build, filled(fill, args))
	}
	return r, nil
}

func filled(fill *strings.Replacer, args []string) []string {
	out := make([]string, len(args))
	for i, arg := range args {
		out[i] = fill.Replace(arg)
	}
	return out
}

// makeFolder makes the folder that a variant's plugin is built in.
func (a *app) makeFolder(reg Registration) error {
	if reg.Base == "" {
		return nil
	}
	return os.MkdirAll(filepath.Dir(reg.Program()), 0o755)
}

// builtVariants lists the names of the variants of a loader that have been built.
func builtVariants(ctx context.Context, base Registration) []Registration {
	cache, err := os.UserCacheDir()
	if err != nil || len(base.Variant) == 0 || ctx.Err() != nil {
		return nil
	}
	folders, _ := filepath.Glob(filepath.Join(cache, "difftest", "plugins", base.Name+"@*"))
	var built []Registration
	for _, folder := range folders {
		_, version, _ := strings.Cut(filepath.Base(folder), "@")
		if reg, err := variantOf(base, version); err == nil {
			built = append(built, reg)
		}
	}
	return built
}
