package room

import (
	"fmt"
	"slices"
	"strings"

	"kernehus/internal/domain/artefact"
	"kernehus/internal/domain/guide"
	"kernehus/internal/kernel/text"
)

// GroupLabel is what people call a group.
func GroupLabel(key string, l text.Lang) string {
	switch key {
	case "":
		return ""
	case artefact.Formal, artefact.Performed, artefact.Experienced:
		return artefact.ValueLabel(key).Say(l)
	case guide.LeadersKey:
		return text.DialogueEngine.Leaders.Say(l)
	case guide.EmployeesKey:
		return text.DialogueEngine.Employees.Say(l)
	}
	return fmt.Sprintf(text.DialogueEngine.Group.Say(l), key)
}

// Called tells whether the words are the actor's own name in some language.
func (a Actor) Called(words string) bool {
	s := a.Label()
	return strings.EqualFold(words, s.Da) || strings.EqualFold(words, s.En)
}

// Label is what people call an actor; MergedLabel stands for several.
func (a Actor) Label() text.S {
	t := text.DialogueEngine
	switch a {
	case Citizen:
		return t.Citizen
	case Employee:
		return t.Employee
	case LeaderHere:
		return t.LeaderHere
	case Politician:
		return t.Politician
	case Partner:
		return t.Partner
	case Board:
		return t.Board
	case Council:
		return t.Council
	}
	return t.Others
}

// OwnPrompts tells which groups of a division have a question of their own in a step.
func OwnPrompts(s guide.Step, by Division) []string {
	return slices.DeleteFunc(s.Prompts(), func(key string) bool {
		side, role := slices.Contains(artefact.Perspectives(), key), key == guide.LeadersKey || key == guide.EmployeesKey
		return !(by == BySide && side || by == ByRole && role)
	})
}

// TogetherPrompt is what all are told where each group has a question of its own: no
// group's question, and not the one that is for none of them.
func TogetherPrompt(by Division, l text.Lang) string {
	if by == BySide {
		return text.DialogueEngine.EachSide.Say(l)
	}
	return text.DialogueEngine.EachGroup.Say(l)
}
