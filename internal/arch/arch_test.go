// Package arch holds tests only: who may import whom and why, what must never be
// written, and how large things may grow. A rule here has its reason beside it.
package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// source is one Go file of ours.
type source struct {
	path string // from the root, with /
	pkg  string // directory
	test bool
	gen  bool
	file *ast.File
	body string
}

func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// tree is all our Go files. They are read once for all rules.
type tree struct {
	set *token.FileSet
	all []source
}

func sources(t *testing.T) (*token.FileSet, []source) {
	t.Helper()
	read, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return read.set, read.all
}

var parsed = sync.OnceValues(func() (tree, error) {
	set := token.NewFileSet()
	top, err := filepath.Abs("../..")
	if err != nil {
		return tree{}, err
	}
	var out []source
	err = filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && path != top || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(set, path, b, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(top, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		out = append(out, source{path: rel, pkg: filepath.ToSlash(filepath.Dir(rel)), test: strings.HasSuffix(rel, "_test.go"), gen: strings.HasSuffix(rel, "_templ.go"), file: f, body: string(b)})
		return nil
	})
	return tree{set, out}, err
})

func (s source) imports() []string {
	var out []string
	for _, i := range s.file.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err == nil {
			out = append(out, p)
		}
	}
	return out
}

// wall says that the packages under from may not import what matches not, and why.
type wall struct {
	from   string
	not    *regexp.Regexp
	except []string // packages or files that may, each with its reason in docs/adr or beside it
	why    string
}

var walls = []wall{
	{from: "internal/kernel/", not: regexp.MustCompile(`^kernehus/internal/(domain|arith|find|export|mail|web|ui|page|api|app)`), why: "the kernel is what everything stands on; it knows no word of the domain"},
	{from: "internal/domain/", not: regexp.MustCompile(`^kernehus/internal/(web|ui|page|api|app|export|mail)|^net/http$`), why: "a rule is the same on a phone, in the API and at the command line"},
	{from: "internal/domain/wording/", not: regexp.MustCompile(`^kernehus/internal/(domain|kernel/(db|access|job|live|text))|^context$|^database/sql$`), why: "what a core task says are words and rules for words: they know no task, no reader and no database"},
	{from: "internal/arith/", not: regexp.MustCompile(`^kernehus/internal/(kernel|domain|find|export|mail|web|ui|page|api|app)|^database/sql|^net/http$`), why: "arithmetic can be checked by a statistician who knows nothing of us"},
	{from: "internal/ui/", not: regexp.MustCompile(`^kernehus/internal/(domain|kernel/db|kernel/access|web|page|api|app)`), why: "views take what they show"},
	{from: "internal/page/", not: regexp.MustCompile(`^kernehus/internal/(kernel/db$|app|api)|^database/sql$`), why: "a handler asks the service; it never asks the database"},
	{from: "internal/api", not: regexp.MustCompile(`^kernehus/internal/(kernel/db$|app|page)|^database/sql$`), why: "an operation asks the service; it never asks the database"},
	{from: "internal/web", not: regexp.MustCompile(`^kernehus/internal/(domain|page|api|app|find|export|mail)`), why: "HTTP knows doors, not what is behind them"},
}

func TestPackagesImportOnlyWhatTheyMay(t *testing.T) {
	_, all := sources(t)
	for _, s := range all {
		if s.test {
			continue
		}
		for _, w := range walls {
			if !strings.HasPrefix(s.pkg+"/", w.from) && s.pkg != strings.TrimSuffix(w.from, "/") {
				continue
			}
			for _, p := range s.imports() {
				if w.not.MatchString(p) && !slices.Contains(w.except, s.path) && !slices.Contains(w.except, s.pkg) {
					t.Errorf("%s imports %s: %s", s.path, p, w.why)
				}
			}
		}
	}
}

// domains in their order: each may import those before it.
var domains = []string{"municipality", "org", "account", "artefact", "guide", "check", "wording", "coretask", "catalogue", "reflection", "suggestion", "timeuse", "room", "card", "agreement", "dialogue", "erasure", "waiting", "search", "measure", "effect", "steering", "experience", "archive"}

func TestDomainsImportOnlyDomainsBeforeThem(t *testing.T) {
	_, all := sources(t)
	for _, s := range all {
		own, ok := strings.CutPrefix(s.pkg, "internal/domain/")
		if !ok || s.test {
			continue
		}
		at := slices.Index(domains, own)
		if at < 0 {
			t.Errorf("%s: the word %q is not in the order of domains", s.path, own)
			continue
		}
		for _, p := range s.imports() {
			other, ok := strings.CutPrefix(p, "kernehus/internal/domain/")
			if ok && slices.Index(domains, other) >= at {
				t.Errorf("%s imports %s, which comes after it: use a Source{Kind, ID}", s.path, other)
			}
		}
	}
}

