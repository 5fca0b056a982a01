package account

import (
	"fmt"
	"strings"
	"time"

	"kernehus/internal/arith/danish"
	"kernehus/internal/domain/org"
	"kernehus/internal/kernel/access"
	"kernehus/internal/kernel/day"
	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

func topic(person id.Of[org.Person]) string { return "account/" + person.String() }

// Topics are the full names of what is rung when somebody's sign-ins end, their roles
// change, or they no longer work here.
func Topics(municipality string, person id.Of[org.Person]) []string {
	return []string{db.Topic(municipality, topic(person)), db.Topic(municipality, "person/"+person.String())}
}

// Kept places an account among the kept records.
func (a *Account) Kept() db.Kept {
	return db.Kept{Kind: "account", ID: a.ID.String(), Version: &a.Version, Topics: []string{topic(a.ID)}}
}

// Kept places a grant among the kept records.
func (g *Grant) Kept() db.Kept {
	return db.Kept{Kind: "role_grant", ID: g.ID.String(), Version: &g.Version, Topics: []string{topic(g.Person)}}
}

// Kept places a token among the kept records.
func (t *Token) Kept() db.Kept {
	return db.Kept{Kind: "api_token", ID: t.ID.String(), Version: &t.Version, Topics: []string{"tokens"}}
}

const columns = `a.id, a.version, a.password, a.totp, a.totp_new, a.totp_step, a.demo, a.well_known, a.disabled, a.created`

func load(tx *db.Tx, person id.Of[org.Person]) (Account, error) {
	return db.One[Account](tx, `
		SELECT `+columns+`
		FROM account a
		WHERE a.municipality = $1 AND a.id = $2`, person)
}

func maybe(tx *db.Tx, person id.Of[org.Person]) (Account, bool, error) {
	return db.Maybe[Account](tx, `
		SELECT `+columns+`
		FROM account a
		WHERE a.municipality = $1 AND a.id = $2`, person)
}

// accountByEmail gives the account of somebody who works here today; the zero Account
// for everybody else.
func accountByEmail(tx *db.Tx, email string) (Account, error) {
	a, _, err := db.Maybe[Account](tx, `
		SELECT `+columns+`
		FROM person p
		JOIN account a ON a.municipality = p.municipality AND a.id = p.id
		WHERE p.municipality = $1 AND p.email = $2
		AND p.valid_from <= $3 AND (p.valid_to = '' OR p.valid_to >= $3)`, email, day.Of(tx.Now()))
	return a, err
}

type signInRow struct {
	ID      string            `db:"id"`
	Person  id.Of[org.Person] `db:"person"`
	Second  bool              `db:"second_factor"`
	Created time.Time         `db:"created"`
	Expires time.Time         `db:"expires"`
}

type visit struct {
	Person    id.Of[org.Person] `db:"person"`
	Second    bool              `db:"second_factor"`
	Name      string            `db:"name"`
	Language  string            `db:"language"`
	Demo      bool              `db:"demo"`
	WellKnown bool              `db:"well_known"`
}

// signedIn finds a sign-in that counts now: not expired, of an account that may come in,
// of a person who works here today.
func signedIn(tx *db.Tx, hash string) (visit, bool, error) {
	return db.Maybe[visit](tx, `
		SELECT s.person, s.second_factor, p.name, p.language, a.demo, a.well_known
		FROM sign_in s
		JOIN account a ON a.municipality = s.municipality AND a.id = s.person
		JOIN person p ON p.municipality = s.municipality AND p.id = s.person
		WHERE s.municipality = $1 AND s.id = $2 AND s.expires > $3 AND NOT a.disabled
		AND p.valid_from <= $4 AND (p.valid_to = '' OR p.valid_to >= $4)`, hash, tx.Now(), day.Of(tx.Now()))
}

// endSignIns ends all sign-ins of a person but the one with the hash keep.
func endSignIns(tx *db.Tx, person id.Of[org.Person], keep string) error {
	tx.Touch(topic(person))
	_, err := db.Exec(tx, `
		DELETE FROM sign_in
		WHERE municipality = $1 AND person = $2 AND id <> $3`, person, keep)
	return err
}

// EndEverybody ends all sign-ins and all links that let somebody in.
func EndEverybody(tx *db.Tx) error {
	if _, err := db.Exec(tx, `DELETE FROM sign_in WHERE municipality = $1`); err != nil {
		return err
	}
	_, err := db.Exec(tx, `DELETE FROM ticket WHERE municipality = $1`)
	return err
}

func endTickets(tx *db.Tx, person id.Of[org.Person]) error {
	_, err := db.Exec(tx, `
		DELETE FROM ticket
		WHERE municipality = $1 AND person = $2`, person)
	return err
}

func endSignIn(tx *db.Tx, hash string) error {
	person, found, err := db.Maybe[id.Of[org.Person]](tx, `
		SELECT person
		FROM sign_in
		WHERE municipality = $1 AND id = $2`, hash)
	if err != nil || !found {
		return err
	}
	tx.Touch(topic(person))
	_, err = db.Exec(tx, `
		DELETE FROM sign_in
		WHERE municipality = $1 AND id = $2`, hash)
	return err
}

// sweep deletes the sign-ins and tickets that have expired.
func sweep(tx *db.Tx) error {
	if _, err := db.Exec(tx, `DELETE FROM sign_in WHERE municipality = $1 AND expires < $2`, tx.Now()); err != nil {
		return err
	}
	_, err := db.Exec(tx, `DELETE FROM ticket WHERE municipality = $1 AND expires < $2`, tx.Now())
	return err
}

func showSecond(tx *db.Tx, hash string) error {
	_, err := db.Exec(tx, `
		UPDATE sign_in
		SET second_factor = TRUE
		WHERE municipality = $1 AND id = $2`, hash)
	return err
}

func hideSecond(tx *db.Tx, person id.Of[org.Person]) error {
	_, err := db.Exec(tx, `
		UPDATE sign_in
		SET second_factor = FALSE
		WHERE municipality = $1 AND person = $2`, person)
	return err
}

type recoveryRow struct {
	ID      string            `db:"id"`
	Person  id.Of[org.Person] `db:"person"`
	Created time.Time         `db:"created"`
}

func takeRecovery(tx *db.Tx, hash string, person id.Of[org.Person]) (bool, error) {
	n, err := db.Exec(tx, `
		DELETE FROM recovery_code
		WHERE municipality = $1 AND id = $2 AND person = $3`, hash, person)
	return n == 1, err
}

func endRecovery(tx *db.Tx, person id.Of[org.Person]) error {
	_, err := db.Exec(tx, `
		DELETE FROM recovery_code
		WHERE municipality = $1 AND person = $2`, person)
	return err
}

func countRecovery(tx *db.Tx, person id.Of[org.Person]) (int, error) {
	return db.One[int](tx, `
		SELECT count(*)
		FROM recovery_code
		WHERE municipality = $1 AND person = $2`, person)
}

type grantRow struct {
	Role access.Role `db:"role"`
	Path string      `db:"path"`
}

// grantsOf gives what a person is trusted with today: the roles that were given, and
// leader of the units that name the person as theirs.
func grantsOf(tx *db.Tx, person id.Of[org.Person]) ([]access.Grant, error) {
	rows, err := db.All[grantRow](tx, `
		SELECT g.role, COALESCE(u.path, '/') AS path
		FROM role_grant g
		LEFT JOIN unit u ON u.municipality = g.municipality AND u.id = g.unit
		WHERE g.municipality = $1 AND g.person = $2 AND NOT g.ended
		ORDER BY g.role, path
		LIMIT 200`, person)
	if err != nil {
		return nil, err
	}
	led, err := org.LedPaths(tx, person)
	if err != nil {
		return nil, err
	}
	var out []access.Grant
	for _, r := range rows {
		out = append(out, access.Grant{Role: r.Role, Unit: r.Path})
	}
	for _, path := range led {
		out = append(out, access.Grant{Role: access.Leader, Unit: path})
	}
	return out, nil
}

// GrantLine is one role as people read it.
type GrantLine struct {
	ID       id.Of[Grant] `db:"id"`
	Version  int64        `db:"version"`
	Role     access.Role  `db:"role"`
	UnitName string       `db:"unit_name"` // empty: everywhere
}

func grantLines(tx *db.Tx, person id.Of[org.Person]) ([]GrantLine, error) {
	return db.All[GrantLine](tx, `
		SELECT g.id, g.version, g.role, COALESCE(u.name, '') AS unit_name
		FROM role_grant g
		LEFT JOIN unit u ON u.municipality = g.municipality AND u.id = g.unit
		WHERE g.municipality = $1 AND g.person = $2 AND NOT g.ended
		ORDER BY g.id
		LIMIT 200`, person)
}

func loadGrant(tx *db.Tx, grant id.Of[Grant]) (Grant, error) {
	return db.One[Grant](tx, `
		SELECT id, version, person, role, unit, ended
		FROM role_grant
		WHERE municipality = $1 AND id = $2 AND NOT ended`, grant)
}

// otherAdministrators counts who could still administer without one person: they work here
// and have chosen a password. The grants are held, so that two who take the role from each
// other at once do not both succeed.
func otherAdministrators(tx *db.Tx, person id.Of[org.Person]) (int, error) {
	if _, err := db.All[id.Of[Grant]](tx, db.Held(tx, db.Alone, "g", `
		SELECT g.id
		FROM role_grant g
		WHERE g.municipality = $1 AND g.role = $2 AND NOT g.ended
		ORDER BY g.id
		LIMIT 10000`), access.Administrator); err != nil {
		return 0, err
	}
	return db.One[int](tx, `
		SELECT count(DISTINCT g.person)
		FROM role_grant g
		JOIN account a ON a.municipality = g.municipality AND a.id = g.person
		JOIN person p ON p.municipality = g.municipality AND p.id = g.person
		WHERE g.municipality = $1 AND g.role = $2 AND NOT g.ended AND g.person <> $3
		AND a.password <> '' AND NOT a.disabled AND (p.valid_to = '' OR p.valid_to >= $4)`, access.Administrator, person, day.Of(tx.Now()))
}

func sameGrant(tx *db.Tx, g Grant) (bool, error) {
	_, found, err := db.Maybe[string](tx, `
		SELECT id
		FROM role_grant
		WHERE municipality = $1 AND person = $2 AND role = $3 AND COALESCE(unit, '') = $4 AND NOT ended
		LIMIT 1`, g.Person, g.Role, g.Unit)
	return found, err
}

type ticketRow struct {
	ID      string            `db:"id"`
	Person  id.Of[org.Person] `db:"person"`
	Purpose Purpose           `db:"purpose"`
	Created time.Time         `db:"created"`
	Expires time.Time         `db:"expires"`
	Used    time.Time         `db:"used"`
}

func ticketByHash(tx *db.Tx, hash string) (ticketRow, bool, error) {
	return db.Maybe[ticketRow](tx, `
		SELECT t.id, t.person, t.purpose, t.created, t.expires, t.used
		FROM ticket t
		JOIN account a ON a.municipality = t.municipality AND a.id = t.person
		JOIN person p ON p.municipality = t.municipality AND p.id = t.person
		WHERE t.municipality = $1 AND t.id = $2 AND t.expires > $3 AND t.used = 0 AND NOT a.disabled
		AND (p.valid_to = '' OR p.valid_to >= $4)`, hash, tx.Now(), day.Of(tx.Now()))
}

func useTicket(tx *db.Tx, hash string) (bool, error) {
	n, err := db.Exec(tx, `
		UPDATE ticket
		SET used = $3
		WHERE municipality = $1 AND id = $2 AND used = 0 AND expires > $3`, hash, tx.Now())
	return n == 1, err
}

type tokenActor struct {
	ID   string      `db:"id"`
	Role access.Role `db:"role"`
	Unit string      `db:"path"`
}

func tokenByHash(tx *db.Tx, hash string) (tokenActor, bool, error) {
	return db.Maybe[tokenActor](tx, `
		SELECT t.id, t.role, COALESCE(u.path, '/') AS path
		FROM api_token t
		LEFT JOIN unit u ON u.municipality = t.municipality AND u.id = t.unit
		WHERE t.municipality = $1 AND t.hash = $2 AND t.expires > $3 AND NOT t.revoked`, hash, tx.Now())
}

const userColumns = `p.id, p.name, p.sort_key, COALESCE(p.email, '') AS email, p.valid_to,
		a.id IS NOT NULL AS has, COALESCE(a.password, '') <> '' AS chosen, COALESCE(a.totp, '') <> '' AS second,
		COALESCE(a.disabled, FALSE) AS disabled, COALESCE(a.demo, FALSE) AS demo`

func listUsers(tx *db.Tx, q UserQuery) ([]User, error) {
	key, last, _ := strings.Cut(q.After, ".")
	args := []any{key, last, q.Limit + 1, q.All}
	where := ""
	for _, w := range strings.Fields(strings.ToLower(q.Words)) {
		args = append(args, "% "+likeSafe(danish.Fold(w))+"%", likeSafe(w)+"%")
		where += fmt.Sprintf(` AND (p.search LIKE $%d ESCAPE '\' OR p.email LIKE $%d ESCAPE '\')`, len(args), len(args)+1)
	}
	return db.All[User](tx, `
		SELECT `+userColumns+`
		FROM person p
		LEFT JOIN account a ON a.municipality = p.municipality AND a.id = p.id
		WHERE p.municipality = $1 AND (a.id IS NOT NULL OR $5)
		AND (p.sort_key > $2 OR p.sort_key = $2 AND p.id > $3)`+where+`
		ORDER BY p.sort_key, p.id
		LIMIT $4`, args...)
}

var likeSafe = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace

func oneUser(tx *db.Tx, person id.Of[org.Person]) (User, error) {
	return db.One[User](tx, `
		SELECT `+userColumns+`
		FROM person p
		LEFT JOIN account a ON a.municipality = p.municipality AND a.id = p.id
		WHERE p.municipality = $1 AND p.id = $2`, person)
}

type personGrant struct {
	Person id.Of[org.Person] `db:"person"`
	GrantLine
}

// rolesOf fills in the roles of a page of users with one question.
func rolesOf(tx *db.Tx, users []User) error {
	if len(users) == 0 {
		return nil
	}
	at := map[id.Of[org.Person]]int{}
	ids := make([]any, len(users))
	for i, u := range users {
		at[u.Person], ids[i] = i, u.Person
		users[i].Left = u.To != "" && u.To < string(day.Of(tx.Now()))
	}
	rows, err := db.All[personGrant](tx, `
		SELECT g.person, g.id, g.version, g.role, COALESCE(u.name, '') AS unit_name
		FROM role_grant g
		LEFT JOIN unit u ON u.municipality = g.municipality AND u.id = g.unit
		WHERE g.municipality = $1 AND NOT g.ended AND g.person IN `+db.List(2, len(ids))+`
		ORDER BY g.id
		LIMIT 2000`, ids...)
	for _, r := range rows {
		i := at[r.Person]
		users[i].Roles = append(users[i].Roles, r.GrantLine)
	}
	return err
}

func loadToken(tx *db.Tx, token id.Of[Token]) (Token, error) {
	return db.One[Token](tx, `
		SELECT id, version, hash, name, role, unit, created, expires, revoked
		FROM api_token
		WHERE municipality = $1 AND id = $2`, token)
}

func listTokens(tx *db.Tx) ([]TokenLine, error) {
	return db.All[TokenLine](tx, `
		SELECT t.id, t.version, t.name, t.role, t.unit, t.created, t.expires, t.revoked, COALESCE(u.name, '') AS unit_name
		FROM api_token t
		LEFT JOIN unit u ON u.municipality = t.municipality AND u.id = t.unit
		WHERE t.municipality = $1
		ORDER BY t.id DESC
		LIMIT 200`)
}
