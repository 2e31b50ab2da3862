-- Somebody from an identity provider has an e-mail address here only if the provider has checked it and no other account
-- has it.
ALTER TABLE accounts ALTER COLUMN email DROP NOT NULL;

-- Who at which provider an account belongs to. An issuer never gives a subject to a second person; an e-mail address it
-- may. `as_of` is when the last token was issued whose roles were taken over.
CREATE TABLE identities (
    issuer     text        NOT NULL,
    subject    text        NOT NULL CONSTRAINT identities_subject_length CHECK (length(subject) BETWEEN 1 AND 255),
    account_id uuid        NOT NULL REFERENCES accounts (id),
    as_of      timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX identities_account_id ON identities (account_id);

-- Log-ins that somebody has begun and not come back from.
CREATE TABLE oidc_logins (
    state_hash  bytea       PRIMARY KEY,
    cookie_hash bytea       NOT NULL,
    provider    text        NOT NULL,
    nonce       text        NOT NULL,
    verifier    text        NOT NULL,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX oidc_logins_expires_at ON oidc_logins (expires_at);

-- What providers told us to end: each message once, and nothing of it begins again with a token from before.
CREATE TABLE oidc_logouts (
    issuer     text        NOT NULL,
    jti        text        NOT NULL,
    subject    text,
    sid        text,
    at         timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (issuer, jti),
    CONSTRAINT oidc_logouts_of_somebody CHECK (subject IS NOT NULL OR sid IS NOT NULL)
);
CREATE INDEX oidc_logouts_subject ON oidc_logouts (issuer, subject);
CREATE INDEX oidc_logouts_sid ON oidc_logouts (issuer, sid);
CREATE INDEX oidc_logouts_expires_at ON oidc_logouts (expires_at);

GRANT SELECT, INSERT, DELETE ON identities TO ${app_role};
GRANT UPDATE (as_of) ON identities TO ${app_role};
GRANT SELECT, INSERT, DELETE ON oidc_logins TO ${app_role};
GRANT SELECT, INSERT, DELETE ON oidc_logouts TO ${app_role};
