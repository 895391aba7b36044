package host

import (
	"strings"
	"testing"
)

func TestBetween(t *testing.T) {
	for _, tt := range []struct{ readme, want, err string }{
		{"a\n<!-- matrix -->\nold\n<!-- /matrix -->\nb\n", "a\n<!-- matrix -->\nnew\n<!-- /matrix -->\nb\n", ""},
		{"<!-- matrix -->\n<!-- /matrix -->", "<!-- matrix -->\nnew\n<!-- /matrix -->", ""},
		{"a\n", "", "no lines <!-- matrix --> and <!-- /matrix -->"},
		{"<!-- /matrix -->\n<!-- matrix -->\n", "", "no lines"},
	} {
		got, err := between([]byte(tt.readme), []byte("new\n"))
		if tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)) || tt.err == "" && err != nil {
			t.Errorf("%q: error %v, want %q", tt.readme, err, tt.err)
		}
		if string(got) != tt.want {
			t.Errorf("%q: %q, want %q", tt.readme, got, tt.want)
		}
	}
}
