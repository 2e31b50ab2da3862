-- Accounts. User names are kept in lower case; e-mail addresses as they were given, unique without regard to case.
CREATE TABLE accounts (
    id            uuid        PRIMARY KEY,
    username      text        NOT NULL CONSTRAINT accounts_username_shape CHECK (username ~ '^[a-z0-9._-]{3,40}$'),
    email         text        NOT NULL CONSTRAINT accounts_email_shape CHECK (email ~ '^[^@]+@[^@]+$' AND length(email) <= 254),
    password_hash text        NOT NULL CONSTRAINT accounts_password_hash_shape CHECK (password_hash LIKE '$argon2id$%'),
    roles         text[]      NOT NULL CONSTRAINT accounts_roles_some CHECK (cardinality(roles) > 0),
    disabled      boolean     NOT NULL DEFAULT false,
    version       bigint      NOT NULL DEFAULT 1 CONSTRAINT accounts_version_positive CHECK (version > 0),
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX accounts_username_unique ON accounts (username);
-- Addresses are ASCII, so the C collation lowers them alike on every server.
CREATE UNIQUE INDEX accounts_email_unique ON accounts (lower(email COLLATE "C"));

-- What a registration with an Idempotency-Key was answered with. The fingerprint is an HMAC: neither the password nor
-- anything it could be guessed from is kept.
CREATE TABLE registration_keys (
    key         text        NOT NULL,
    fingerprint bytea       NOT NULL,
    answer      text,
    refusal     text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (key, fingerprint)
);
CREATE INDEX registration_keys_created_at ON registration_keys (created_at);

-- Keys that access tokens are signed with. The private half is encrypted with a secret that the database never sees.
CREATE TABLE signing_keys (
    kid                text        PRIMARY KEY,
    public_key         bytea       NOT NULL,
    sealed_private_key bytea       NOT NULL,
    created_at         timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT ON accounts TO ${app_role};
GRANT UPDATE (password_hash, roles, disabled, version, updated_at) ON accounts TO ${app_role};
GRANT SELECT, INSERT, DELETE ON registration_keys TO ${app_role};
GRANT UPDATE (answer, refusal) ON registration_keys TO ${app_role};
GRANT SELECT, INSERT ON signing_keys TO ${app_role};
