-- The catalogue is searched through the index (0010): what stood here was derived from the words beside it.
-- +goose Up
ALTER TABLE core_task_version DROP COLUMN search;

-- +goose Down
ALTER TABLE core_task_version ADD COLUMN search TEXT NOT NULL DEFAULT '';
