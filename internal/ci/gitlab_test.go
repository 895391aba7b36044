package ci

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A gitlabJob is a job as GitLab reads it.
type gitlabJob struct {
	Image        string            `yaml:"image"`
	Tags         []string          `yaml:"tags"`
	Variables    map[string]string `yaml:"variables"`
	BeforeScript []string          `yaml:"before_script"`
	Script       []string          `yaml:"script"`
	Artifacts    struct {
		When    string            `yaml:"when"`
		Paths   []string          `yaml:"paths"`
		Reports map[string]string `yaml:"reports"`
	} `yaml:"artifacts"`
}

// TestGitlabExample: the example is a job that GitLab reads, its command is one that difftest takes, and what it uploads
// is what the command writes.
func TestGitlabExample(t *testing.T) {
	var jobs map[string]gitlabJob
	decode(t, "docs/gitlab-ci.yml", &jobs)
	if len(jobs) != 1 {
		t.Fatalf("%d jobs", len(jobs))
	}
	binary := filepath.Join(t.TempDir(), "difftest")
	output(t, "go", "build", "-C", root, "-o", binary, "./cmd/difftest")
	for name, job := range jobs {
		script := strings.Join(job.Script, "\n")
		if len(job.Script) != 1 || len(job.BeforeScript) == 0 {
			t.Fatalf("job %s: %d commands", name, len(job.Script))
		}
		for _, file := range append(job.Artifacts.Paths, job.Artifacts.Reports["junit"]) {
			if file == "" || !strings.Contains(script, "="+file) {
				t.Errorf("job %s: nothing writes the artifact %q", name, file)
			}
		}
		cmd := exec.Command("sh", "-c", script+" --help") // flags are read before
		cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(binary)+":"+os.Getenv("PATH"))
		for key, value := range job.Variables {
			cmd.Env = append(cmd.Env, key+"="+value)
		}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("job %s: %v\n%s", name, err, out)
		}
	}
}
