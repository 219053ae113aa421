-- schema-5.sql - what version 5 adds: opt-ins with their days, from rules/law/opt-ins.csv; and the due day of a finding as each run showed it, so that a deadline that moves is told
-- from one that was met (NULL: recorded before, or a finding without a day).

ALTER TABLE finding_event ADD COLUMN due TEXT;

CREATE TABLE opt_in (
  celex     TEXT NOT NULL,
  state     TEXT NOT NULL,
  from_day  TEXT NOT NULL,
  provision TEXT NOT NULL, source TEXT NOT NULL, confidence TEXT NOT NULL,
  PRIMARY KEY (celex, state)
) STRICT, WITHOUT ROWID;