func TestPagesDoNotImportOneAnother(t *testing.T) {
	_, all := sources(t)
	for _, s := range all {
		if !strings.HasPrefix(s.pkg, "internal/page/") {
			continue
		}
		for _, p := range s.imports() {
			if strings.HasPrefix(p, "kernehus/internal/page/") && p != "kernehus/"+s.pkg {
				t.Errorf("%s imports %s: what two areas share belongs in ui or web", s.path, p)
			}
		}
	}
}

// The file named for its package holds the rules: they can be read and tested without a
// database, and are told what time it is. Use cases are files of their own (service.go,
// or a file a part of the word); SQL stands in store*.go and nowhere else.
func TestRulesKnowNoDatabaseAndNoClock(t *testing.T) {
	_, all := sources(t)
	never := []string{"kernehus/internal/kernel/db", "kernehus/internal/kernel/job", "context", "net/http", "database/sql"}
	for _, s := range all {
		word, ok := strings.CutPrefix(s.pkg, "internal/domain/")
		if !ok || s.test || filepath.Base(s.path) != word+".go" {
			continue
		}
		for _, p := range s.imports() {
			if slices.Contains(never, p) {
				t.Errorf("%s is the rules file and imports %s; use cases live in service.go, SQL in store.go", s.path, p)
			}
		}
	}
}

// What guards and caches in memory may look at the clock; everything that is written
// down takes the transaction's time.
var mayReadTheClock = []string{"internal/domain/account/", "internal/domain/municipality/service.go"}

func TestDomainsTakeTheTimeFromTheTransaction(t *testing.T) {
	_, all := sources(t)
	for _, s := range all {
		if !strings.HasPrefix(s.pkg, "internal/domain/") || s.test || slices.ContainsFunc(mayReadTheClock, func(p string) bool { return strings.HasPrefix(s.path, p) }) {
			continue
		}
		if strings.Contains(s.body, "time.Now(") {
			t.Errorf("%s reads the clock; take tx.Now(), or be told", s.path)
		}
	}
}

var looksLikeSQL = regexp.MustCompile(`^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH)\s`)

func TestSQLStandsInTheStore(t *testing.T) {
	set, all := sources(t)
	for _, s := range all {
		if !strings.HasPrefix(s.pkg, "internal/domain/") && !strings.HasPrefix(s.pkg, "internal/page/") && s.pkg != "internal/api" || s.test || strings.HasPrefix(filepath.Base(s.path), "store") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			b, ok := n.(*ast.BasicLit)
			if ok && b.Kind == token.STRING && looksLikeSQL.MatchString(strings.Trim(b.Value, "`\"")) {
				t.Errorf("%s: SQL outside store.go", set.Position(b.Pos()))
			}
			return true
		})
	}
}

func TestForbiddenNames(t *testing.T) {
	_, all := sources(t)
	for _, s := range all {
		switch name := s.file.Name.Name; name {
		case "util", "utils", "common", "models", "helpers", "base", "manager":
			t.Errorf("%s: package %s says nothing about what is in it", s.path, name)
		}
	}
}

// phrases that must not be written, and why.
var phrases = []struct {
	re    *regexp.Regexp
	tests bool // also in tests
	why   string
	in    string // only under this directory; empty is everywhere
	not   []string
}{
	{re: regexp.MustCompile(`(?i)\bSELECT \*`), why: "columns are named, so that a new one changes nothing by accident", tests: true},
	{re: regexp.MustCompile(`(?m)^func init\(`), why: "what happens at start-up happens in app"},
	{re: regexp.MustCompile(`\btime\.Sleep\(`), why: "wait for what you wait for", tests: true},
	{re: regexp.MustCompile(`\bt\.Skip`), why: "a skipped test proves nothing", tests: true},
	{re: regexp.MustCompile(`(?m)\bOFFSET \$?\d`), why: "page by key"},
	{re: regexp.MustCompile(`\berr\.Error\(\)`), why: "people read text.Fault, the log gets the error itself", in: "internal/page/"},
	{re: regexp.MustCompile(`\bdb\.WithNow\(`), why: "time comes from the transaction; only the demo's history began years ago", not: []string{"internal/app/demo", "internal/kernel/db/", "internal/town/"}},
	{re: regexp.MustCompile(`\bdbtest\.(SQLiteFile|PostgresURL)\b`), why: "what stands in a database is proven on both engines: dbtest.Both or dbtest.Each", tests: true, not: []string{
		"internal/app/backup_test.go",             // what PostgreSQL has no file for
		"internal/kernel/db/",                     // files, modes and engines themselves
		"internal/api/fuzz_test.go",               // bodies are refused before the database
		"internal/app/demo/demo_test.go",          // one load that was cut off, of a file
		"internal/domain/org/import_test.go",      // a benchmark that names its engine
		"internal/domain/catalogue/bench_test.go", // likewise
	}},
	{re: regexp.MustCompile(`\btime\.Now\(|\brand\.(Int|IntN|Uint64|N|Float64|NormFloat64|ExpFloat64|Perm|Shuffle)\(`), why: "arithmetic gives the same for the same: chance and time come from an argument", in: "internal/arith/"},
	{re: regexp.MustCompile(`\bgo func\b|\.Go\(|"sync`), why: "nothing here goes on beside anything else: it is tested without the race detector (scripts/test-go.sh)", in: "internal/arith/disclosure/"},
	{re: regexp.MustCompile(`\bhttp\.DefaultClient|\bhttp\.Get\(|\bhttp\.Post\(`), why: "the server asks nobody outside"},
}

