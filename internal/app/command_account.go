package app

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"kernehus/internal/domain/account"
	"kernehus/internal/domain/municipality"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/fault"
	"kernehus/internal/kernel/id"
)

type setupCommand struct {
	Name  string   `required:"" help:"The municipality's name, such as \"Lejre Kommune\"."`
	Admin string   `required:"" help:"E-mail of the first administrator."`
	Slug  string   `help:"Short name for --municipality; made from the name when left out."`
	Host  []string `help:"Host name the municipality answers on, such as kernehus.lejre.dk; may be repeated."`
}

// Run founds a municipality and prints a link that works once.
func (c setupCommand) Run(env *environment) error {
	return env.with(func(h *House) error {
		done, err := h.Accounts.SetUp(env.ctx, account.SetUp{Municipality: c.Name, Slug: c.Slug, Hosts: c.Host, Email: c.Admin})
		if err != nil {
			return err
		}
		h.opened() // the one-time code of an empty installation has nothing to open any more
		env.say("%s is set up (--municipality %s).", done.Municipality.Name, done.Municipality.Slug)
		env.say("The first administrator chooses a password here, once, within 24 hours:")
		env.say("%s%s", h.Config.address(done.Municipality), done.Path)
		return h.unreachable(env)
	})
}

// unreachable tells of municipalities without a host name: where there are several, the
// name in the address is all that tells them apart.
func (h *House) unreachable(env *environment) error {
	all, err := h.Municipalities.All(env.ctx)
	if err != nil || len(all) < 2 {
		return err
	}
	for _, m := range all {
		if len(m.Settings.Hosts) == 0 {
			fmt.Fprintf(env.err, "kernehus: %s has no host name and cannot be reached now that there are several municipalities: kernehus host --municipality %s NAME\n", m.Name, m.Slug) //nolint:errcheck // a closed terminal cannot be told
		}
	}
	return nil
}

type hostCommand struct {
	Name []string `arg:"" help:"Host names the municipality answers on, such as kernehus.lejre.dk."`
}

// Run gives a municipality its host names, in place of those it had.
func (c hostCommand) Run(env *environment) error {
	return env.within(func(h *House, m municipality.Municipality, actor access.Actor) error {
		in := municipality.Edit{Name: m.Name, Settings: m.Settings}
		in.Settings.Hosts = c.Name
		m, err := h.Municipalities.Edit(env.ctx, actor, m.Version, in)
		if err != nil {
			return err
		}
		env.say("%s answers on %s.", m.Name, strings.Join(m.Settings.Hosts, ", "))
		return nil
	})
}

