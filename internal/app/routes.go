package app

import (
	"maps"

	"kernehus/internal/api"
	"kernehus/internal/domain/account"
	"kernehus/internal/domain/agreement"
	"kernehus/internal/domain/archive"
	"kernehus/internal/domain/catalogue"
	"kernehus/internal/domain/coretask"
	"kernehus/internal/domain/erasure"
	"kernehus/internal/domain/org"
	"kernehus/internal/domain/reflection"
	"kernehus/internal/domain/search"
	"kernehus/internal/domain/waiting"
	"kernehus/internal/kernel/job"
	accountpage "kernehus/internal/page/account"
	"kernehus/internal/page/administration"
	coretaskpage "kernehus/internal/page/coretask"
	dialoguepage "kernehus/internal/page/dialogue"
	"kernehus/internal/page/front"
	"kernehus/internal/page/home"
	orgpage "kernehus/internal/page/org"
	"kernehus/internal/page/privacy"
	"kernehus/internal/page/room"
	searchpage "kernehus/internal/page/search"
	"kernehus/internal/web"
)

// Routes are everything that answers, area by area.
func (h *House) Routes() []web.Route {
	var all []web.Route
	all = append(all, front.Pages{Catalogue: catalogue.Service{DB: h.DB}}.Routes()...)
	all = append(all, h.signIn().Routes()...)
	all = append(all, h.administration().Routes()...)
	all = append(all, privacy.Pages{Places: h.Municipalities}.Routes()...)
	all = append(all, h.coreTasks().Routes()...)
	all = append(all, searchpage.Pages{Search: search.Service{DB: h.DB}}.Routes()...)
	all = append(all, h.dialogues().Routes()...)
	all = append(all, home.Pages{
		Agreements: agreement.Service{DB: h.DB}, Tasks: coretask.Service{DB: h.DB}, Dialogues: h.Dialogues, Units: org.Service{DB: h.DB},
		Waiting: waiting.Service{DB: h.DB},
	}.Routes()...)
	all = append(all, room.Pages{Dialogues: h.Dialogues, Municipalities: h.Municipalities, Hub: h.Hub}.Routes()...)
	all = append(all, h.api().Routes()...)
	all = append(all, h.organisation().Routes()...)
	return all
}

func (h *House) api() api.API {
	return api.API{Dialogues: h.Dialogues, Catalogue: catalogue.Service{DB: h.DB}, Tasks: coretask.Service{DB: h.DB}, Org: org.Service{DB: h.DB}, Hub: h.Hub}
}

func (h *House) coreTasks() coretaskpage.Pages {
	return coretaskpage.Pages{
		Erasure: h.erasure(),
		Tasks:   coretask.Service{DB: h.DB}, Catalogue: catalogue.Service{DB: h.DB}, Reflections: reflection.Service{DB: h.DB},
		Units: org.Service{DB: h.DB}, Places: h.Municipalities, Questions: h.Questions,
	}
}

func (h *House) dialogues() dialoguepage.Pages {
	return dialoguepage.Pages{
		Erasure:   h.erasure(),
		Dialogues: h.Dialogues, Units: org.Service{DB: h.DB}, Tasks: coretask.Service{DB: h.DB}, Municipalities: h.Municipalities, Hub: h.Hub,
		Address: h.Config.known,
	}
}

func (h *House) signIn() accountpage.Pages {
	return accountpage.Pages{Accounts: h.Accounts, Places: h.Municipalities, Archive: archive.Service{DB: h.DB}, Opening: h.Opening, Opened: h.opened}
}

func (h *House) administration() administration.Pages {
	return administration.Pages{Import: "/administration/organisation", Accounts: h.Accounts, Places: h.Municipalities, Units: org.Service{DB: h.DB}, Archive: archive.Service{DB: h.DB}}
}

func (h *House) organisation() orgpage.Pages {
	return orgpage.Pages{Units: org.Service{DB: h.DB}, Uploads: h.Uploads, Tasks: coretask.Service{DB: h.DB}, Hub: h.Hub}
}

func (h *House) erasure() erasure.Service {
	return erasure.Service{DB: h.DB, Dialogues: h.Dialogues}
}

// JobKinds are who does which job.
func (h *House) JobKinds() map[string]job.Do {
	all := map[string]job.Do{account.LetterKind: h.Accounts.SendLetter}
	maps.Copy(all, h.Uploads.Jobs())
	maps.Copy(all, h.Dialogues.Jobs())
	maps.Copy(all, reflection.Service{DB: h.DB}.Jobs())
	maps.Copy(all, search.Service{DB: h.DB}.Jobs())
	return all
}

// greet tells the person who started the server where it is and what is in it.
func (s serveCommand) greet(env *environment, h *House) error {
	env.say("Kernehus is at %s", s.home(*env.config))
	if s.Demo {
		return s.welcome(env, h)
	}
	return h.offerSetUp(env.ctx, env.say)
}
