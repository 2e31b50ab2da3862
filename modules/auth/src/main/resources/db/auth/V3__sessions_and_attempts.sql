-- Sessions: each is a family of refresh tokens of which one is good. Only hashes of tokens are kept.
CREATE TABLE sessions (
    id             uuid        PRIMARY KEY,
    account        uuid        NOT NULL REFERENCES accounts (id),
    refresh_hash   bytea       NOT NULL CONSTRAINT sessions_refresh_hash_shape CHECK (length(refresh_hash) = 32),
    provider       text        CONSTRAINT sessions_provider_length CHECK (length(provider) <= 100),
    idp_session    text        CONSTRAINT sessions_idp_session_length CHECK (length(idp_session) <= 500),
    client_address text        NOT NULL CONSTRAINT sessions_client_address_length CHECK (length(client_address) <= 100),
    user_agent     text        CONSTRAINT sessions_user_agent_length CHECK (length(user_agent) <= 300),
    created_at     timestamptz NOT NULL DEFAULT now(),
    last_used_at   timestamptz NOT NULL DEFAULT now(),
    expires_at     timestamptz NOT NULL,
    valid_until    timestamptz NOT NULL,
    CONSTRAINT sessions_end_in_time CHECK (valid_until <= expires_at)
);
CREATE UNIQUE INDEX sessions_refresh_hash_unique ON sessions (refresh_hash);
CREATE INDEX sessions_account ON sessions (account, id);
CREATE INDEX sessions_valid_until ON sessions (valid_until);
CREATE INDEX sessions_idp_session ON sessions (provider, idp_session) WHERE idp_session IS NOT NULL;

-- Refresh tokens that were traded for the next one. Whoever still uses one has stolen it, or was stolen from.
CREATE TABLE spent_refresh_tokens (
    hash     bytea       PRIMARY KEY,
    session  uuid        NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    spent_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX spent_refresh_tokens_session ON spent_refresh_tokens (session);

-- Log-ins that failed or are under way. Names and addresses are HMACs: the table tells nobody who was tried.
CREATE TABLE login_attempts (
    id      uuid        PRIMARY KEY,
    name    bytea       NOT NULL,
    address bytea       NOT NULL,
    settled boolean     NOT NULL DEFAULT false,
    at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX login_attempts_name ON login_attempts (name, at);
CREATE INDEX login_attempts_address ON login_attempts (address, at);
CREATE INDEX login_attempts_at ON login_attempts (at);

-- Accounts may have a name for display, may be without a password, and are anonymised rather than deleted.
ALTER TABLE accounts ADD COLUMN display_name text CONSTRAINT accounts_display_name_length CHECK (length(display_name) BETWEEN 1 AND 100);
ALTER TABLE accounts ADD COLUMN deleted_at timestamptz;
ALTER TABLE accounts ALTER COLUMN password_hash DROP NOT NULL;

GRANT SELECT, INSERT, DELETE ON sessions TO ${app_role};
GRANT UPDATE (refresh_hash, client_address, user_agent, last_used_at, valid_until) ON sessions TO ${app_role};
GRANT SELECT, INSERT ON spent_refresh_tokens TO ${app_role};
GRANT SELECT, INSERT, DELETE ON login_attempts TO ${app_role};
GRANT UPDATE (settled) ON login_attempts TO ${app_role};
GRANT UPDATE (username, email, display_name, deleted_at) ON accounts TO ${app_role};
