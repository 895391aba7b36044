package main

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

// library is a library of two modules: open reaches parse through a table of functions by type, compare since it hands
// its address to qsort, and helper's open function; attach stands in the same table and is never called.
const library = `
-- one.ll --
@table = internal constant [1 x %struct.def] [%struct.def { ptr @.str, ptr @parse, ptr @attach }], align 8
@.str = private unnamed_addr constant [7 x i8] c"@never\00", align 1
define dso_local i32 @open(ptr noundef %0) #0 {
  %2 = getelementptr inbounds [1 x %struct.def], ptr @table, i64 0, i64 %1
  %3 = call i32 %2(ptr noundef %0, i64 noundef 7)
  call void @qsort(ptr noundef %0, i64 noundef 1, i64 noundef 8, ptr noundef @compare)
  %4 = call i32 (ptr, ...) @shared(ptr noundef %0, ptr noundef @.str)
  ret i32 %3
}
define internal i32 @parse(ptr noundef %0, i64 noundef %1) #0 {
  ret i32 0
}
define internal i32 @attach(ptr noundef %0, i64 noundef %1, ptr noundef %2) #0 {
  ret i32 0
}
define internal i32 @compare(ptr noundef %0, ptr noundef %1) #0 {
  ret i32 0
}
define internal i32 @helper() #0 {
  ret i32 0
}
-- two.ll --
define dso_local i32 @shared(ptr noundef %0, ...) #0 {
  %2 = call i32 @helper()
  ret i32 %2
}
define internal i32 @helper() #0 {
  ret i32 0
}
define dso_local i32 @never() #0 {
  ret i32 0
}
-- one.c --
int open(void *o) {
	return table[0].parse(o, 7) || compare;
}
int parse(void *o, long n) {
	if (n)
		return 0;
}
int attach() { return 0; }
int helper() { return 0; }
int compare() { return 0; }
-- one.json --
{"files": [
 {"file": "header.h", "functions": [{"name": "open", "execution_count": 1}], "lines": []},
 {"file": "one.c",
  "functions": [
   {"name": "open", "start_line": 1, "execution_count": 2}, {"name": "parse", "start_line": 4, "execution_count": 2},
   {"name": "attach", "start_line": 8, "execution_count": 0}, {"name": "helper", "start_line": 9, "execution_count": 0},
   {"name": "compare", "start_line": 10, "execution_count": 0}],
  "lines": [
   {"line_number": 2, "function_name": "open", "count": 2, "branches": []},
   {"line_number": 5, "function_name": "parse", "count": 2, "branches": [{"count": 0}, {"count": 2}]},
   {"line_number": 6, "function_name": "parse", "count": 0, "branches": []},
   {"line_number": 8, "function_name": "attach", "count": 0, "branches": []},
   {"line_number": 9, "function_name": "helper", "count": 0, "branches": []},
   {"line_number": 10, "function_name": "compare", "count": 0, "branches": []}]}]}
`

func folder() fs.FS {
	dir := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(library)).Files {
		dir[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return dir
}

func TestReach(t *testing.T) {
	graph, err := readGraph(folder())
	if err != nil {
		t.Fatal(err)
	}
	reached, err := graph.Reach([]string{"open"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []struct {
		module, function string
		want             bool
	}{
		{"one", "open", true},
		{"one", "parse", true},   // in a table, called through a pointer of its type
		{"one", "attach", false}, // in the same table, no such call
		{"one", "compare", true}, // handed to somebody
		{"two", "shared", true},
		{"two", "helper", true},
		{"one", "helper", false}, // another module's, of the same name
		{"two", "never", false},  // named in a string only
	} {
		if got := reached.Has(f.module, f.function); got != f.want {
			t.Errorf("%s of %s reached: %v, want %v", f.function, f.module, got, f.want)
		}
	}
	if _, err := graph.Reach([]string{"close"}); err == nil {
		t.Error("a root that is not there is no error")
	}
}

func TestReport(t *testing.T) {
	var out strings.Builder
	opts := options{roots: []string{"open"}, verbose: true}
	if err := run(opts, folder(), &out); err != nil {
		t.Fatal(err)
	}
	const want = `
file   functions          lines          branches  
one.c  2/3        66.6 %  2/4    50.0 %  1/2       50.0 %
one.c:10: function compare: not called
one.c:5: parse: 1 of 2 branches: if (n)
one.c:6: parse: did not run: return 0;
`
	if out.String() != want[1:] {
		t.Errorf("got\n%swant%s", out.String(), want)
	}
}

func TestFloor(t *testing.T) {
	for text, want := range map[string]string{
		"one.c=50/50": "",
		"one.c=51/50": "one.c: 50.0 % of lines, less than 51 %",
		"one.c=50/51": "one.c: 50.0 % of branches, less than 51 %",
		"two.c=0/0":   "floor of two.c: it is not counted",
	} {
		floor, err := parseFloor(text)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		err = run(options{roots: []string{"open"}, floors: []Floor{floor}}, folder(), &out)
		if got := message(err); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if _, err := parseFloor("one.c"); err == nil {
		t.Error("a floor without numbers is no error")
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestPercentNeverRoundsUp(t *testing.T) {
	if got := (Part{Covered: 8499, Total: 10000}).Percent(); got >= 85 {
		t.Errorf("84.99 %% counts as %v", got)
	}
}
