-- The sides of a text that are a dialogue's cards, put line by line, until somebody writes them together.
-- +goose Up
ALTER TABLE core_task_version ADD COLUMN raw TEXT NOT NULL DEFAULT '[]';

-- +goose Down
ALTER TABLE core_task_version DROP COLUMN raw;
