-- What a consumer of events has seen; see docs/sql.md. To be copied into a service's migration.
CREATE TABLE inbox (
  consumer    text        NOT NULL,
  event_id    uuid        NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, event_id)
);
CREATE TABLE inbox_versions (
  consumer     text        NOT NULL,
  aggregate_id uuid        NOT NULL,
  version      bigint      NOT NULL,
  seen_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, aggregate_id)
) WITH (fillfactor = 80);
GRANT SELECT, INSERT, UPDATE, DELETE ON inbox, inbox_versions TO ${app_role};
