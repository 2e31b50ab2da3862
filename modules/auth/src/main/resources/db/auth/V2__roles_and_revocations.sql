-- Raised whenever something changes that access tokens out there must not outlive: roles, being disabled.
ALTER TABLE accounts ADD COLUMN generation int NOT NULL DEFAULT 0 CONSTRAINT accounts_generation_positive CHECK (generation >= 0);

-- Roles of the installation's own. What the built-in ones may do is in the code.
CREATE TABLE roles (
    name        text        PRIMARY KEY CONSTRAINT roles_name_shape CHECK (name ~ '^[a-z][a-z0-9_]{1,39}$'),
    description text        NOT NULL CONSTRAINT roles_description_length CHECK (length(description) <= 500),
    permissions text[]      NOT NULL,
    version     bigint      NOT NULL DEFAULT 1 CONSTRAINT roles_version_positive CHECK (version > 0),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT roles_not_built_in CHECK (name NOT IN
        ('customer', 'seller', 'catalog_manager', 'inventory_manager', 'order_manager', 'auditor', 'admin'))
);

-- Access tokens that ended before their time: all of a session or API key, or those of an account from before a
-- generation. Kept until the last of them has expired by itself.
CREATE TABLE revocations (
    id             uuid        PRIMARY KEY DEFAULT uuidv7(),
    credential     uuid,
    account        uuid,
    min_generation int         NOT NULL DEFAULT 0,
    at             timestamptz NOT NULL DEFAULT now(),
    expires_at     timestamptz NOT NULL,
    CONSTRAINT revocations_of_one CHECK ((credential IS NULL) <> (account IS NULL))
);
CREATE INDEX revocations_at ON revocations (at);
CREATE INDEX revocations_expires_at ON revocations (expires_at);

GRANT UPDATE (generation) ON accounts TO ${app_role};
GRANT SELECT, INSERT, DELETE ON roles TO ${app_role};
GRANT UPDATE (description, permissions, version, updated_at) ON roles TO ${app_role};
GRANT SELECT, INSERT, DELETE ON revocations TO ${app_role};
