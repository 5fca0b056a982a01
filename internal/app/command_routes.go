package app

import (
	"encoding/json"
	"fmt"

	"kernehus/internal/web"
)

type routesCommand struct{}

var audience = map[web.Kind]string{web.ForPeople: "people", web.ForPrograms: "programs", web.ForScreens: "screens"}

// Run prints everything that answers, a JSON object a line: the browser walks visit every
// page of it, and an auditor sees which right each address asks for.
func (routesCommand) Run(env *environment) error {
	return env.with(func(h *House) error {
		out := json.NewEncoder(env.out)
		out.SetEscapeHTML(false)
		for _, r := range h.Routes() {
			line := struct {
				Method  string `json:"method"`
				Pattern string `json:"pattern"`
				For     string `json:"for"`
				Action  string `json:"action"`
			}{r.Method, r.Pattern, audience[r.Kind], string(r.Action)}
			if err := out.Encode(line); err != nil {
				return fmt.Errorf("print the routes: %w", err)
			}
		}
		return nil
	})
}
