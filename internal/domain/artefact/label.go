package artefact

import "kernehus/internal/kernel/text"

// Label is the kind's name as people say it.
func (k Kind) Label() text.S { return kindLabel[k] }

// Label is what a person is asked when filling in the field.
func (k Kind) FieldLabel(name string) text.S { return fieldLabel[k][name] }

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

var valueLabel = map[string]text.S{
	Formal: a.Formal, Performed: a.Performed, Experienced: a.Experienced,
	"lederudspil": a.LeadersDraft, "udkast": a.Draft, "foreslaaet": a.Proposed, "gaeldende": a.InForce, "tidligere": a.Earlier,
	"lov": a.Law, "beslutning": a.Decision, "borgere": a.Citizens, "praksis": a.Practice, "tal": a.Figures,
	Known: a.Known, Surprise: a.Surprise, Question: a.Asks,
	Yes: a.Yes, No: a.No,
}
