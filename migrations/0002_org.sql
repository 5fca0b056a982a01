-- The organisation: a tree of units of free depth and the people who work in it.
-- +goose Up
CREATE TABLE person (
    municipality TEXT NOT NULL REFERENCES municipality (municipality),
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    external_id  TEXT,
    name         TEXT NOT NULL,
    sort_key     TEXT NOT NULL,
    search       TEXT NOT NULL DEFAULT '',
    email        TEXT,
    profession   TEXT NOT NULL,
    language     TEXT NOT NULL,
    valid_from   TEXT NOT NULL,
    valid_to     TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, external_id),
    UNIQUE (municipality, email)
);
CREATE INDEX person_sorted ON person (municipality, sort_key, id);

CREATE TABLE unit (
    municipality TEXT NOT NULL REFERENCES municipality (municipality),
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    external_id  TEXT,
    parent       TEXT,
    name         TEXT NOT NULL,
    sort_key     TEXT NOT NULL,
    search       TEXT NOT NULL DEFAULT '',
    kind         TEXT NOT NULL,
    leader       TEXT,
    adopts       TEXT NOT NULL CHECK (adopts IN ('leder', 'team', 'forum')),
    path         TEXT NOT NULL,
    level        BIGINT NOT NULL,
    valid_from   TEXT NOT NULL,
    valid_to     TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, external_id),
    FOREIGN KEY (municipality, parent) REFERENCES unit (municipality, id),
    FOREIGN KEY (municipality, leader) REFERENCES person (municipality, id)
);
CREATE INDEX unit_parent ON unit (municipality, parent, sort_key, id);
CREATE INDEX unit_path ON unit (municipality, path);
CREATE INDEX unit_leader ON unit (municipality, leader);

CREATE TABLE membership (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    person       TEXT NOT NULL,
    unit         TEXT NOT NULL,
    valid_from   TEXT NOT NULL,
    valid_to     TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, person) REFERENCES person (municipality, id),
    FOREIGN KEY (municipality, unit) REFERENCES unit (municipality, id)
);
CREATE INDEX membership_person ON membership (municipality, person);
CREATE INDEX membership_unit ON membership (municipality, unit);

-- A file on its way in: read, shown, confirmed, written. The file is forgotten when that
-- is over, and after a day in any case; what stays is how much it changed.
CREATE TABLE org_upload (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    person       TEXT NOT NULL,
    file_name    TEXT NOT NULL,
    at           BIGINT NOT NULL,
    complete     BOOLEAN NOT NULL,
    skip_bad     BOOLEAN NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('reading', 'planned', 'writing', 'done', 'failed', 'withdrawn')),
    file         TEXT NOT NULL,
    outcome      TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, person) REFERENCES person (municipality, id)
);
CREATE INDEX org_upload_person ON org_upload (municipality, person);

-- +goose Down
DROP TABLE org_upload;
DROP TABLE membership;
DROP TABLE unit;
DROP TABLE person;
