-- Dialogues: the plan and the room, who is in it, what they write, and what comes of it.
-- +goose Up

-- The text of a guide as a dialogue was planned with it. The id is its SHA-256.
CREATE TABLE dialogue_guide (
    municipality TEXT NOT NULL REFERENCES municipality (municipality),
    id           TEXT NOT NULL,
    source       TEXT NOT NULL,
    PRIMARY KEY (municipality, id)
);

CREATE TABLE dialogue (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    unit         TEXT NOT NULL,
    core_task    TEXT,
    title        TEXT NOT NULL,
    guide        TEXT NOT NULL,
    guide_sum    TEXT NOT NULL,
    variant      TEXT NOT NULL,
    language     TEXT NOT NULL CHECK (language IN ('da', 'en')),
    plan         TEXT NOT NULL,
    case_officer TEXT NOT NULL,
    state        TEXT NOT NULL,
    phase        TEXT NOT NULL CHECK (phase IN ('planlagt', 'aaben', 'lukket')),
    held_on      TEXT NOT NULL,
    code         TEXT NOT NULL,
    screen       TEXT NOT NULL,
    seed         BIGINT NOT NULL,
    closed_at    BIGINT NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, screen),
    FOREIGN KEY (municipality, unit) REFERENCES unit (municipality, id),
    FOREIGN KEY (municipality, core_task) REFERENCES core_task (municipality, id),
    FOREIGN KEY (municipality, guide_sum) REFERENCES dialogue_guide (municipality, id)
);
CREATE INDEX dialogue_held ON dialogue (municipality, held_on, id);
CREATE INDEX dialogue_unit ON dialogue (municipality, unit, held_on, id);
CREATE INDEX dialogue_core_task ON dialogue (municipality, core_task, held_on, id);
CREATE INDEX dialogue_guide_sum ON dialogue (municipality, guide_sum);

-- Every join code a dialogue has had; the id is the code. An ended one lets nobody in, but
-- those who came in by it stay.
CREATE TABLE dialogue_code (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    dialogue     TEXT NOT NULL,
    ended        BOOLEAN NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, dialogue) REFERENCES dialogue (municipality, id)
);
CREATE INDEX dialogue_code_dialogue ON dialogue_code (municipality, dialogue);

CREATE TABLE dialogue_facilitator (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    dialogue     TEXT NOT NULL,
    person       TEXT,
    token        TEXT,
    ended        BOOLEAN NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, dialogue, person),
    UNIQUE (municipality, dialogue, token),
    FOREIGN KEY (municipality, dialogue) REFERENCES dialogue (municipality, id),
    FOREIGN KEY (municipality, person) REFERENCES person (municipality, id),
    FOREIGN KEY (municipality, token) REFERENCES api_token (municipality, id)
);
CREATE INDEX dialogue_facilitator_person ON dialogue_facilitator (municipality, person);
CREATE INDEX dialogue_facilitator_token ON dialogue_facilitator (municipality, token);

-- Somebody in the room. device is the SHA-256 of the secret id the phone made, token that
-- of the token it was given; sealed is the token, readable with the phone's own id alone.
CREATE TABLE participant (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    dialogue     TEXT NOT NULL,
    device       TEXT NOT NULL,
    token        TEXT NOT NULL,
    sealed       TEXT NOT NULL,
    actor        TEXT NOT NULL CHECK (actor IN ('citizen', 'employee', 'leader', 'politician', 'partner', 'board', 'council')),
    profession   TEXT NOT NULL,
    name         TEXT NOT NULL,
    seat         TEXT NOT NULL,
    joined_at    BIGINT NOT NULL,
    gone         TEXT NOT NULL CHECK (gone IN ('', 'faerdig', 'fjernet')),
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, dialogue, device),
    UNIQUE (municipality, token),
    FOREIGN KEY (municipality, dialogue) REFERENCES dialogue (municipality, id)
);

-- A group of a step; step 0 holds the table groups of the whole dialogue. The id is
-- dialogue.step.grp.
CREATE TABLE dialogue_group (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    dialogue     TEXT NOT NULL,
    step         BIGINT NOT NULL,
    grp          TEXT NOT NULL,
    professions  TEXT NOT NULL,
    people       BIGINT NOT NULL,
    needs_time   BOOLEAN NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, dialogue) REFERENCES dialogue (municipality, id)
);
CREATE INDEX dialogue_group_smallest ON dialogue_group (municipality, dialogue, step, people, grp);

-- Where somebody sits in a step that has groups of its own. The id is participant.step.
CREATE TABLE dialogue_seat (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    dialogue     TEXT NOT NULL,
    step         BIGINT NOT NULL,
    participant  TEXT NOT NULL,
    grp          TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, dialogue) REFERENCES dialogue (municipality, id),
    FOREIGN KEY (municipality, participant) REFERENCES participant (municipality, id)
);
CREATE INDEX dialogue_seat_step ON dialogue_seat (municipality, dialogue, step, participant);
CREATE INDEX dialogue_seat_participant ON dialogue_seat (municipality, participant);

