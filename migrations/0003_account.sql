-- Sign-in: who may come in, what they are trusted with, and the doors that are open now.
-- +goose Up
CREATE TABLE account (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    password     TEXT NOT NULL,
    totp         TEXT NOT NULL,
    totp_new     TEXT NOT NULL,
    totp_step    BIGINT NOT NULL,
    demo         BOOLEAN NOT NULL,
    well_known   BOOLEAN NOT NULL,
    disabled     BOOLEAN NOT NULL,
    created      BIGINT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, id) REFERENCES person (municipality, id)
);

CREATE TABLE role_grant (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    person       TEXT NOT NULL,
    role         TEXT NOT NULL,
    unit         TEXT,
    ended        BOOLEAN NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, person) REFERENCES person (municipality, id),
    FOREIGN KEY (municipality, unit) REFERENCES unit (municipality, id)
);
CREATE INDEX role_grant_person ON role_grant (municipality, person);
CREATE INDEX role_grant_unit ON role_grant (municipality, unit);
CREATE INDEX role_grant_role ON role_grant (municipality, role);

-- A signed-in browser. The id is the SHA-256 of the cookie's secret.
CREATE TABLE sign_in (
    municipality  TEXT NOT NULL,
    id            TEXT NOT NULL,
    person        TEXT NOT NULL,
    second_factor BOOLEAN NOT NULL,
    created       BIGINT NOT NULL,
    expires       BIGINT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, person) REFERENCES person (municipality, id)
);
CREATE INDEX sign_in_person ON sign_in (municipality, person);
CREATE INDEX sign_in_expires ON sign_in (expires);

-- A link that works once: invitation, new password, first administrator.
CREATE TABLE ticket (
    municipality TEXT NOT NULL,
    id           TEXT NOT NULL,
    person       TEXT NOT NULL,
    purpose      TEXT NOT NULL,
    created      BIGINT NOT NULL,
    expires      BIGINT NOT NULL,
    used         BIGINT NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, person) REFERENCES person (municipality, id)
);
CREATE INDEX ticket_person ON ticket (municipality, person);

CREATE TABLE api_token (
    municipality TEXT NOT NULL REFERENCES municipality (municipality),
    id           TEXT NOT NULL,
    version      BIGINT NOT NULL,
    hash         TEXT NOT NULL UNIQUE,
    name         TEXT NOT NULL,
    role         TEXT NOT NULL,
    unit         TEXT,
    created      BIGINT NOT NULL,
    expires      BIGINT NOT NULL,
    revoked      BOOLEAN NOT NULL,
    PRIMARY KEY (municipality, id),
    FOREIGN KEY (municipality, unit) REFERENCES unit (municipality, id)
);
CREATE INDEX api_token_unit ON api_token (municipality, unit);

-- +goose Down
DROP TABLE api_token;
DROP TABLE ticket;
DROP TABLE sign_in;
DROP TABLE role_grant;
DROP TABLE account;
