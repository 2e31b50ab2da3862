-- Changes of access on their way to the audit trail, which the auth service keeps. Each is written in the transaction of
-- its row in access_changes and has the id of that row, which is the id of the entry in the audit trail too.
-- position is the order of publishing. retry_at: null at first, later the next try, 'infinity' for a dead letter.
CREATE TABLE outbox (
  position          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id                uuid        NOT NULL,
  shard             int         NOT NULL,
  aggregate_id      uuid        NOT NULL,
  aggregate_version bigint      NOT NULL,
  type              text        NOT NULL,
  payload           jsonb       NOT NULL,
  created_at        timestamptz NOT NULL DEFAULT now(),
  published_at      timestamptz,
  attempts          int         NOT NULL DEFAULT 0,
  retry_at          timestamptz,
  last_error        text,
  CONSTRAINT outbox_one_event_per_version UNIQUE (aggregate_id, aggregate_version)
);
CREATE INDEX outbox_pending ON outbox (position) WHERE published_at IS NULL;
CREATE INDEX outbox_blocked ON outbox (aggregate_id) WHERE published_at IS NULL AND retry_at IS NOT NULL;

-- Who may publish a shard. The epoch counts the holders, so that one who was thought dead is told apart.
CREATE TABLE outbox_leases (
  shard      int         PRIMARY KEY,
  owner      text        NOT NULL,
  epoch      bigint      NOT NULL,
  expires_at timestamptz NOT NULL
) WITH (fillfactor = 20);

-- The service moves an event along and forgets it in the end; it never changes what the event says.
GRANT SELECT, INSERT, DELETE ON outbox TO ${app_role};
GRANT UPDATE (published_at, attempts, retry_at, last_error) ON outbox TO ${app_role};
GRANT SELECT, INSERT ON outbox_leases TO ${app_role};
GRANT UPDATE (owner, epoch, expires_at) ON outbox_leases TO ${app_role};

-- A seller's own products of one status, newest first.
CREATE INDEX products_of_owner_by_status ON products (owner_id, status, id) WHERE deleted_at IS NULL;
