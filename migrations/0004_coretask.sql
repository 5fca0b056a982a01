-- Core tasks: what each unit is there for, every version of it, and what belongs to it.
-- +goose Up
CREATE TABLE narrative (
    municipality TEXT NOT NULL REFERENCES municipality (municipality),
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    name         TEXT NOT NULL,
    body         TEXT NOT NULL,
    adopted_on   TEXT NOT NULL,
    forum        TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, name)
);

CREATE TABLE core_task (
    municipality   TEXT NOT NULL,
    id             TEXT NOT NULL,
    version        BIGINT NOT NULL,
    external_id    TEXT,
    unit           TEXT NOT NULL,
    name           TEXT NOT NULL,
    sort_key       TEXT NOT NULL,
    slug           TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('aktiv', 'under_revision', 'udgaaet')),
    successor      TEXT,
    state_reason   TEXT NOT NULL,
    revisit_by     TEXT NOT NULL,
    triggers       TEXT NOT NULL,
    former_names   TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, external_id),
    UNIQUE (municipality, slug),
    FOREIGN KEY (municipality, unit) REFERENCES unit (municipality, id),
    FOREIGN KEY (municipality, successor) REFERENCES core_task (municipality, id)
);
CREATE INDEX core_task_unit ON core_task (municipality, unit, sort_key, id);
CREATE INDEX core_task_sorted ON core_task (municipality, sort_key, id);
CREATE INDEX core_task_successor ON core_task (municipality, successor);

-- Every slug a core task has had; the id is the slug. An old one leads to the new for ever.
CREATE TABLE core_task_slug (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    core_task    TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, core_task) REFERENCES core_task (municipality, id)
);
CREATE INDEX core_task_slug_task ON core_task_slug (municipality, core_task);

CREATE TABLE core_task_version (
    municipality        TEXT NOT NULL,
    id                  TEXT NOT NULL,
    version             BIGINT NOT NULL,
    core_task           TEXT NOT NULL,
    number              BIGINT NOT NULL,
    state               TEXT NOT NULL CHECK (state IN ('lederudspil', 'udkast', 'foreslaaet', 'gaeldende', 'tidligere')),
    set_aside           BOOLEAN NOT NULL,
    name                TEXT NOT NULL,
    sort_key            TEXT NOT NULL,
    formulation         TEXT NOT NULL,
    purpose             TEXT NOT NULL,
    target_group        TEXT NOT NULL,
    citizens            TEXT NOT NULL,
    companies           TEXT NOT NULL,
    community           TEXT NOT NULL,
    why                 TEXT NOT NULL,
    narrative           TEXT NOT NULL,
    formal              TEXT NOT NULL,
    formal_references   TEXT NOT NULL,
    own_room            TEXT NOT NULL,
    performed           TEXT NOT NULL,
    performed_references TEXT NOT NULL,
    experienced         TEXT NOT NULL,
    experienced_references TEXT NOT NULL,
    overlap             TEXT NOT NULL,
    coverage            TEXT NOT NULL,
    reason              TEXT NOT NULL,
    public_reason       TEXT NOT NULL,
    forum               TEXT NOT NULL,
    case_number         TEXT NOT NULL,
    adopted_on          TEXT NOT NULL,
    attendance          TEXT NOT NULL,
    begun_at            BIGINT NOT NULL,
    proposed_at         BIGINT NOT NULL,
    adopted_at          BIGINT NOT NULL,
    source_kind         TEXT NOT NULL,
    source_id           TEXT NOT NULL,
    public_now          BOOLEAN NOT NULL,
    published_from      BIGINT NOT NULL,
    published_until     BIGINT NOT NULL,
    shown_at            BIGINT NOT NULL,
    shown               TEXT NOT NULL,
    search              TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, core_task, number),
    FOREIGN KEY (municipality, core_task) REFERENCES core_task (municipality, id)
);
CREATE UNIQUE INDEX core_task_version_in_force ON core_task_version (municipality, core_task) WHERE state = 'gaeldende';
CREATE UNIQUE INDEX core_task_version_public ON core_task_version (municipality, core_task) WHERE public_now;
CREATE INDEX core_task_version_listed ON core_task_version (municipality, public_now, sort_key, core_task);
CREATE INDEX core_task_version_source ON core_task_version (municipality, source_kind, source_id);

CREATE TABLE interpretation (
    municipality   TEXT NOT NULL,
    id             TEXT NOT NULL,
    version        BIGINT NOT NULL,
    child          TEXT NOT NULL,
    parent         TEXT NOT NULL,
    parent_version TEXT,
    ended          BOOLEAN NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, child, parent),
    FOREIGN KEY (municipality, child) REFERENCES core_task (municipality, id),
    FOREIGN KEY (municipality, parent) REFERENCES core_task (municipality, id),
    FOREIGN KEY (municipality, parent_version) REFERENCES core_task_version (municipality, id)
);
CREATE INDEX interpretation_parent ON interpretation (municipality, parent);
CREATE INDEX interpretation_parent_version ON interpretation (municipality, parent_version);

