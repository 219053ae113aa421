-- schema-7.sql - acknowledgements with who, when and of what state of the finding; taken back, not deleted. The table before
-- was never written.
DROP TABLE acknowledgement;
CREATE TABLE acknowledgement (
  id        INTEGER PRIMARY KEY,
  key       TEXT NOT NULL,
  who       TEXT NOT NULL,
  day       TEXT NOT NULL, -- the day judged then: from here on it holds
  time      TEXT NOT NULL,
  why       TEXT NOT NULL,
  until     TEXT,          -- the last day
  level     TEXT NOT NULL, -- as acknowledged
  stage     TEXT,
  undone_by TEXT,
  undone_on TEXT           -- the day judged then
) STRICT;
CREATE INDEX acknowledgement_by_key ON acknowledgement(key);
