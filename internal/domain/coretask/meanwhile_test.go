package coretask_test

import (
	"sync"
	"testing"

	"kernehus/internal/domain/check"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/town"
)

// Two colleagues press "save" on their first answers about the same text at once: one is
// kept, the other is told, with both beside one another.
func TestTwoFirstListsOfAnswersAtTheSameInstantAreOne(t *testing.T) {
	town.In(t, func(w *town.Town) {
		member := w.As(access.Employee, "school")
		for range 10 {
			task, v := w.Task("school", "Mod på at lære", "Alle børn lærer")
			const colleagues = 4
			failed := make([]error, colleagues)
			var wg sync.WaitGroup
			for i := range colleagues {
				wg.Go(func() {
					in := coretask.Check{About: v.ID, Answers: map[string]coretask.CheckReply{"v01": {Answer: check.Yes}}}
					_, failed[i] = w.Tasks.KeepCheck(w.Ctx(), member, in, []string{"v01"})
				})
			}
			wg.Wait()
			kept := 0
			for _, err := range failed {
				switch {
				case err == nil:
					kept++
				case !fault.HasCode(err, "changed-meanwhile"):
					w.Errorf("one of them got %v", err)
				}
			}
			work, err := w.Tasks.Work(w.Ctx(), member, task.Slug)
			w.OK(err)
			if kept != 1 || len(work.Checks) != 1 {
				w.Errorf("%d were told it is saved, %d lists are kept", kept, len(work.Checks))
			}
		}
	})
}