// with builds the house for one command and closes it again.
func (e *environment) with(do func(*House) error) error {
	h, err := Build(e.ctx, *e.config, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	return errors.Join(do(h), h.Close())
}

// within is with, in the municipality that --municipality names.
func (e *environment) within(do func(*House, municipality.Municipality, access.Actor) error) error {
	return e.with(func(h *House) error {
		m, err := h.Municipalities.BySlug(e.ctx, e.config.Municipality)
		if err != nil {
			return err
		}
		return do(h, m, access.Program(m.ID.String()))
	})
}

// unit finds a unit by our id or the one of the municipality's own files; none for "".
func (h *House) unit(env *environment, actor access.Actor, name string) (id.Of[org.Unit], error) {
	if name == "" {
		return "", nil
	}
	var out id.Of[org.Unit]
	err := h.DB.View(env.ctx, actor, func(tx *db.Tx) error {
		u, found, err := org.UnitByExternal(tx, name)
		if err == nil && !found {
			u, err = org.LoadUnit(tx, id.Of[org.Unit](name))
		}
		out = u.ID
		return err
	})
	if fault.Is(err, fault.NotFound) {
		err = fault.OnField("unit", "choose")
	}
	return out, err
}

type userCommand struct {
	Add     userAddCommand     `cmd:"" help:"Give somebody an account and a role."`
	Passwd  userPasswdCommand  `cmd:"" help:"Set a password, or print a link with which its owner chooses one."`
	List    userListCommand    `cmd:"" help:"List who can sign in, with roles."`
	Disable userDisableCommand `cmd:"" help:"Close an account at once."`
}

type userAddCommand struct {
	Email    string `required:"" help:"E-mail to sign in with."`
	Name     string `required:"" help:"The person's name."`
	Role     string `required:"" help:"Role, such as systemadministrator, hr_konsulent, leder, facilitator, medarbejder."`
	Unit     string `help:"Id of the unit where the role is held and the person works."`
	Password bool   `name:"password-stdin" help:"Read the password from standard input instead of printing a link."`
}

// Run makes the account.
func (c userAddCommand) Run(env *environment) error {
	return env.within(func(h *House, m municipality.Municipality, actor access.Actor) error {
		unit, err := h.unit(env, actor, c.Unit)
		if err != nil {
			return err
		}
		given, err := h.Accounts.Invite(env.ctx, actor, account.NewUser{Name: c.Name, Email: c.Email, Role: access.Role(c.Role), Unit: unit})
		if err != nil {
			return err
		}
		if c.Password {
			return env.setPassword(h, actor, c.Email)
		}
		env.handed(h, m, given)
		return nil
	})
}

func (e *environment) handed(h *House, m municipality.Municipality, given account.Handed) {
	if given.Mailed {
		e.say("%s gets a letter with a link.", given.Person.Email)
		return
	}
	e.say("Hand over this link; it works once:\n%s%s", h.Config.address(m), given.Path)
}

func (e *environment) setPassword(h *House, actor access.Actor, email string) error {
	line, err := bufio.NewReader(io.LimitReader(e.in, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if err := h.Accounts.SetPassword(e.ctx, actor, email, strings.TrimRight(line, "\r\n")); err != nil {
		return err
	}
	e.say("%s can sign in with the new password.", email)
	return nil
}

type userPasswdCommand struct {
	Email    string `required:"" help:"Whose password."`
	Password bool   `name:"password-stdin" help:"Read the password from standard input instead of printing a link."`
	Factor   bool   `name:"without-second-factor" help:"Also take away the second factor: the telephone is lost."`
}

// Run sets the password or prints a link.
func (c userPasswdCommand) Run(env *environment) error {
	return env.within(func(h *House, m municipality.Municipality, actor access.Actor) error {
		p, err := h.person(env, actor, c.Email)
		if err != nil {
			return err
		}
		if c.Factor {
			if err := h.Accounts.TakeSecondFactor(env.ctx, actor, p.ID); err != nil {
				return err
			}
		}
		if c.Password {
			return env.setPassword(h, actor, c.Email)
		}
		given, err := h.Accounts.HandNew(env.ctx, actor, p.ID)
		if err == nil {
			env.handed(h, m, given)
		}
		return err
	})
}

func (h *House) person(env *environment, actor access.Actor, email string) (org.Person, error) {
	var out org.Person
	err := h.DB.View(env.ctx, actor, func(tx *db.Tx) error {
		p, found, err := org.PersonByEmail(tx, email)
		if err == nil && !found {
			err = fault.OnField("email", "no-such-user")
		}
		out = p
		return err
	})
	return out, err
}

type userListCommand struct{}

// Run prints a line for everybody with an account.
func (userListCommand) Run(env *environment) error {
	return env.within(func(h *House, _ municipality.Municipality, actor access.Actor) error {
		q := account.UserQuery{Limit: 200}
		for {
			users, next, err := h.Accounts.Users(env.ctx, actor, q)
			if err != nil {
				return err
			}
			for _, u := range users {
				env.say("%s\t%s\t%s\t%s", u.Email, u.Name, userState(u), userRoles(u))
			}
			if q.After = next; next == "" {
				return nil
			}
		}
	})
}

func userState(u account.User) string {
	switch {
	case u.Disabled:
		return "disabled"
	case u.Left:
		return "left"
	case !u.Chosen:
		return "invited"
	case u.Demo:
		return "demo"
	}
	return "active"
}

func userRoles(u account.User) string {
	var out []string
	for _, r := range u.Roles {
		s := string(r.Role)
		if r.UnitName != "" {
			s += " (" + r.UnitName + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

type userDisableCommand struct {
	Email string `required:"" help:"Whose account."`
}

// Run closes the account.
func (c userDisableCommand) Run(env *environment) error {
	return env.within(func(h *House, _ municipality.Municipality, actor access.Actor) error {
		p, err := h.person(env, actor, c.Email)
		if err != nil {
			return err
		}
		if err := h.Accounts.SetDisabled(env.ctx, actor, p.ID, true); err != nil {
			return err
		}
		env.say("The account of %s is closed.", c.Email)
		return nil
	})
}

type tokenCommand struct {
	Create tokenCreateCommand `cmd:"" help:"Make a token for the API; it is printed once."`
	List   tokenListCommand   `cmd:"" help:"List tokens, without their secrets."`
	Revoke tokenRevokeCommand `cmd:"" help:"Make a token stop working."`
}

type tokenCreateCommand struct {
	Role    string `required:"" help:"Role of the token, such as facilitator."`
	Name    string `required:"" help:"What it is for."`
	Unit    string `help:"Id of the unit it is held at; left out: the whole municipality."`
	Expires string `help:"Last day (2026-12-31) or number of days (30d); 90 days when left out."`
}

// Run prints the token as the last word.
func (c tokenCreateCommand) Run(env *environment) error {
	lasts, err := lasting(c.Expires, time.Now())
	if err != nil {
		return err
	}
	return env.within(func(h *House, _ municipality.Municipality, actor access.Actor) error {
		unit, err := h.unit(env, actor, c.Unit)
		if err != nil {
			return err
		}
		secret, t, err := h.Accounts.CreateToken(env.ctx, actor, account.NewToken{Name: c.Name, Role: access.Role(c.Role), Unit: unit, Lasts: lasts})
		if err != nil {
			return err
		}
		env.say("Token %s, valid until %s; it is shown only now: %s", t.ID, day.Of(t.Expires), secret)
		return nil
	})
}

// lasting reads how long a token is to live: a last day, a number of days, or nothing.
func lasting(s string, now time.Time) (time.Duration, error) {
	if s == "" {
		return 0, nil
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(s, "d")); err == nil {
		return time.Duration(n) * 24 * time.Hour, nil
	}
	last, err := day.Parse(s)
	if err != nil {
		return 0, misuse{"--expires is a date such as 2026-12-31 or a number of days such as 30d"}
	}
	return last.AddDays(1).Time().Sub(now), nil
}

type tokenListCommand struct{}

// Run prints a line for each token.
func (tokenListCommand) Run(env *environment) error {
	return env.within(func(h *House, _ municipality.Municipality, actor access.Actor) error {
		list, err := h.Accounts.Tokens(env.ctx, actor)
		for _, t := range list {
			state := "active"
			if t.Expired {
				state = "expired"
			}
			if t.Revoked {
				state = "revoked"
			}
			env.say("%s\t%s\t%s\t%s\t%s\t%s", t.ID, state, day.Of(t.Expires), t.Role, t.UnitName, t.Name)
		}
		return err
	})
}

type tokenRevokeCommand struct {
	ID string `arg:"" help:"The token's id, from token list."`
}

// Run revokes the token.
func (c tokenRevokeCommand) Run(env *environment) error {
	return env.within(func(h *House, _ municipality.Municipality, actor access.Actor) error {
		if err := h.Accounts.RevokeToken(env.ctx, actor, id.Of[account.Token](c.ID)); err != nil {
			return err
		}
		env.say("The token no longer works.")
		return nil
	})
}
