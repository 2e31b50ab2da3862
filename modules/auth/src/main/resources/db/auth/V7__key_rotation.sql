-- A key is published as soon as it is there, signs from `active_from` until the next one does, and is retired when the
-- last token that it signed has expired; then its private half is destroyed.
ALTER TABLE signing_keys ADD COLUMN active_from timestamptz NOT NULL DEFAULT now();
ALTER TABLE signing_keys ADD COLUMN retired_at timestamptz;
ALTER TABLE signing_keys ALTER COLUMN sealed_private_key DROP NOT NULL;
ALTER TABLE signing_keys ADD CONSTRAINT signing_keys_retired_is_destroyed
    CHECK ((retired_at IS NULL) = (sealed_private_key IS NOT NULL));
UPDATE signing_keys SET active_from = created_at;

GRANT UPDATE (sealed_private_key, active_from, retired_at) ON signing_keys TO ${app_role};
