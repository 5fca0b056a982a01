package arch

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/text"
)

var verbs = regexp.MustCompile(`%[-+# 0]*(\[\d+\])?[\d.]*[a-zA-Z]`)

func TestEverySentenceIsSaidInBothLanguages(t *testing.T) {
	set, all := sources(t)
	for _, s := range all {
		if s.pkg != "internal/kernel/text" || s.test {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok || !isSentence(lit, s) {
				return true
			}
			da, en := half(lit, 0), half(lit, 1)
			if da == "" || en == "" {
				t.Errorf("%s: a sentence lacks a language", set.Position(lit.Pos()))
			}
			a, b := verbs.FindAllString(da, -1), verbs.FindAllString(en, -1)
			slices.Sort(a)
			slices.Sort(b)
			if !slices.Equal(a, b) {
				t.Errorf("%s: the languages take different values: %q and %q", set.Position(lit.Pos()), da, en)
			}
			return false
		})
	}
}

// isSentence knows S{"…", "…"} and, inside maps and lists of S, a bare {"…", "…"}.
func isSentence(lit *ast.CompositeLit, _ source) bool {
	if len(lit.Elts) != 2 {
		return false
	}
	if id, ok := lit.Type.(*ast.Ident); ok && id.Name != "S" {
		return false
	}
	if lit.Type != nil {
		if _, ok := lit.Type.(*ast.Ident); !ok {
			return false
		}
	}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if k, ok := kv.Key.(*ast.Ident); !ok || k.Name != "Da" && k.Name != "En" {
				return false
			}
			e = kv.Value
		}
		if b, ok := e.(*ast.BasicLit); !ok || b.Kind != token.STRING {
			return false
		}
	}
	return true
}

func half(lit *ast.CompositeLit, i int) string {
	e := lit.Elts[i]
	if kv, ok := e.(*ast.KeyValueExpr); ok {
		e = kv.Value
	}
	s, err := strconv.Unquote(e.(*ast.BasicLit).Value)
	if err != nil {
		return ""
	}
	return s
}

func TestNoSentenceIsDeclaredAndNotWritten(t *testing.T) {
	set, all := sources(t)
	for _, s := range all {
		if s.pkg != "internal/kernel/text" || s.test {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			st, ok := lit.Type.(*ast.StructType)
			if !ok {
				return true
			}
			written := map[string]bool{}
			for _, e := range lit.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					written[kv.Key.(*ast.Ident).Name] = true
				}
			}
			for _, f := range st.Fields.List {
				for _, name := range f.Names {
					if !written[name.Name] && len(written) > 0 {
						t.Errorf("%s: %s has no sentence", set.Position(name.Pos()), name.Name)
					}
				}
			}
			return true
		})
	}
}

// The functions of package fault whose literal argument is a code, and which one it is.
var codeAt = map[string]int{"New": 1, "OnField": 1, "Add": 1}

func TestEveryFaultHasASentence(t *testing.T) {
	set, all := sources(t)
	for _, s := range all {
		if s.test || s.pkg == "internal/kernel/fault" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			at, ok := codeAt[sel.Sel.Name]
			if !ok || len(call.Args) <= at || sel.Sel.Name != "Add" && !isIdent(sel.X, "fault") {
				return true
			}
			b, ok := call.Args[at].(*ast.BasicLit)
			if !ok || b.Kind != token.STRING || !strings.Contains(s.body, "kernel/fault") {
				return true
			}
			code, err := strconv.Unquote(b.Value)
			if err == nil && code == strings.ToLower(code) && !text.KnowsFault(fault.Code(code)) {
				t.Errorf("%s: no sentence for fault %q", set.Position(b.Pos()), code)
			}
			return true
		})
	}
}

func isIdent(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}
