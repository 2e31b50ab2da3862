-- Events on their way to other services; see docs/sql.md. To be copied into a service's migration.
-- It holds what waits: what was published is deleted. position is the order of publishing. payload is JSON that nobody
-- queries. retry_at: null at first, later the next try, 'infinity' for a dead letter.
CREATE TABLE outbox (
  position          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id                uuid        NOT NULL,
  shard             int         NOT NULL,
  aggregate_id      uuid        NOT NULL,
  aggregate_version bigint      NOT NULL,
  type              text        NOT NULL,
  payload           text        NOT NULL,
  created_at        timestamptz NOT NULL DEFAULT now(),
  attempts          int         NOT NULL DEFAULT 0,
  retry_at          timestamptz,
  last_error        text,
  CONSTRAINT outbox_one_event_per_version UNIQUE (aggregate_id, aggregate_version)
);

-- Who may publish a shard. The epoch counts the holders, so that one who was thought dead is told apart.
CREATE TABLE outbox_leases (
  shard      int         PRIMARY KEY,
  owner      text        NOT NULL,
  epoch      bigint      NOT NULL,
  expires_at timestamptz NOT NULL
) WITH (fillfactor = 20);
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO ${app_role};
GRANT SELECT, INSERT, UPDATE ON outbox_leases TO ${app_role};
