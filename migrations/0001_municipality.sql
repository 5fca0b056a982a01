-- The tenant, and what every kept record leaves behind: who changed what, and how it then was.
-- +goose Up
CREATE TABLE municipality (
    municipality TEXT PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE CHECK (id = municipality),
    version      BIGINT NOT NULL,
    slug         TEXT NOT NULL UNIQUE,
    name         TEXT NOT NULL,
    demo         BOOLEAN NOT NULL,
    settings     TEXT NOT NULL
);

-- A name the municipality answers on; one name belongs to one municipality only.
CREATE TABLE host (
    municipality TEXT NOT NULL REFERENCES municipality (municipality),
    id           TEXT NOT NULL UNIQUE,
    PRIMARY KEY (municipality, id)
);

-- The municipality's picture, drawn anew by us and written as base64.
CREATE TABLE logo (
    municipality TEXT NOT NULL REFERENCES municipality (municipality),
    id           TEXT NOT NULL,
    media_type   TEXT NOT NULL,
    width        BIGINT NOT NULL,
    height       BIGINT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (municipality, id)
);

CREATE TABLE change (
    municipality TEXT NOT NULL REFERENCES municipality (municipality),
    id           TEXT NOT NULL,
    at           BIGINT NOT NULL,
    person       TEXT NOT NULL,
    token        TEXT NOT NULL,
    action       TEXT NOT NULL,
    kind         TEXT NOT NULL,
    subject      TEXT NOT NULL,
    reason       TEXT NOT NULL,
    request      TEXT NOT NULL,
    PRIMARY KEY (municipality, id)
);
CREATE INDEX change_subject ON change (municipality, kind, subject, id);
CREATE INDEX change_person ON change (municipality, person, id);

CREATE TABLE revision (
    municipality TEXT NOT NULL,
    kind         TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    change       TEXT NOT NULL,
    at           BIGINT NOT NULL,
    body         TEXT NOT NULL,
    PRIMARY KEY (municipality, kind, id, version),
    FOREIGN KEY (municipality, change) REFERENCES change (municipality, id)
);
CREATE INDEX revision_change ON revision (municipality, change);

CREATE TABLE job (
    municipality  TEXT NOT NULL REFERENCES municipality (municipality),
    id            TEXT NOT NULL,
    kind          TEXT NOT NULL,
    payload       TEXT NOT NULL,
    run_at        BIGINT NOT NULL,
    attempts      BIGINT NOT NULL,
    claimed_until BIGINT NOT NULL,
    last_error    TEXT NOT NULL,
    PRIMARY KEY (municipality, id)
);
CREATE INDEX job_due ON job (run_at, claimed_until);

-- +goose Down
DROP TABLE job;
DROP TABLE revision;
DROP TABLE change;
DROP TABLE logo;
DROP TABLE host;
DROP TABLE municipality;
