package demo

import (
	"context"
	"fmt"
	"io/fs"

	"kernehus/internal/domain/account"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/datafile"
	"kernehus/internal/kernel/id"
)

// held is somebody's roles, as people-roles.yaml tells them.
type held struct {
	email string
	roles []role
}

type role struct {
	role access.Role
	unit string
}

func readRoles(files fs.FS) ([]held, error) {
	var out []held
	err := read(files, "people-roles.yaml", func(root datafile.Node) {
		for _, n := range items(root.Map("personer"), "personer") {
			m := n.Map("email", "roller")
			h := held{email: line(m, "email")}
			for _, r := range items(m, "roller") {
				one := r.Map("rolle", "enhed")
				h.roles = append(h.roles, role{access.Role(line(one, "rolle")), line(one, "enhed")})
			}
			out = append(out, h)
		}
	})
	return out, err
}

// cast is who can act in the story: units by the file's id, people by e-mail.
type cast struct {
	program access.Actor
	units   map[string]org.Unit
	paths   map[id.Of[org.Unit]]string
	people  map[string]id.Of[org.Person]
	names   map[string]string // by e-mail
	emails  map[id.Of[org.Person]]string
	roles   map[string][]role
	works   map[string][]string // paths of units by e-mail, as they are asked for
	org     org.Service
}

// assemble reads who there is once the organisation stands.
func (h House) assemble(ctx context.Context, program access.Actor, roles []held) (*cast, error) {
	c := &cast{
		program: program, org: h.Units, units: map[string]org.Unit{}, paths: map[id.Of[org.Unit]]string{}, people: map[string]id.Of[org.Person]{}, names: map[string]string{},
		emails: map[id.Of[org.Person]]string{}, roles: map[string][]role{}, works: map[string][]string{},
	}
	tree, err := h.Units.Tree(ctx, program, org.TreeQuery{})
	if err != nil {
		return nil, err
	}
	for _, n := range tree {
		c.units[n.External], c.paths[n.ID] = n.Unit, n.Path
	}
	for q := (account.UserQuery{All: true, Limit: 200}); ; {
		users, next, err := h.Accounts.Users(ctx, program, q)
		if err != nil {
			return nil, err
		}
		for _, u := range users {
			c.people[u.Email], c.names[u.Email], c.emails[u.Person] = u.Person, u.Name, u.Email
		}
		if q.After = next; next == "" {
			break
		}
	}
	for _, r := range roles {
		c.roles[r.email] = r.roles
	}
	return c, nil
}

func (c *cast) unit(name string) (org.Unit, error) {
	u, ok := c.units[name]
	if !ok {
		return u, fmt.Errorf("there is no unit %q", name)
	}
	return u, nil
}

// actor is somebody as they are signed in.
func (c *cast) actor(ctx context.Context, email string) (access.Actor, error) {
	who, ok := c.people[email]
	if !ok {
		return access.Actor{}, fmt.Errorf("there is nobody with the address %q", email)
	}
	a := access.Actor{Municipality: c.program.Municipality, Person: who.String()}
	for _, r := range c.roles[email] {
		a.Grants = append(a.Grants, access.Grant{Role: r.role, Unit: c.pathOf(r)})
	}
	for _, u := range c.units {
		if u.Leader == who {
			a.Grants = append(a.Grants, access.Grant{Role: access.Leader, Unit: u.Path})
		}
	}
	if _, known := c.works[email]; !known {
		list, err := c.org.UnitsOf(ctx, c.program, who)
		if err != nil {
			return a, err
		}
		for _, u := range list {
			c.works[email] = append(c.works[email], u.Path)
		}
	}
	a.Units = c.works[email]
	return a, nil
}

// pathOf gives where a role is held.
func (c *cast) pathOf(r role) string {
	switch r.role {
	case access.Administrator, access.Consultant, access.Auditor:
		return "/"
	}
	return c.units[r.unit].Path
}

// leader is who leads a unit: its own leader or the nearest above.
func (c *cast) leader(ctx context.Context, unit string) (access.Actor, error) {
	u, err := c.unit(unit)
	if err != nil {
		return access.Actor{}, err
	}
	for u.Leader == "" && u.Parent != "" {
		for _, above := range c.units {
			if above.ID == u.Parent {
				u = above
				break
			}
		}
	}
	return c.actor(ctx, c.emails[u.Leader])
}

// member is somebody who works in exactly this unit and does not lead it.
func (c *cast) member(ctx context.Context, unit string) (access.Actor, error) {
	u, err := c.unit(unit)
	if err != nil {
		return access.Actor{}, err
	}
	r, err := c.org.People(ctx, c.program, u.ID, "", 20)
	if err != nil {
		return access.Actor{}, err
	}
	for _, p := range r.People {
		if p.ID != u.Leader && p.Email != "" {
			return c.actor(ctx, p.Email)
		}
	}
	return access.Actor{}, fmt.Errorf("nobody works in %s", unit)
}
