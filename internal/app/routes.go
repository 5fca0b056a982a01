package app

import (
	"kernehus/internal/domain/account"
	"kernehus/internal/kernel/job"
	"kernehus/internal/page/front"
	"kernehus/internal/web"
)

// Routes are everything that answers, area by area.
func (h *House) Routes() []web.Route {
	var all []web.Route
	all = append(all, front.Pages{}.Routes()...)
	return all
}

// jobKinds are who does which job.
func (h *House) jobKinds() map[string]job.Do {
	return map[string]job.Do{account.LetterKind: h.Accounts.SendLetter}
}

// greet tells the person who started the server where it is and what is in it.
func (s serveCommand) greet(env *environment, _ *House) error {
	env.say("Kernehus is at http://%s", s.Addr)
	return nil
}
