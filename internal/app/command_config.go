package app

import (
	"fmt"
	"net/url"
	"reflect"
	"strings"

	"github.com/alecthomas/kong"
)

// named gives every flag that has none its environment variable: that of restore's
// --replace is KERNEHUS_RESTORE_REPLACE, so that no command hears what another is told.
func named(k *kong.Kong) error {
	var name func(node *kong.Node, path string)
	name = func(node *kong.Node, path string) {
		for _, f := range node.Flags {
			if len(f.Envs) == 0 && f.Name != "help" {
				env := path + "_" + variable(f.Name)
				f.Envs, f.Tag.Envs = []string{env}, []string{env}
			}
		}
		for _, child := range node.Children {
			name(child, path+"_"+variable(child.Name))
		}
	}
	name(k.Model.Node, "KERNEHUS")
	return nil
}

func variable(name string) string { return strings.ToUpper(strings.ReplaceAll(name, "-", "_")) }

type configCommand struct{}

// Run prints each setting with its variable, value and meaning: first those of the
// installation, then those of single commands.
func (configCommand) Run(env *environment) error {
	env.settings(env.model.Flags)
	for _, node := range env.model.Children {
		if node.Name == "serve" {
			env.settings(node.Flags)
		}
	}
	for _, leaf := range env.model.Leaves(true) {
		if leaf.Name != "serve" && len(leaf.Flags) > 0 {
			env.say("\n%s: %s", leaf.Path(), leaf.Help)
			env.settings(leaf.Flags)
		}
	}
	return nil
}

func (e *environment) settings(flags []*kong.Flag) {
	for _, f := range flags {
		if f.Name != "help" {
			e.say("%-26s %-34s %s", f.Envs[0], shown(f.Target, f.Tag.Has("secret")), f.Help)
		}
	}
}

// shown is a setting's value without its secrets.
func shown(v reflect.Value, secret bool) string {
	s := fmt.Sprint(v.Interface())
	if list, ok := v.Interface().([]string); ok {
		s = strings.Join(list, ",")
	}
	switch u, err := url.Parse(s); {
	case s == "":
		return "(not set)"
	case err != nil && strings.Contains(s, "@"):
		return "(set, and cannot be read)"
	case err == nil && u.User != nil:
		return u.Redacted()
	case secret:
		return "(set)"
	}
	return s
}
