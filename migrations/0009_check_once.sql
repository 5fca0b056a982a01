-- One list of answers for a text, also where two begin one at the same instant. Of lists that doubled before, the newest stays: it is the one people saw.
-- +goose Up
DELETE FROM formulation_check
WHERE EXISTS (
    SELECT 1
    FROM formulation_check n
    WHERE n.municipality = formulation_check.municipality AND n.about = formulation_check.about
    AND (n.held_on > formulation_check.held_on OR n.held_on = formulation_check.held_on AND n.id > formulation_check.id)
);
CREATE UNIQUE INDEX formulation_check_once ON formulation_check (municipality, about);
DROP INDEX formulation_check_about;

-- +goose Down
CREATE INDEX formulation_check_about ON formulation_check (municipality, about);
DROP INDEX formulation_check_once;
