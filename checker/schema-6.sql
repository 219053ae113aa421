-- schema-6.sql - what version 6 adds: the outbox of alerts (docs/ALERTS.md). A message is written with the run it tells
-- of, in one transaction, sent after, and noted after that.

-- A subscription, as of the run that first saw it; what happened up to there is its baseline. critical_run, digest_run: the
-- last run whose events it was given; digest_on: the day judged when a digest was last due.
CREATE TABLE subscriber (
  name TEXT NOT NULL, portfolio TEXT NOT NULL,
  first_on     TEXT NOT NULL,
  critical_run INTEGER NOT NULL REFERENCES run(id),
  digest_run   INTEGER NOT NULL REFERENCES run(id),
  digest_on    TEXT NOT NULL,
  PRIMARY KEY (name, portfolio)
) STRICT, WITHOUT ROWID;

-- id is the message's for ever (Message-ID): a message sent twice carries the same. delivered_at NULL: pending.
CREATE TABLE outbox (
  id           TEXT PRIMARY KEY,
  run          INTEGER NOT NULL REFERENCES run(id),
  channel      TEXT NOT NULL,
  recipient    TEXT NOT NULL,
  lang         TEXT NOT NULL,
  level        TEXT NOT NULL,
  still_open   INTEGER NOT NULL,
  attempts     INTEGER NOT NULL DEFAULT 0,
  error        TEXT,
  delivered_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_pending ON outbox(run) WHERE delivered_at IS NULL;

-- What a message tells: an event in the life of a finding, or "reminder" and "reply-ending", which leave no other trace.
CREATE TABLE outbox_item (
  message TEXT NOT NULL REFERENCES outbox(id),
  key     TEXT NOT NULL,
  run     INTEGER NOT NULL REFERENCES run(id),
  event   TEXT NOT NULL,
  tier    TEXT NOT NULL CHECK (tier IN ('critical', 'digest')),
  short   TEXT,
  text    TEXT NOT NULL,
  PRIMARY KEY (message, key, run, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_item_by_key ON outbox_item(key, event);
