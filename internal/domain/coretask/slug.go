package coretask

import "kernehus/internal/kernel/id"

// SlugOf gives the address of a core task's name; of a name without letters or digits
// "kerneopgave".
func SlugOf(name string) string {
	if s := id.Slug(name); s != "" {
		return s
	}
	return "kerneopgave"
}
