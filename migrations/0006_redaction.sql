-- What has been taken out for good because it pointed at a person. The rows say where,
-- never what: a restored backup gets them again from the file beside the database.
-- +goose Up
CREATE TABLE redaction (
    municipality TEXT NOT NULL REFERENCES municipality (municipality),
    id           TEXT NOT NULL,
    kind         TEXT NOT NULL,
    subject      TEXT NOT NULL,
    field        TEXT NOT NULL,
    digest       TEXT NOT NULL,
    person       TEXT NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (municipality, id)
);
CREATE INDEX redaction_subject ON redaction (municipality, kind, subject);

-- +goose Down
DROP TABLE redaction;
