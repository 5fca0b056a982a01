-- What some things have in a scope (find.Part) is looked up, and not sought among all documents.
-- +goose Up
CREATE INDEX find_document_scope ON find_document (municipality, scope, subject);

-- +goose Down
DROP INDEX find_document_scope;
