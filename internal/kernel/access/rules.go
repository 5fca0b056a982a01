package access

import "slices"

// Action is something that can be done; routes name theirs, services check it.
type Action string

const (
	SettingsEdit Action = "settings.edit" // the municipality's name, look, texts and limits
	UserManage   Action = "user.manage"   // accounts, roles, invitations
	TokenManage  Action = "token.manage"
	ChangesRead  Action = "changes.read" // the auditor's log
	ExportAll    Action = "export.all"   // everything the municipality has, or one person's
	Redact       Action = "redact"       // take personal data out for good

	UnitRead   Action = "unit.read"
	UnitEdit   Action = "unit.edit" // name, kind, leader, how it adopts
	OrgImport  Action = "organisation.import"
	PersonRead Action = "person.read" // who works where

	CoreTaskPublic   Action = "coretask.public"   // the published words
	CoreTaskRead     Action = "coretask.read"     // drafts, notices and disagreements
	CoreTaskAdopted  Action = "coretask.adopted"  // what is in force, published or not
	CoreTaskEdit     Action = "coretask.edit"     // write the unit's draft
	CoreTaskSuggest  Action = "coretask.suggest"  // a leader's draft to a team's text
	CoreTaskFormal   Action = "coretask.formal"   // write the formal side
	CoreTaskPropose  Action = "coretask.propose"  // draft becomes proposed
	CoreTaskAdopt    Action = "coretask.adopt"    // the leader's way, where the unit has chosen it
	CoreTaskTeam     Action = "coretask.team"     // the team's way
	CoreTaskForum    Action = "coretask.forum"    // the forum's way
	CoreTaskPublish  Action = "coretask.publish"  // let citizens see it
	CoreTaskRetire   Action = "coretask.retire"   //
	CoreTaskImport   Action = "coretask.import"   //
	ReflectionOwn    Action = "reflection.own"    // a private note on one's own contribution
	ReflectionShared Action = "reflection.shared" // those that were shared by choice

	DialoguePlan Action = "dialogue.plan"
	DialogueList Action = "dialogue.list" // that it is held, and its minutes afterwards
	// DialogueFacilitate is the room's controls and the cards before they are shown. Another
	// facilitator of the same unit may know of the dialogue (DialogueList), so the desk is
	// refused (403) and not missing (404) to them: whom to ask stands on the dialogue's page.
	DialogueFacilitate Action = "dialogue.facilitate"
	DialogueTakeOver   Action = "dialogue.takeover" // become a facilitator of it
	DialogueMinutes    Action = "dialogue.minutes"
	DialogueTakePart   Action = "dialogue.takepart" // write, read one's own group
	AgreementOwn       Action = "agreement.own"     // say yes to an agreement, and finish it

	SignInSelf Action = "signin" // one's own sign-in, password, language
)

// situation is how the actor stands to the object.
type situation int

const (
	always      situation = iota
	published             // citizens may see it
	signedIn              // anybody with an account
	adopted               // in force, and the actor has an account
	within                // the role is held at the object's unit or above it
	member                // the actor works in exactly that unit
	own                   // it is the actor's own
	facilitates           // the actor runs this dialogue
	takesPart             // the actor is a participant of this dialogue
)

var situationNames = [...]string{"always", "published", "signed in", "adopted", "within", "member", "own", "facilitates", "takes part"}

func (s situation) String() string { return situationNames[s] }

// anybody is the role of everyone, with or without an account.
const anybody Role = ""

type rule struct {
	role Role
	when situation
}

// rules is the one table.
var rules = map[Action][]rule{
	SettingsEdit: {{Administrator, always}},
	UserManage:   {{Administrator, always}},
	TokenManage:  {{Administrator, always}},
	ChangesRead:  {{Administrator, always}, {Auditor, always}},
	ExportAll:    {{Administrator, always}},
	Redact:       {{Administrator, always}, {Consultant, always}},

	UnitRead:   {{anybody, signedIn}},
	UnitEdit:   {{Administrator, always}, {Consultant, always}, {AreaHead, within}, {Leader, within}},
	OrgImport:  {{Administrator, always}, {Consultant, always}},
	PersonRead: {{Administrator, always}, {Consultant, always}, {AreaHead, within}, {Leader, within}, {anybody, member}},

	CoreTaskPublic:   {{anybody, published}},
	CoreTaskAdopted:  {{anybody, published}, {anybody, adopted}, {Consultant, always}, {AreaHead, within}, {Leader, within}, {Coordinator, within}, {Facilitator, within}, {MEDMember, within}, {Auditor, always}, {anybody, member}},
	CoreTaskRead:     {{Consultant, always}, {AreaHead, within}, {Leader, within}, {Coordinator, within}, {Facilitator, within}, {MEDMember, within}, {Auditor, always}, {anybody, member}},
	CoreTaskEdit:     {{anybody, member}, {Consultant, always}, {AreaHead, within}, {Leader, within}, {Coordinator, within}},
	CoreTaskSuggest:  {{AreaHead, within}, {Leader, within}},
	CoreTaskFormal:   {{Politician, within}, {Consultant, always}, {AreaHead, within}, {Leader, within}, {anybody, member}},
	CoreTaskPropose:  {{anybody, member}, {Consultant, always}, {AreaHead, within}, {Leader, within}, {Coordinator, within}},
	CoreTaskAdopt:    {{AreaHead, within}, {Leader, within}},
	CoreTaskTeam:     {{anybody, member}},
	CoreTaskForum:    {{Consultant, always}, {AreaHead, within}},
	CoreTaskPublish:  {{Consultant, always}, {AreaHead, within}, {Leader, within}},
	CoreTaskRetire:   {{Consultant, always}, {AreaHead, within}, {Leader, within}},
	CoreTaskImport:   {{Consultant, always}},
	ReflectionOwn:    {{anybody, own}},
	ReflectionShared: {{anybody, own}, {anybody, member}, {Leader, within}, {AreaHead, within}, {Coordinator, within}},

	DialoguePlan:       {{Consultant, always}, {AreaHead, within}, {Leader, within}, {Coordinator, within}, {Facilitator, within}, {MEDMember, within}},
	DialogueList:       {{Consultant, always}, {AreaHead, within}, {Leader, within}, {Coordinator, within}, {Facilitator, within}, {MEDMember, within}, {anybody, member}, {anybody, facilitates}},
	DialogueFacilitate: {{anybody, facilitates}},
	DialogueTakeOver:   {{Consultant, always}},
	DialogueMinutes:    {{Consultant, always}, {AreaHead, within}, {Leader, within}, {Coordinator, within}, {Facilitator, within}, {MEDMember, within}, {anybody, member}, {anybody, facilitates}},
	DialogueTakePart:   {{anybody, takesPart}},
	AgreementOwn:       {{anybody, own}},

	SignInSelf: {{anybody, own}},
}

// Actions are all actions of the table, sorted as text.
func Actions() []Action {
	out := make([]Action, 0, len(rules))
	for a := range rules {
		out = append(out, a)
	}
	slices.Sort(out)
	return out
}
