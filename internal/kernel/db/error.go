package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"kernehus/internal/kernel/fault"
)

// SQLite's extended result codes and PostgreSQL's SQLSTATEs for what people can cause.
const (
	sqliteUnique     = 2067
	sqlitePrimaryKey = 1555
	sqliteForeignKey = 787
	sqliteBusy       = 5
	sqliteFull       = 13
	pgUnique         = "23505"
	pgForeignKey     = "23503"
	pgNoText         = "22021" // a character that no text has, in an address perhaps
	pgSerialization  = "40001"
	pgDeadlock       = "40P01"
	pgAdminShutdown  = "57P01" // what a connection says whose end is ordered
	pgCrashShutdown  = "57P02"
	pgCanceled       = "57014"
)

// asFault turns what the engine says into a failure with a kind, by code and never by
// text. Anything else passes unchanged.
func asFault(err error) error {
	var already *fault.Error
	if err == nil || errors.As(err, &already) {
		return err
	}
	if errors.Is(err, context.Canceled) || noRows(err) {
		return err
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return asCode(err, lite.Code(), "")
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return asCode(err, 0, pg.Code)
	}
	if errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || noAnswer(err) {
		return away(err)
	}
	return err
}

func asCode(err error, lite int, pg string) error {
	with := func(k fault.Kind, c fault.Code) error {
		e := fault.New(k, c)
		e.Cause = err
		return e
	}
	switch {
	case lite == sqliteUnique, lite == sqlitePrimaryKey, pg == pgUnique:
		return with(fault.Conflict, "already-taken")
	case lite == sqliteForeignKey, pg == pgForeignKey:
		return with(fault.NotFound, "not-found")
	case pg == pgNoText:
		return with(fault.Invalid, "wrong-type")
	case pg == pgSerialization, pg == pgDeadlock:
		return with(fault.Conflict, "changed-meanwhile")
	case lite == sqliteBusy, lite == sqliteFull, len(pg) == 5 && (pg[:2] == "57" || pg[:2] == "53" || pg[:2] == "08"):
		return away(err)
	}
	return err
}
