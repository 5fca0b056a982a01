package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Ids and sort keys are put in order by their bytes, as SQLite does. A PostgreSQL database
// sorts by the rules of some language unless it was made with the locale C: "~" then comes
// before the digits, and in Danish "aa" after "z". So every text column is told to use the
// collation C, whatever the database's own is. This is one of the few differences between
// the engines, and it is made here, not in the migrations: SQLite does not know the word.

// textColumns gives, for each table, how its text columns must be changed; nothing where
// all is as it should be, or the database's own collation already sorts by bytes.
const textColumns = `
	SELECT t.oid::regclass::text, string_agg(format('ALTER COLUMN %I TYPE TEXT COLLATE "C"', a.attname), ', ' ORDER BY a.attnum)
	FROM pg_class t
	JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
	JOIN pg_collation c ON c.oid = a.attcollation
	JOIN pg_database d ON d.datname = current_database()
	WHERE t.relkind IN ('r', 'p') AND t.relnamespace = current_schema()::regnamespace
	AND a.atttypid = 'text'::regtype AND c.collname <> 'C'
	AND NOT (c.collname = 'default' AND d.datlocprovider = 'c' AND d.datcollate IN ('C', 'POSIX', 'C.UTF-8', 'C.utf8'))
	GROUP BY t.oid
	ORDER BY t.oid`

// orderByBytes gives every text column that sorts by a language the collation C. Several
// nodes may try at once; one does it.
func (d *DB) orderByBytes(ctx context.Context) error {
	if d.Engine == SQLite {
		return nil
	}
	t, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback() //nolint:errcheck // after a commit it does nothing
	if _, err := t.ExecContext(ctx, "SELECT pg_advisory_xact_lock(4201)"); err != nil {
		return err
	}
	changes, err := alterations(ctx, t)
	if err != nil {
		return fmt.Errorf("read the collations: %w", err)
	}
	for _, c := range changes {
		if _, err := t.ExecContext(ctx, c); err != nil {
			return fmt.Errorf("order by bytes: %w", err)
		}
	}
	return t.Commit()
}

func alterations(ctx context.Context, t *sql.Tx) (out []string, err error) {
	rows, err := t.QueryContext(ctx, textColumns)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var table, columns string
		if err := rows.Scan(&table, &columns); err != nil {
			return nil, err
		}
		out = append(out, "ALTER TABLE "+table+" "+columns)
	}
	return out, rows.Err()
}
