package db

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// ErrNewer is given for a database that a later version of the product has migrated.
var ErrNewer = errors.New("the database belongs to a newer version of kernehus: install that version, or restore a backup from before the upgrade")

// Migrate brings the database up to files. It refuses a database that is newer than
// files and a landed file whose text has changed. On PostgreSQL several nodes may try
// at once; one does it.
func (d *DB) Migrate(ctx context.Context, files fs.FS) error {
	dialect := goose.DialectSQLite3
	var opts []goose.ProviderOption
	if d.Engine == PostgreSQL {
		dialect = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	p, err := goose.NewProvider(dialect, d.write, files, opts...)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if err := d.refuseOthers(ctx, p, files); err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if err := d.keepSums(ctx, p, files); err != nil {
		return err
	}
	if err := d.orderByBytes(ctx); err != nil {
		return err
	}
	return d.tellStatistics(ctx)
}

// refuseOthers finds what goose does not: a newer database, an edited file.
func (d *DB) refuseOthers(ctx context.Context, p *goose.Provider, files fs.FS) error {
	if _, err := d.write.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS migration_sum (version BIGINT PRIMARY KEY, sha256 TEXT NOT NULL)`); err != nil {
		return err
	}
	kept, err := d.sums(ctx)
	if err != nil {
		return err
	}
	known := map[int64]bool{}
	for _, s := range p.ListSources() {
		known[s.Version] = true
		sum, err := sumOf(files, s.Path)
		if err != nil {
			return err
		}
		if was, ok := kept[s.Version]; ok && was != sum {
			return fmt.Errorf("migration %s is not the text this database was made with", s.Path)
		}
	}
	for v := range kept {
		if !known[v] {
			return ErrNewer
		}
	}
	return nil
}

func (d *DB) sums(ctx context.Context) (map[int64]string, error) {
	rows, err := d.write.QueryContext(ctx, `SELECT version, sha256 FROM migration_sum ORDER BY version LIMIT 10000`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	kept := map[int64]string{}
	for rows.Next() {
		var v int64
		var s string
		if err := rows.Scan(&v, &s); err != nil {
			return nil, err
		}
		kept[v] = s
	}
	return kept, rows.Err()
}

func (d *DB) keepSums(ctx context.Context, p *goose.Provider, files fs.FS) error {
	for _, s := range p.ListSources() {
		sum, err := sumOf(files, s.Path)
		if err != nil {
			return err
		}
		if _, err := d.write.ExecContext(ctx, `INSERT INTO migration_sum (version, sha256) VALUES ($1, $2) ON CONFLICT DO NOTHING`, s.Version, sum); err != nil {
			return err
		}
	}
	return nil
}

func sumOf(files fs.FS, path string) (string, error) {
	b, err := fs.ReadFile(files, path)
	if err != nil {
		return "", err
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:]), nil
}
