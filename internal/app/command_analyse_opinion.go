package app

import (
	"fmt"
	"strconv"

	"kernehus/internal/arith/opinion"
)

type analyseOpinionCommand struct {
	Votes    string `required:"" help:"Votes: participant_id,comment_id,vote and, where a vote may change, created_ms."`
	Comments string `help:"Statements: comment_id,moderated; those with -1 are out."`
	Groups   string `help:"Groups from outside, such as professions: participant_id,group. Then the consensus and the marks are those of these groups."`
	Seed     uint64 `default:"1" help:"Where the search for groups starts; the same seed gives the same."`
}

// markAnswer is a statement that marks a group: how many of those who saw it are on the side, and the
// numbers of the package comment.
type markAnswer struct {
	Statement  int     `json:"tid"`
	Side       string  `json:"side"`
	N          int     `json:"n"`
	Of         int     `json:"of"`
	P          float64 `json:"p"`
	PTest      float64 `json:"p_test"`
	Rep        float64 `json:"rep"`
	RepTest    float64 `json:"rep_test"`
	Metric     float64 `json:"metric"`
	Sufficient bool    `json:"sufficient"`
}

// opinionAnswer has people, statements and numbers of groups as its keys.
type opinionAnswer struct {
	Center         map[string]float64      `json:"center"`
	Projection     map[string][2]float64   `json:"projection"`
	Inside         []int                   `json:"in_conversation"`
	K              int                     `json:"k"`
	Why            opinion.Code            `json:"why,omitempty"`
	Silhouette     map[string]float64      `json:"silhouette"`
	Inertia        map[string]float64      `json:"inertia"`
	Groups         map[string]int          `json:"groups"`
	Names          map[string]string       `json:"group_names,omitempty"`
	Agree          map[string]float64      `json:"consensus_agree"`
	Disagree       map[string]float64      `json:"consensus_disagree"`
	Representative map[string][]markAnswer `json:"representative"`
	MajorityAgree  []int                   `json:"majority_agree"`
	MajorityReject []int                   `json:"majority_disagree"`
}

// Run prints where people stand, which groups they are, and what they share.
func (c analyseOpinionCommand) Run(env *environment) error {
	var votes []opinion.Vote
	err := env.patiently("reading the votes", func() (err error) {
		votes, err = c.votes()
		return err
	})
	if err != nil {
		return err
	}
	moderated, err := c.moderated()
	if err != nil {
		return err
	}
	names, given, err := c.given()
	if err != nil {
		return err
	}
	var out opinionAnswer
	err = env.patiently(fmt.Sprintf("seeking groups in %d votes", len(votes)), func() error {
		conversation, err := opinion.New(votes, moderated)
		if err == nil {
			out = opinionOf(conversation, conversation.Analyse(c.Seed), names, given)
		}
		return err
	})
	if err != nil {
		return err
	}
	return env.answer(out)
}

func (c analyseOpinionCommand) votes() ([]opinion.Vote, error) {
	b, err := readAnalysed(c.Votes)
	if err != nil {
		return nil, err
	}
	votes, err := opinion.ReadVotes(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Votes, err)
	}
	return votes, nil
}

func (c analyseOpinionCommand) moderated() ([]int, error) {
	if c.Comments == "" {
		return nil, nil
	}
	b, err := readAnalysed(c.Comments)
	if err != nil {
		return nil, err
	}
	read, err := opinion.ReadComments(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Comments, err)
	}
	return read.Moderated, nil
}

func (c analyseOpinionCommand) given() ([]string, opinion.Given, error) {
	if c.Groups == "" {
		return nil, nil, nil
	}
	b, err := readAnalysed(c.Groups)
	if err != nil {
		return nil, nil, err
	}
	names, given, err := opinion.ReadGroups(b)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", c.Groups, err)
	}
	return names, given, nil
}

func opinionOf(c *opinion.Conversation, r opinion.Result, names []string, given opinion.Given) opinionAnswer {
	d, groups := r.Found(), opinion.Given(r.Groups)
	if names != nil {
		d, groups = c.Divide(given), given
	}
	out := opinionAnswer{
		Center: map[string]float64{}, Projection: map[string][2]float64{}, Inside: append([]int{}, r.Inside...), K: r.K, Why: r.Why,
		Silhouette: byNumber(r.Silhouette), Inertia: byNumber(r.Inertia), Groups: map[string]int{},
		Agree: map[string]float64{}, Disagree: map[string]float64{}, Representative: map[string][]markAnswer{},
		MajorityAgree: []int{}, MajorityReject: []int{},
	}
	agree, disagree := c.Majority()
	out.MajorityAgree, out.MajorityReject = append(out.MajorityAgree, agree...), append(out.MajorityReject, disagree...)
	for j, s := range c.Statements() {
		out.Center[strconv.Itoa(s)] = r.Centre[j]
	}
	for _, p := range c.People() {
		out.Projection[strconv.Itoa(p)], _ = r.Point(c, p)
	}
	if len(d.Groups()) == 0 {
		return out // a consensus of nobody would be whole
	}
	for _, s := range c.ConsensusOfAll(d) { // those that are out, too: it is a list of numbers to check, not of statements
		out.Agree[strconv.Itoa(s.Statement)], out.Disagree[strconv.Itoa(s.Statement)] = s.Agree, s.Disagree
	}
	for n, says := range c.Compared(d) {
		g := d.Groups()[n]
		list := []markAnswer{}
		for _, m := range opinion.Marks(says) {
			list = append(list, markOf(m))
		}
		out.Representative[strconv.Itoa(g)] = list
		for _, p := range groups[g] {
			if _, voted := r.Point(c, p); voted {
				out.Groups[strconv.Itoa(p)] = g
			}
		}
		if names != nil {
			if out.Names == nil {
				out.Names = map[string]string{}
			}
			out.Names[strconv.Itoa(g)] = names[g]
		}
	}
	return out
}

func markOf(m opinion.Mark) markAnswer {
	s := m.Side()
	a := markAnswer{Statement: m.Statement, Side: "agree", N: m.Agree, Of: m.Seen, P: s.P, PTest: s.Test, Rep: s.Rep, RepTest: s.RTest, Metric: s.Metric(), Sufficient: m.Sure}
	if !m.Agrees {
		a.Side, a.N = "disagree", m.Disagree
	}
	return a
}

func byNumber(in map[int]float64) map[string]float64 {
	out := map[string]float64{}
	for k, v := range in {
		out[strconv.Itoa(k)] = v
	}
	return out
}
