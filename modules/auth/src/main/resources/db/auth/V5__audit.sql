-- Who did what that has to do with rights, and what was refused. The service can add and read; nobody but the owner of
-- the schema can change or delete.
CREATE TABLE audit_entries (
    id         uuid        PRIMARY KEY,
    at         timestamptz NOT NULL,
    kind       text        NOT NULL,
    outcome    text        NOT NULL CONSTRAINT audit_outcome CHECK (outcome IN ('success', 'failure', 'refused')),
    actor      uuid,
    actor_name text,
    credential uuid,
    address    text,
    subject    text,
    service    text        NOT NULL,
    request_id text,
    detail     jsonb       NOT NULL,
    count      int         NOT NULL CONSTRAINT audit_count_positive CHECK (count > 0)
);
CREATE INDEX audit_entries_at ON audit_entries (at, id);
CREATE INDEX audit_entries_actor ON audit_entries (actor, at, id);
CREATE INDEX audit_entries_kind ON audit_entries (kind, at, id);
CREATE INDEX audit_entries_subject ON audit_entries (subject, at, id);
GRANT SELECT, INSERT ON audit_entries TO ${app_role};
