package municipality

import (
	"encoding/base64"

	"kernehus/internal/kernel/db"
)

// Kept places a municipality among the kept records.
func (m *Municipality) Kept() db.Kept {
	return db.Kept{Kind: "municipality", ID: m.ID.String(), Version: &m.Version, Topics: []string{Topic}}
}

// loadAll reads across municipalities: the one question that is asked before it is known
// which municipality is meant.
func loadAll(tx *db.Tx) ([]Municipality, error) {
	return db.All[Municipality](tx, `
		SELECT id, version, slug, name, demo, settings
		FROM municipality
		ORDER BY slug
		LIMIT 1000`)
}

func load(tx *db.Tx) (Municipality, error) {
	return db.One[Municipality](tx, `
		SELECT id, version, slug, name, demo, settings
		FROM municipality
		WHERE municipality = $1`)
}

// others counts the municipalities there are besides this one.
func others(tx *db.Tx) (int, error) {
	return db.One[int](tx, `
		SELECT count(*)
		FROM municipality
		WHERE municipality <> $1`)
}

func putNew(tx *db.Tx, m *Municipality) error {
	if err := db.Put(tx, m); err != nil {
		return err
	}
	return replaceHosts(tx, m.Settings.Hosts)
}

func replaceHosts(tx *db.Tx, hosts []string) error {
	if _, err := db.Exec(tx, `DELETE FROM host WHERE municipality = $1`); err != nil {
		return err
	}
	for _, h := range hosts { // at most twenty
		if err := db.Insert(tx, "host", struct {
			ID string `db:"id"`
		}{h}); err != nil {
			return err
		}
	}
	return nil
}

type logoRow struct {
	ID        string `db:"id"`
	MediaType string `db:"media_type"`
	Width     int    `db:"width"`
	Height    int    `db:"height"`
	Body      string `db:"body"`
}

func replaceLogo(tx *db.Tx, l Logo) error {
	if _, err := db.Exec(tx, `DELETE FROM logo WHERE municipality = $1`); err != nil || l.ID == "" {
		return err
	}
	return db.Insert(tx, "logo", logoRow{l.ID, l.MediaType, l.Width, l.Height, base64.StdEncoding.EncodeToString(l.Body)})
}

func loadLogo(tx *db.Tx, logo string) (Logo, error) {
	r, err := db.One[logoRow](tx, `
		SELECT id, media_type, width, height, body
		FROM logo
		WHERE municipality = $1 AND id = $2`, logo)
	if err != nil {
		return Logo{}, err
	}
	body, err := base64.StdEncoding.DecodeString(r.Body)
	return Logo{ID: r.ID, MediaType: r.MediaType, Width: r.Width, Height: r.Height, Body: body}, err
}