func TestForbiddenPhrases(t *testing.T) {
	_, all := sources(t)
	for _, s := range all {
		if s.gen || s.pkg == "internal/arch" {
			continue
		}
		for _, p := range phrases {
			if s.test && !p.tests || p.in != "" && !strings.HasPrefix(s.path, p.in) || slices.ContainsFunc(p.not, func(x string) bool { return strings.HasPrefix(s.path, x) }) {
				continue
			}
			if m := p.re.FindStringIndex(s.body); m != nil {
				line := 1 + strings.Count(s.body[:m[0]], "\n")
				t.Errorf("%s:%d: %s: %s", s.path, line, s.body[m[0]:m[1]], p.why)
			}
		}
	}
}

// goroutines may begin only where somebody waits for their end.
var mayStartGoroutines = []string{"internal/app", "internal/kernel/db", "cmd/", "bench", "e2e"}

func TestGoroutinesHaveAnOwner(t *testing.T) {
	set, all := sources(t)
	for _, s := range all {
		if s.test || slices.ContainsFunc(mayStartGoroutines, func(p string) bool { return strings.HasPrefix(s.pkg, p) }) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if g, ok := n.(*ast.GoStmt); ok {
				t.Errorf("%s: a goroutine that app does not start and wait for", set.Position(g.Pos()))
			}
			return true
		})
	}
}

const (
	longestFunction = 60   // lines
	mostParameters  = 5    // then a struct with field names
	largestPackage  = 4200 // lines without tests and generated files: then it is two words
)

func TestFunctionsStayShort(t *testing.T) {
	set, all := sources(t)
	for _, s := range all {
		if s.test || s.gen {
			continue
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			if n := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1; n > longestFunction {
				t.Errorf("%s: %s has %d lines", set.Position(f.Pos()), f.Name.Name, n)
			}
			if n := f.Type.Params.NumFields(); n > mostParameters {
				t.Errorf("%s: %s has %d parameters", set.Position(f.Pos()), f.Name.Name, n)
			}
		}
	}
}

func TestPackagesStaySmall(t *testing.T) {
	_, all := sources(t)
	lines := map[string]int{}
	for _, s := range all {
		if !s.test && !s.gen && s.pkg != "internal/kernel/text" { // sentences are many by nature
			lines[s.pkg] += strings.Count(s.body, "\n")
		}
	}
	for pkg, n := range lines {
		if n > largestPackage {
			t.Errorf("%s has %d lines: it is two words", pkg, n)
		}
	}
}

func TestExportedThingsAreDocumented(t *testing.T) {
	set, all := sources(t)
	for _, s := range all {
		if s.test || s.gen {
			continue
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if ok && f.Name.IsExported() && f.Doc == nil && exportedReceiver(f) {
				t.Errorf("%s: %s has no comment", set.Position(f.Pos()), f.Name.Name)
			}
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.TYPE {
				continue
			}
			for _, spec := range g.Specs {
				ts := spec.(*ast.TypeSpec)
				if ts.Name.IsExported() && g.Doc == nil && ts.Doc == nil && ts.Comment == nil {
					t.Errorf("%s: type %s has no comment", set.Position(ts.Pos()), ts.Name.Name)
				}
			}
		}
	}
}

func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return true
	}
	x := f.Recv.List[0].Type
	if p, ok := x.(*ast.StarExpr); ok {
		x = p.X
	}
	if g, ok := x.(*ast.IndexExpr); ok {
		x = g.X
	}
	n, ok := x.(*ast.Ident)
	return ok && n.IsExported()
}

// templates: nothing the Content-Security-Policy would refuse, nothing htmx could run.
var inTemplates = regexp.MustCompile(`\bstyle=|\bon[a-z]+=|\bhx-on|\bhx-vals=["']js:|javascript:|<style|<script[^>]*>[^<]`)

func TestTemplatesAskForNothingThePolicyRefuses(t *testing.T) {
	top := root(t)
	err := filepath.WalkDir(filepath.Join(top, "internal"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".templ") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(b), "\n") {
			if m := inTemplates.FindString(line); m != "" {
				t.Errorf("%s:%d: %q", path, i+1, m)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
