// Package archive takes out what is kept: the change log for the auditor, everything
// about one person, and everything a municipality has. What opens doors, what is private
// to one person, and what could show who wrote what in a dialogue never leaves.
package archive

import (
	"strings"
)

// Plan says how one table is taken out.
type Plan struct {
	Withheld string   // reason why nothing of it leaves; empty: it leaves
	Without  []string // columns that do not leave
	Only     string   // condition on rows of the whole municipality's archive
}

const (
	opens     = "opens doors"
	anonymous = "could show who took part or who wrote what"
	derived   = "is made from the other tables"
	passing   = "is work under way"
)

// plans names every table of the schema; what is not named does not leave, and a test
// asks for its line.
var plans = map[string]Plan{
	"municipality": {},
	"host":         {},
	"logo":         {},
	"change":       {},
	"revision":     {},
	"redaction":    {},
	"job":          {Withheld: passing},

	"person":     {Without: []string{"sort_key", "search"}},
	"unit":       {Without: []string{"sort_key", "search"}},
	"membership": {},
	"org_upload": {Withheld: passing},

	"recovery_code": {Withheld: opens},
	"account":       {Without: []string{"password", "totp", "totp_new", "totp_step"}},
	"role_grant":    {},
	"sign_in":       {Withheld: opens},
	"ticket":        {Withheld: opens},
	"api_token":     {Without: []string{"hash"}},

	"narrative":         {},
	"core_task":         {Without: []string{"sort_key"}},
	"core_task_slug":    {},
	"core_task_version": {},
	"interpretation":    {},
	"core_task_link":    {},
	"precondition":      {},
	"contribution":      {},
	"disagreement":      {},
	"reflection":        {Only: "shared"},
	"formulation_check": {},

	"dialogue_guide":       {},
	"dialogue":             {Without: []string{"code", "screen", "seed"}},
	"dialogue_code":        {Withheld: opens},
	"dialogue_facilitator": {},
	"participant":          {Withheld: anonymous},
	"dialogue_group":       {Without: []string{"professions"}},
	"dialogue_seat":        {Withheld: anonymous},
	// while a dialogue is open, what is private or not yet shown lies here too; at its
	// close private notes are deleted. Labels are merged in dialogue_result.
	"dialogue_input": {
		Without: []string{"participant", "device_id", "first_sum", "written_at", "actor", "profession"},
		Only:    "NOT withdrawn AND NOT hidden AND EXISTS (SELECT 1 FROM dialogue d WHERE d.municipality = dialogue_input.municipality AND d.id = dialogue_input.dialogue AND d.phase = 'lukket')",
	},
	"card_heading":      {},
	"card_place":        {},
	"dialogue_coverage": {},
	"gathered_text":     {},
	"agreement":         {},
	"dialogue_result":   {},
}

// CSVCell writes a value so that no spreadsheet takes it for a formula: text that begins
// with = + - @ tab or carriage return gets an apostrophe before it.
func CSVCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
