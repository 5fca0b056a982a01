package org

import (
	"encoding/json"

	"kernehus/internal/kernel/db"
	"kernehus/internal/kernel/id"
)

const uploadColumns = "id, person, file_name, at, complete, skip_bad, state, outcome"

func insertUpload(tx *db.Tx, u Upload, file string) error {
	_, err := db.Exec(tx, `
		INSERT INTO org_upload (municipality, id, person, file_name, at, complete, skip_bad, state, file, outcome)
		VALUES ($1, $2, $3, $4, $5, $6, FALSE, $7, $8, '{}')`,
		u.ID, u.Person, u.FileName, u.At, u.Complete, u.State, file)
	return err
}

func loadUpload(tx *db.Tx, upload id.Of[Upload]) (Upload, error) {
	return db.One[Upload](tx, `
		SELECT `+uploadColumns+`
		FROM org_upload
		WHERE municipality = $1 AND id = $2`, upload)
}

func recentUploads(tx *db.Tx) ([]Upload, error) {
	return db.All[Upload](tx, `
		SELECT `+uploadColumns+`
		FROM org_upload
		WHERE municipality = $1
		ORDER BY id DESC
		LIMIT 10`)
}

func uploadedFile(tx *db.Tx, upload id.Of[Upload]) (string, error) {
	return db.One[string](tx, `
		SELECT file
		FROM org_upload
		WHERE municipality = $1 AND id = $2`, upload)
}

// saveUpload writes how far an upload is; its file stays.
func saveUpload(tx *db.Tx, u Upload) error {
	outcome, err := json.Marshal(u.Outcome)
	if err != nil {
		return err
	}
	_, err = db.Exec(tx, `
		UPDATE org_upload
		SET person = $3, skip_bad = $4, state = $5, outcome = $6
		WHERE municipality = $1 AND id = $2`, u.ID, u.Person, u.SkipBad, u.State, string(outcome))
	return err
}

// closeUpload writes how an upload ended and forgets its file and its name, which may
// say too much.
func closeUpload(tx *db.Tx, u Upload) error {
	if err := saveUpload(tx, u); err != nil {
		return err
	}
	_, err := db.Exec(tx, `
		UPDATE org_upload
		SET file = '', file_name = ''
		WHERE municipality = $1 AND id = $2`, u.ID)
	return err
}
