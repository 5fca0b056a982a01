// Package reflection is what one person writes about how their own work contributes to a
// core task (K-10): private, shared with the unit only by the writer's choice.
//
// A reflection is a fact and no kept record: what is private leaves no history, and what
// is taken back is gone. Who looks after the database can read it there; the page says so.
package reflection

import (
	"strings"
	"time"

	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
	"kernehus/internal/kernel/personal"
	"kernehus/internal/kernel/plain"
)

// Longest is how many characters a reflection may have.
const Longest = 2000

// Kind is the table they stand in.
const Kind = "reflection"

// Reflection is one person's note on one core task.
type Reflection struct {
	ID        id.Of[Reflection]    `db:"id"`
	Task      id.Of[coretask.Task] `db:"core_task"`
	Person    id.Of[org.Person]    `db:"person"`
	Text      string               `db:"body"`
	Shared    bool                 `db:"shared"`
	WrittenAt time.Time            `db:"written_at"`
}

// Signed is a reflection somebody has chosen to share, with their name.
type Signed struct {
	Reflection
	Name string
}

// checked gives the text tidied, or what is wrong with it.
func checked(words string) (string, error) {
	words = strings.TrimSpace(strings.ReplaceAll(words, "\r\n", "\n"))
	var wrong fault.Fields
	if len([]rune(words)) > Longest {
		wrong.Add("reflection", "too-long", Longest)
	} else {
		if !plain.Is(words) {
			wrong.Add("reflection", "unseen-signs")
		}
		personal.Check(&wrong, "reflection", words)
	}
	return words, wrong.Err()
}
