-- The index people search in. It is made of what stands elsewhere and can be made anew from it.
-- +goose Up
CREATE TABLE find_document (
    municipality TEXT NOT NULL REFERENCES municipality (municipality),
    id           TEXT NOT NULL,
    number       BIGINT NOT NULL,
    kind         TEXT NOT NULL,
    subject      TEXT NOT NULL,
    scope        TEXT NOT NULL,
    gone         BOOLEAN NOT NULL,
    terms        TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, number)
);
CREATE INDEX find_document_subject ON find_document (municipality, kind, subject);

-- The documents of a scope that have a term, a thousand numbers a row: "number:weight number:weight".
CREATE TABLE find_posting (
    municipality TEXT NOT NULL REFERENCES municipality (municipality),
    scope        TEXT NOT NULL,
    term         TEXT NOT NULL,
    chunk        BIGINT NOT NULL,
    documents    TEXT NOT NULL,
    PRIMARY KEY (municipality, scope, term, chunk)
);

-- What has changed and is to be indexed anew.
CREATE TABLE find_waiting (
    municipality TEXT NOT NULL REFERENCES municipality (municipality),
    kind         TEXT NOT NULL,
    subject      TEXT NOT NULL,
    PRIMARY KEY (municipality, kind, subject)
);
INSERT INTO find_waiting (municipality, kind, subject)
SELECT municipality, 'core_task', id
FROM core_task;

-- +goose Down
DROP TABLE find_waiting;
DROP TABLE find_posting;
DROP TABLE find_document;
