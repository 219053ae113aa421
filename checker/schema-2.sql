-- schema-2.sql - what version 2 adds to the store: requests over the network, titles in several languages, relations
-- between acts. Applied after schema.sql, to a new database as to an old one.

-- A request and what came of it; the bodies lie in the evidence folder under their sha256.
CREATE TABLE transfer (
  id          INTEGER PRIMARY KEY,
  source      TEXT NOT NULL,
  question    TEXT NOT NULL,
  url         TEXT NOT NULL,
  request     TEXT,
  time        TEXT NOT NULL,
  status      INTEGER NOT NULL,
  media_type  TEXT, etag TEXT, last_modified TEXT, sha256 TEXT,
  bytes       INTEGER NOT NULL,
  wire_bytes  INTEGER NOT NULL,
  attempts    INTEGER NOT NULL,
  error       TEXT
) STRICT;
CREATE INDEX transfer_by_body ON transfer(sha256);

ALTER TABLE reading ADD COLUMN transfer INTEGER REFERENCES transfer(id);
-- reason: what was wrong with the last attempt. later: what came of an attempt that failed after a read of the same
-- day, which stands. same_as: nothing was asked but whether anything changed since the read of that day; nothing had.
ALTER TABLE reading ADD COLUMN reason TEXT;
ALTER TABLE reading ADD COLUMN later TEXT CHECK (later IN ('failed', 'implausible'));
ALTER TABLE reading ADD COLUMN later_transfer INTEGER REFERENCES transfer(id);
ALTER TABLE reading ADD COLUMN same_as TEXT;

ALTER TABLE act_fact ADD COLUMN directory_code TEXT;
ALTER TABLE act_fact ADD COLUMN service TEXT;

-- The title of an act in each language in which it was read.
CREATE TABLE title_fact (
  celex TEXT NOT NULL REFERENCES act(celex), lang TEXT NOT NULL, source TEXT NOT NULL, read_on TEXT NOT NULL,
  evidence INTEGER NOT NULL REFERENCES evidence(id), place INTEGER NOT NULL, rank INTEGER NOT NULL,
  cite TEXT, confidence TEXT, present INTEGER NOT NULL DEFAULT 1,
  title TEXT NOT NULL,
  PRIMARY KEY (celex, lang, source, read_on)
) STRICT, WITHOUT ROWID;

-- What another act does to an act; other is no key of act: it may be a corrigendum or lie outside every portfolio.
CREATE TABLE relation_fact (
  celex TEXT NOT NULL REFERENCES act(celex), relation TEXT NOT NULL, other TEXT NOT NULL, source TEXT NOT NULL,
  read_on TEXT NOT NULL,
  evidence INTEGER NOT NULL REFERENCES evidence(id), place INTEGER NOT NULL, rank INTEGER NOT NULL,
  cite TEXT, confidence TEXT, present INTEGER NOT NULL DEFAULT 1,
  comment TEXT,
  PRIMARY KEY (celex, relation, other, source, read_on)
) STRICT, WITHOUT ROWID;

-- A pass over a source: when it began, whether everything was asked (whole), whether all of it was answered (good).
CREATE TABLE pass (
  source TEXT NOT NULL,
  time   TEXT NOT NULL,
  whole  INTEGER NOT NULL,
  good   INTEGER NOT NULL,
  PRIMARY KEY (source, time)
) STRICT, WITHOUT ROWID;

-- As measure_read_late, for the decisions of a register that was read whole.
CREATE TRIGGER decision_read_late AFTER INSERT ON decision_fact BEGIN
  INSERT OR IGNORE INTO decision_fact
  SELECT p.case_id, p.date, p.type, p.additional, p.source, r.read_on,
         CASE WHEN p.read_on = new.read_on THEN coalesce(r.evidence, p.evidence) ELSE p.evidence END,
         p.place, p.rank, p.cite, p.confidence, p.present AND p.read_on <> new.read_on, p.celex, p.state, p.kind, p.text,
         p.title, p.department, p.court_case, p.amount, p.url, p.active
  FROM (SELECT read_on, evidence FROM reading
        WHERE what = 'register' AND scope = '*' AND source = new.source AND read_on > new.read_on
          AND status = 'ok' AND whole AND NOT rejected ORDER BY read_on LIMIT 1) AS r
  JOIN decision_fact AS p ON p.case_id = new.case_id AND p.date = new.date AND p.type = new.type
                          AND p.additional = new.additional AND p.source = new.source AND p.read_on <= r.read_on
  ORDER BY p.read_on = new.read_on, p.read_on DESC LIMIT 1;
END;
