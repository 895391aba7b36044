package diffreport

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// csvColumns are the columns of the CSV report.
var csvColumns = []string{
	"object", "loader", "version", "reference_version", "kernel", "verdict", "reason", "impact", "kind", "key",
	"reference", "got", "security", "known", "conventions", "follows", "cause",
}

// WriteCSV writes the report as comma-separated values: a row for each difference, and one for each pair without any.
func WriteCSV(w io.Writer, r *Report) error {
	out := csv.NewWriter(w)
	rows := [][]string{csvColumns}
	for _, result := range r.Results {
		pair := []string{
			result.Object, result.Loader, result.Version, result.ReferenceVersion, result.Target.Kernel,
			string(result.Verdict), result.Reason,
		}
		if len(result.Differences) == 0 {
			rows = append(rows, append(pair, make([]string, len(csvColumns)-len(pair))...))
		}
		for _, d := range result.Differences {
			rows = append(rows, append(pair[:len(pair):len(pair)],
				string(d.Impact), string(d.Kind), d.Key, d.Reference, d.Got, strconv.FormatBool(d.Security),
				strconv.FormatBool(d.Known), strings.Join(d.Conventions, " "), d.Follows, d.Cause))
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("csv report: %w", err)
	}
	return nil
}
