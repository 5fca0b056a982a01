package coretask

import (
	"context"

	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

// checked gives the narrative tidied, or what is wrong with it.
func (n Narrative) checked() (Narrative, error) {
	var wrong fault.Fields
	n.Name, n.Text, n.Forum = line(n.Name), tidy(n.Text), line(n.Forum)
	needed(&wrong, "name", n.Name, LongestName)
	needed(&wrong, "text", n.Text, LongestText)
	free(&wrong, "forum", n.Forum, LongestName*2)
	return n, wrong.Err()
}

// KeepNarrative writes the narrative of a name: the one that has it already is changed.
//
// Faults: Forbidden, Invalid on name, text and forum.
func (s Service) KeepNarrative(ctx context.Context, actor access.Actor, in Narrative) (Narrative, error) {
	var n Narrative
	err := s.DB.Change(ctx, actor, access.CoreTaskForum, func(tx *db.Tx) error {
		if !access.Can(actor, access.CoreTaskForum, access.Object{Municipality: tx.Municipality, Unit: "/"}) {
			return fault.Denied()
		}
		in, err := in.checked()
		if err != nil {
			return err
		}
		was, found, err := narrativeNamed(tx, in.Name)
		if err != nil {
			return err
		}
		n = in
		n.ID, n.Version = was.ID, was.Version
		if !found {
			n.ID = id.Of[Narrative](tx.NewID())
		}
		return db.Put(tx, &n)
	})
	return n, err
}
