-- What a careful engineer would write by hand for a catalogue of a million items, and nothing else.
CREATE TABLE item (
  id       bigint PRIMARY KEY,
  sku      text        NOT NULL,
  title    text        NOT NULL,
  blurb    text        NOT NULL,
  cents    bigint      NOT NULL,
  shelf    int         NOT NULL,
  on_hand  int         NOT NULL CHECK (on_hand >= 0),
  revision int         NOT NULL DEFAULT 1,
  added    timestamptz NOT NULL,
  changed  timestamptz NOT NULL
) WITH (fillfactor = 80);