-- What somebody wrote: one row per id made on the device, whatever was sent how often.
CREATE TABLE dialogue_input (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    dialogue     TEXT NOT NULL,
    step         BIGINT NOT NULL,
    grp          TEXT NOT NULL,
    participant  TEXT,
    device_id    TEXT NOT NULL,
    kind         TEXT NOT NULL,
    data         TEXT NOT NULL,
    first_sum    TEXT NOT NULL,
    rev          BIGINT NOT NULL,
    channel      TEXT NOT NULL CHECK (channel IN ('phone', 'paper', 'facilitator')),
    actor        TEXT NOT NULL,
    profession   TEXT NOT NULL,
    late         BOOLEAN NOT NULL,
    admitted     BOOLEAN NOT NULL,
    shared       BOOLEAN NOT NULL,
    hidden       BOOLEAN NOT NULL,
    withdrawn    BOOLEAN NOT NULL,
    about        TEXT,
    mark         TEXT NOT NULL,
    written_at   BIGINT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, dialogue) REFERENCES dialogue (municipality, id),
    FOREIGN KEY (municipality, participant) REFERENCES participant (municipality, id),
    FOREIGN KEY (municipality, about) REFERENCES dialogue_input (municipality, id)
);
CREATE INDEX dialogue_input_about ON dialogue_input (municipality, about, mark);
CREATE INDEX dialogue_input_step ON dialogue_input (municipality, dialogue, step, grp, written_at, id);
CREATE INDEX dialogue_input_participant ON dialogue_input (municipality, participant, written_at);

-- A heading that similar cards of a step's board are gathered under.
CREATE TABLE card_heading (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    dialogue     TEXT NOT NULL,
    step         BIGINT NOT NULL,
    title        TEXT NOT NULL,
    ended        BOOLEAN NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, dialogue) REFERENCES dialogue (municipality, id)
);
CREATE INDEX card_heading_step ON card_heading (municipality, dialogue, step, id);

-- Where one card lies on a step's board: on the overlap map, under a heading, or both.
-- The id is card.step.
CREATE TABLE card_place (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    dialogue     TEXT NOT NULL,
    step         BIGINT NOT NULL,
    card         TEXT NOT NULL,
    place        TEXT NOT NULL,
    heading      TEXT,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, dialogue) REFERENCES dialogue (municipality, id),
    FOREIGN KEY (municipality, card) REFERENCES dialogue_input (municipality, id),
    FOREIGN KEY (municipality, heading) REFERENCES card_heading (municipality, id)
);
CREATE INDEX card_place_dialogue ON card_place (municipality, dialogue, step);
CREATE INDEX card_place_card ON card_place (municipality, card);
CREATE INDEX card_place_heading ON card_place (municipality, heading);

-- How well a perspective is covered. The id is dialogue.perspective.
CREATE TABLE dialogue_coverage (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    dialogue     TEXT NOT NULL,
    perspective  TEXT NOT NULL CHECK (perspective IN ('formelt', 'udfoert', 'oplevet')),
    level        TEXT NOT NULL CHECK (level IN ('', 'godt', 'delvist', 'slet_ikke')),
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, dialogue) REFERENCES dialogue (municipality, id)
);
CREATE INDEX dialogue_coverage_dialogue ON dialogue_coverage (municipality, dialogue);

-- The one text that is gathered from the groups' drafts. The id is the dialogue's.
CREATE TABLE gathered_text (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    pieces       TEXT NOT NULL,
    reason       TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, id) REFERENCES dialogue (municipality, id)
);

-- An agreement or a knowledge need that somebody takes on.
CREATE TABLE agreement (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    dialogue     TEXT NOT NULL,
    card         TEXT,
    step         BIGINT NOT NULL,
    grp          TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('aftale', 'vidensbehov')),
    data         TEXT NOT NULL,
    owner        TEXT,
    due          TEXT NOT NULL,
    med          BOOLEAN NOT NULL,
    med_on       TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('aaben', 'spurgt', 'ja', 'nej', 'faerdig')),
    answered_on  TEXT NOT NULL,
    ended        BOOLEAN NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, dialogue) REFERENCES dialogue (municipality, id),
    FOREIGN KEY (municipality, card) REFERENCES dialogue_input (municipality, id),
    FOREIGN KEY (municipality, owner) REFERENCES person (municipality, id)
);
CREATE INDEX agreement_dialogue ON agreement (municipality, dialogue, id);
CREATE INDEX agreement_card ON agreement (municipality, card);
CREATE INDEX agreement_owner ON agreement (municipality, owner, due, id);

-- What a closed dialogue came to, frozen. The id is the dialogue's.
CREATE TABLE dialogue_result (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    closed_at    BIGINT NOT NULL,
    body         TEXT NOT NULL,
    proposed     TEXT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, id) REFERENCES dialogue (municipality, id)
);

-- +goose Down
DROP TABLE dialogue_result;
DROP TABLE agreement;
DROP TABLE gathered_text;
DROP TABLE dialogue_coverage;
DROP TABLE card_place;
DROP TABLE card_heading;
DROP TABLE dialogue_input;
DROP TABLE dialogue_seat;
DROP TABLE dialogue_group;
DROP TABLE participant;
DROP TABLE dialogue_facilitator;
DROP TABLE dialogue_code;
DROP TABLE dialogue;
DROP TABLE dialogue_guide;
