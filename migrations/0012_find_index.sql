-- Who writes the index of a municipality holds this row, and no longer that of the municipality.
-- +goose Up
CREATE TABLE find_index (
    municipality TEXT NOT NULL PRIMARY KEY REFERENCES municipality (municipality),
    writes       BIGINT NOT NULL
);

-- +goose Down
DROP TABLE find_index;
