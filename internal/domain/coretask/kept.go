package coretask

import "kernehus/internal/kernel/db"

// topic is the live topic that moves with everything about one task.
func topic(task string) []string { return []string{"coretask/" + task, "coretasks"} }

// Kind is the table core tasks stand in, and what the search knows them as.
const Kind = "core_task"

// Kept says where a task lives.
func (t *Task) Kept() db.Kept {
	return db.Kept{Kind: Kind, ID: t.ID.String(), Version: &t.Version, Topics: topic(t.ID.String())}
}

// Kept says where a version lives.
func (v *Version) Kept() db.Kept {
	return db.Kept{Kind: "core_task_version", ID: v.ID.String(), Version: &v.Version, Topics: topic(v.Task.String())}
}

// Kept says where a narrative lives.
func (n *Narrative) Kept() db.Kept {
	return db.Kept{Kind: "narrative", ID: n.ID.String(), Version: &n.Version, Topics: []string{"coretasks"}}
}

// Kept says where a precondition lives.
func (p *Precondition) Kept() db.Kept {
	return db.Kept{Kind: "precondition", ID: p.ID.String(), Version: &p.Version, Topics: topic(p.Task.String())}
}

// Kept says where a contribution lives.
func (c *Contribution) Kept() db.Kept {
	return db.Kept{Kind: "contribution", ID: c.ID.String(), Version: &c.Version, Topics: topic(c.Task.String())}
}

// Kept says where a disagreement lives.
func (d *Disagreement) Kept() db.Kept {
	return db.Kept{Kind: "disagreement", ID: d.ID.String(), Version: &d.Version, Topics: topic(d.Task.String())}
}

// Kept says where a link lives.
func (l *Link) Kept() db.Kept {
	return db.Kept{Kind: "core_task_link", ID: l.ID.String(), Version: &l.Version, Topics: append(topic(l.From.String()), topic(l.To.String())[0])}
}

// Kept says where an interpretation lives.
func (i *Interpretation) Kept() db.Kept {
	return db.Kept{Kind: "interpretation", ID: i.ID.String(), Version: &i.Version, Topics: append(topic(i.Child.String()), topic(i.Parent.String())[0])}
}

// Kept says where the answers to the check live.
func (c *Check) Kept() db.Kept {
	return db.Kept{Kind: "formulation_check", ID: c.ID.String(), Version: &c.Version, Topics: topic(c.Task.String())}
}
