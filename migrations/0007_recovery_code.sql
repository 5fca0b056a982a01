-- Codes on paper for when the telephone with the second factor is lost; each opens once.
-- The id is a SHA-256 of the person and the code.
-- +goose Up
CREATE TABLE recovery_code (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    person       TEXT NOT NULL,
    created      BIGINT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, person) REFERENCES account (municipality, id)
);
CREATE INDEX recovery_code_person ON recovery_code (municipality, person);

-- +goose Down
DROP TABLE recovery_code;