CREATE TABLE core_task_link (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    from_task    TEXT NOT NULL,
    to_task      TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('stoetter', 'er_forudsaetning_for')),
    reason       TEXT NOT NULL,
    shown        BOOLEAN NOT NULL,
    shown_reason TEXT NOT NULL,
    ended        BOOLEAN NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, from_task, to_task, kind),
    FOREIGN KEY (municipality, from_task) REFERENCES core_task (municipality, id),
    FOREIGN KEY (municipality, to_task) REFERENCES core_task (municipality, id)
);
CREATE INDEX core_task_link_to ON core_task_link (municipality, to_task);

CREATE TABLE precondition (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    core_task    TEXT NOT NULL,
    place        BIGINT NOT NULL,
    body         TEXT NOT NULL,
    owner_unit   TEXT,
    owner_role   TEXT NOT NULL,
    owner_person TEXT,
    state        TEXT NOT NULL CHECK (state IN ('', 'paa_plads', 'delvist', 'mangler')),
    ended        BOOLEAN NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, core_task) REFERENCES core_task (municipality, id),
    FOREIGN KEY (municipality, owner_unit) REFERENCES unit (municipality, id),
    FOREIGN KEY (municipality, owner_person) REFERENCES person (municipality, id)
);
CREATE INDEX precondition_task ON precondition (municipality, core_task, place, id);
CREATE INDEX precondition_owner_unit ON precondition (municipality, owner_unit);
CREATE INDEX precondition_owner_person ON precondition (municipality, owner_person);

CREATE TABLE contribution (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    core_task    TEXT NOT NULL,
    place        BIGINT NOT NULL,
    profession   TEXT NOT NULL,
    gives        TEXT NOT NULL,
    needs        TEXT NOT NULL,
    unseen       TEXT NOT NULL,
    source_kind  TEXT NOT NULL,
    source_id    TEXT NOT NULL,
    ended        BOOLEAN NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, core_task) REFERENCES core_task (municipality, id)
);
CREATE INDEX contribution_task ON contribution (municipality, core_task, place, id);

CREATE TABLE disagreement (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    core_task    TEXT NOT NULL,
    about        TEXT,
    objection    BOOLEAN NOT NULL,
    topic        TEXT NOT NULL,
    views        TEXT NOT NULL,
    next_step    TEXT NOT NULL,
    public_words TEXT NOT NULL,
    approved     BOOLEAN NOT NULL,
    settled_on   TEXT NOT NULL,
    outcome      TEXT NOT NULL,
    source_kind  TEXT NOT NULL,
    source_id    TEXT NOT NULL,
    noted_at     BIGINT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, core_task) REFERENCES core_task (municipality, id),
    FOREIGN KEY (municipality, about) REFERENCES core_task_version (municipality, id)
);
CREATE INDEX disagreement_task ON disagreement (municipality, core_task, id);
CREATE INDEX disagreement_about ON disagreement (municipality, about);

-- A person's own note on how their work contributes. It is a fact and no kept record:
-- what is private leaves no history.
CREATE TABLE reflection (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    core_task    TEXT NOT NULL,
    person       TEXT NOT NULL,
    body         TEXT NOT NULL,
    shared       BOOLEAN NOT NULL,
    written_at   BIGINT NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, core_task, person),
    FOREIGN KEY (municipality, core_task) REFERENCES core_task (municipality, id),
    FOREIGN KEY (municipality, person) REFERENCES person (municipality, id)
);
CREATE INDEX reflection_person ON reflection (municipality, person);

CREATE TABLE formulation_check (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    core_task    TEXT NOT NULL,
    about        TEXT NOT NULL,
    held_on      TEXT NOT NULL,
    answers      TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, core_task) REFERENCES core_task (municipality, id),
    FOREIGN KEY (municipality, about) REFERENCES core_task_version (municipality, id)
);
CREATE INDEX formulation_check_task ON formulation_check (municipality, core_task, id);
CREATE INDEX formulation_check_about ON formulation_check (municipality, about);

-- The top of the catalogue begins with the units of the upper levels.
CREATE INDEX unit_level ON unit (municipality, level, sort_key, id);

-- +goose Down
DROP INDEX unit_level;
DROP TABLE formulation_check;
DROP TABLE reflection;
DROP TABLE disagreement;
DROP TABLE contribution;
DROP TABLE precondition;
DROP TABLE core_task_link;
DROP TABLE interpretation;
DROP TABLE core_task_version;
DROP TABLE core_task_slug;
DROP TABLE core_task;
DROP TABLE narrative;
