-- Who has a role: for changing what an own role may do, and for counting administrators.
CREATE INDEX accounts_roles ON accounts USING gin (roles);
-- Searching by the beginning of a name or address.
CREATE INDEX accounts_username_prefix ON accounts (username text_pattern_ops);
CREATE INDEX accounts_email_prefix ON accounts (lower(email COLLATE "C") text_pattern_ops);

-- Keys for machines. The secret is random and long, so a plain hash of it is enough. Each secret is a credential of its
-- own: the tokens made for an old one end with it. The previous secret works until its grace is over.
CREATE TABLE api_keys (
    id                   uuid        PRIMARY KEY,
    account_id           uuid        NOT NULL REFERENCES accounts (id),
    name                 text        NOT NULL CONSTRAINT api_keys_name_length CHECK (length(name) BETWEEN 1 AND 100),
    scopes               text[]      NOT NULL CONSTRAINT api_keys_scopes_some CHECK (cardinality(scopes) > 0),
    credential           uuid        NOT NULL,
    secret_hash          bytea       NOT NULL,
    previous_credential  uuid,
    previous_secret_hash bytea,
    previous_until       timestamptz,
    created_at           timestamptz NOT NULL DEFAULT now(),
    rotated_at           timestamptz,
    expires_at           timestamptz NOT NULL,
    last_used_at         timestamptz,
    revoked_at           timestamptz
);
CREATE INDEX api_keys_of_account ON api_keys (account_id, id);

GRANT SELECT, INSERT ON api_keys TO ${app_role};
GRANT UPDATE (credential, secret_hash, previous_credential, previous_secret_hash, previous_until, rotated_at,
              last_used_at, revoked_at) ON api_keys TO ${app_role};
