package artefact

import "kernehus/internal/kernel/text"

// Label is the kind's name as people say it.
func (k Kind) Label() text.S { return kindLabel[k] }

// Label is what a person is asked when filling in the field.
func (k Kind) FieldLabel(name string) text.S { return fieldLabel[k][name] }

// SaidLabel stands before the answer when it is read afterwards; of the main words and of
// what is never shown it is the question.
func (k Kind) SaidLabel(name string) text.S {
	if s, ok := saidLabel[k][name]; ok {
		return s
	}
	return k.FieldLabel(name)
}

// AloneLabel is FieldLabel for one who writes for nobody else.
func (k Kind) AloneLabel(name string) text.S {
	if s, ok := aloneLabel[k][name]; ok {
		return s
	}
	return k.FieldLabel(name)
}

// ValueLabel is what a value of a choice or a flag means; empty for other values.
func ValueLabel(value string) text.S { return valueLabel[value] }

var a = text.Artefact

var kindLabel = map[Kind]text.S{
	Formulation: a.Formulation.Name, PerspectiveCard: a.Card.Name, OverlapMap: a.Overlap.Name, KnowledgeNeed: a.Need.Name, Contribution: a.Share.Name,
	CooperationIdea: a.Idea.Name, Disagreement: a.Dispute.Name, Agreement: a.Deal.Name, Mark: a.Mark.Name,
}

var fieldLabel = map[Kind]map[string]text.S{
	Formulation: {
		FieldText: a.Formulation.Text, FieldPerspective: a.Formulation.Perspective, FieldReason: a.Formulation.Reason,
		"status": a.Formulation.Status, "version": a.Formulation.Version, "forum": a.Formulation.Forum, "dato": a.Formulation.Date,
	},
	PerspectiveCard: {FieldPerspective: a.Card.Perspective, FieldStatement: a.Card.Statement, FieldSource: a.Card.Source},
	OverlapMap: {
		"faelles": a.Overlap.Shared, "formelt_og_udfoert": a.Overlap.FormalPerformed, "udfoert_og_oplevet": a.Overlap.PerformedExperienced,
		"formelt_og_oplevet": a.Overlap.FormalExperienced, "kun_formelt": a.Overlap.OnlyFormal, "kun_udfoert": a.Overlap.OnlyPerformed, "kun_oplevet": a.Overlap.OnlyExperienced,
	},
	KnowledgeNeed:   {FieldQuestion: a.Need.Question, "type": a.Need.Type, FieldNeedOwner: a.Need.Owner, FieldNeedDue: a.Need.Due, "svar": a.Need.Answer},
	Contribution:    {FieldProfession: a.Share.Profession, FieldGives: a.Share.Gives, FieldNeeds: a.Share.Needs, FieldUnseen: a.Share.Unseen},
	CooperationIdea: {FieldIdea: a.Idea.What, "mellem_hvem": a.Idea.Between, "proevehandling": a.Idea.Trial, "tegn_paa_at_det_virker": a.Idea.Sign},
	Disagreement:    {FieldTopic: a.Dispute.Topic, FieldViews: a.Dispute.Views, FieldNextStep: a.Dispute.Next},
	Agreement: {
		FieldWhat: a.Deal.What, FieldWho: a.Deal.Who, FieldWhen: a.Deal.When, "hvordan_ser_vi_det": a.Deal.Seen, "hvem_forklarer": a.Deal.Explains,
		FieldWorkingConditions: a.Deal.WorkingConditions,
	},
	Mark: {FieldCard: a.Mark.Card, FieldSort: a.Mark.Sort},
}

var saidLabel = map[Kind]map[string]text.S{
	Formulation:     {FieldPerspective: a.Said.Perspective, FieldReason: a.Said.Reason},
	PerspectiveCard: {FieldPerspective: a.Said.Perspective, FieldSource: a.Said.Source},
	KnowledgeNeed:   {"type": a.Said.Type, FieldNeedOwner: a.Said.Finds, FieldNeedDue: a.Said.Known, FieldAnswer: a.Said.Answer},
	Contribution:    {FieldProfession: a.Said.Profession, FieldNeeds: a.Said.Needs, FieldUnseen: a.Said.Unseen},
	CooperationIdea: {"mellem_hvem": a.Said.Between, "proevehandling": a.Said.Trial, "tegn_paa_at_det_virker": a.Said.Sign},
	Disagreement:    {FieldViews: a.Said.Views, FieldNextStep: a.Said.Next},
	Agreement: {
		FieldWho: a.Said.Who, FieldWhen: a.Said.When, "hvordan_ser_vi_det": a.Said.Sign, "hvem_forklarer": a.Said.Explains,
		FieldWorkingConditions: a.Said.WorkingConditions,
	},
}

var aloneLabel = map[Kind]map[string]text.S{
	Formulation:     {FieldText: a.Alone.Text},
	PerspectiveCard: {FieldSource: a.Alone.Source},
	KnowledgeNeed:   {FieldQuestion: a.Alone.Question, FieldNeedDue: a.Alone.Due},
	Contribution:    {FieldProfession: a.Alone.Profession, FieldGives: a.Alone.Gives, FieldNeeds: a.Alone.Needs},
	CooperationIdea: {"proevehandling": a.Alone.Trial, "tegn_paa_at_det_virker": a.Alone.Sign},
	Disagreement:    {FieldTopic: a.Alone.Topic, FieldViews: a.Alone.Views, FieldNextStep: a.Alone.Next},
	Agreement:       {FieldWhat: a.Alone.What, "hvordan_ser_vi_det": a.Alone.Seen},
}

var valueLabel = map[string]text.S{
	Formal: a.Formal, Performed: a.Performed, Experienced: a.Experienced,
	"lederudspil": a.LeadersDraft, "udkast": a.Draft, "foreslaaet": a.Proposed, "gaeldende": a.InForce, "tidligere": a.Earlier,
	"lov": a.Law, "beslutning": a.Decision, "borgere": a.Citizens, "praksis": a.Practice, "tal": a.Figures,
	Known: a.Known, Surprise: a.Surprise, Question: a.Asks,
	Yes: a.Yes, No: a.No,
}
