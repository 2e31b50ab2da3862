-- What is set for the whole cluster while it runs. A setting that was taken back stays as a row without a value, so that
-- its version never begins anew; the sum of all versions says how far a node has followed.
CREATE TABLE settings (
    key        text        PRIMARY KEY,
    value      text,
    version    bigint      NOT NULL DEFAULT 1 CONSTRAINT settings_version CHECK (version > 0),
    changed_by uuid        NOT NULL,
    changed_by_name text   NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT ON settings TO ${app_role};
GRANT UPDATE (value, version, changed_by, changed_by_name, changed_at) ON settings TO ${app_role};
