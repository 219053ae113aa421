-- schema.sql - the store. Tables are ours to change; the views (views.sql) are the vocabulary promised to others.
-- A fact is kept as versions: one row per key, source and day of the read that first showed the value. The value
-- in force on a day is the newest version read by then; present = 0 says that a whole read no longer showed the key.
-- rank: 1 official live, 2 official imported, 3 bundled from an official text, 4 bundled second-hand,
-- 5 stated by a user, 6 unverified. Days are ISO 8601 text; a decision may carry a month.

CREATE TABLE membership (
  state        TEXT PRIMARY KEY,
  alpha3       TEXT NOT NULL,
  name         TEXT NOT NULL,
  position     INTEGER NOT NULL,
  member_from  TEXT NOT NULL,
  member_until TEXT,
  basis        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How many days a read may lie before the day being judged. A source without a row never goes stale.
CREATE TABLE freshness (
  what       TEXT PRIMARY KEY,
  limit_days INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO freshness VALUES ('measures', 14), ('register', 14);

-- A file or body as received: what every fact leads back to.
CREATE TABLE evidence (
  id      INTEGER PRIMARY KEY,
  source  TEXT NOT NULL,
  sha256  TEXT NOT NULL CHECK (length(sha256) = 64),
  name    TEXT NOT NULL,
  title   TEXT,
  feed    TEXT NOT NULL,
  bytes   INTEGER NOT NULL,
  read_on TEXT NOT NULL,
  rank    INTEGER NOT NULL,
  author  TEXT,
  expires TEXT,
  -- what tables show of it; nothing for the files of a bundle
  shown   TEXT GENERATED ALWAYS AS (CASE WHEN rank = 5 OR feed NOT IN ('acts', 'deadlines', 'binding', 'measures',
                                    'declarations', 'decisions', 'lists', 'notes') THEN substr(sha256, 1, 12) END),
  UNIQUE (source, sha256, read_on)
) STRICT;

-- A scope was read: what was asked, and whether the answer is proven whole. status: ok, failed, implausible.
CREATE TABLE reading (
  what     TEXT NOT NULL CHECK (what IN ('measures', 'register', 'acts')),
  scope    TEXT NOT NULL,
  source   TEXT NOT NULL,
  read_on  TEXT NOT NULL,
  evidence INTEGER REFERENCES evidence(id),
  status   TEXT NOT NULL CHECK (status IN ('ok', 'failed', 'implausible')),
  whole    INTEGER NOT NULL,
  rows     INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  rank     INTEGER NOT NULL,
  query    TEXT,
  PRIMARY KEY (what, scope, source, read_on)
) STRICT, WITHOUT ROWID;

-- An act the store has heard of; one without a fact is a stub.
CREATE TABLE act (
  celex TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE act_fact (
  celex TEXT NOT NULL REFERENCES act(celex), source TEXT NOT NULL, read_on TEXT NOT NULL,
  evidence INTEGER NOT NULL REFERENCES evidence(id), place INTEGER NOT NULL, rank INTEGER NOT NULL,
  cite TEXT, confidence TEXT, present INTEGER NOT NULL DEFAULT 1,
  type TEXT, eli TEXT, title TEXT, short_title TEXT, adopted TEXT, published TEXT, entry_into_force TEXT,
  in_force TEXT, ended TEXT, ended_by TEXT, ended_how TEXT, ended_for TEXT, legal_basis TEXT, legislative TEXT,
  eea TEXT, reference TEXT, note TEXT,
  PRIMARY KEY (celex, source, read_on)
) STRICT, WITHOUT ROWID;

-- A number is given once and never reused.
CREATE TABLE deadline (
  celex  TEXT NOT NULL REFERENCES act(celex),
  number INTEGER NOT NULL CHECK (number > 0),
  PRIMARY KEY (celex, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE deadline_fact (
  celex TEXT NOT NULL, number INTEGER NOT NULL, source TEXT NOT NULL, read_on TEXT NOT NULL,
  evidence INTEGER NOT NULL REFERENCES evidence(id), place INTEGER NOT NULL, rank INTEGER NOT NULL,
  cite TEXT, confidence TEXT, present INTEGER NOT NULL DEFAULT 1,
  date TEXT, kind TEXT NOT NULL CHECK (kind IN ('transposition', 'application', 'duty', 'option', 'inherited')),
  provisions TEXT, addressee TEXT, inherited_from TEXT, annotation TEXT,
  PRIMARY KEY (celex, number, source, read_on),
  FOREIGN KEY (celex, number) REFERENCES deadline(celex, number)
) STRICT, WITHOUT ROWID;

-- The same for the dates of an act: the next read of its source that told any of them told all it had.
CREATE TRIGGER deadline_read_late AFTER INSERT ON deadline_fact BEGIN
  INSERT OR IGNORE INTO deadline_fact
  SELECT p.celex, p.number, p.source, r.read_on, p.evidence, p.place, p.rank, p.cite, p.confidence,
         p.present AND p.read_on <> new.read_on, p.date, p.kind, p.provisions, p.addressee, p.inherited_from,
         p.annotation
  FROM (SELECT min(read_on) AS read_on FROM deadline_fact
        WHERE celex = new.celex AND source = new.source AND read_on > new.read_on) AS r
  JOIN deadline_fact AS p ON p.celex = new.celex AND p.number = new.number AND p.source = new.source
                          AND p.read_on <= r.read_on
  ORDER BY p.read_on = new.read_on, p.read_on DESC LIMIT 1;
END;

CREATE TABLE binding_fact (
  celex TEXT NOT NULL REFERENCES act(celex), state TEXT NOT NULL REFERENCES membership(state),
  source TEXT NOT NULL, read_on TEXT NOT NULL,
  evidence INTEGER NOT NULL REFERENCES evidence(id), place INTEGER NOT NULL, rank INTEGER NOT NULL,
  cite TEXT, confidence TEXT, present INTEGER NOT NULL DEFAULT 1,
  value TEXT NOT NULL CHECK (value IN ('bound', 'in part', 'not bound', 'international law', 'not established')),
  basis TEXT NOT NULL,
  PRIMARY KEY (celex, state, source, read_on)
) STRICT, WITHOUT ROWID;

-- One row per act and measure: one national act can serve many directives.
CREATE TABLE measure_fact (
  celex TEXT NOT NULL REFERENCES act(celex), state TEXT NOT NULL REFERENCES membership(state), nim TEXT NOT NULL,
  source TEXT NOT NULL, read_on TEXT NOT NULL,
  evidence INTEGER NOT NULL REFERENCES evidence(id), place INTEGER NOT NULL, rank INTEGER NOT NULL,
  cite TEXT, confidence TEXT, present INTEGER NOT NULL DEFAULT 1,
  nim_celex TEXT, title TEXT, type TEXT, journal TEXT, number TEXT, published TEXT, notified TEXT,
  notified_act TEXT, in_force TEXT, link TEXT, declaration TEXT,
  PRIMARY KEY (celex, state, nim, source, read_on)
) STRICT, WITHOUT ROWID;

-- A read that comes in after newer ones takes its place in history and changes nothing of today: what the next whole
-- read of the act showed, or no longer showed, is written down beside it.
CREATE TRIGGER measure_read_late AFTER INSERT ON measure_fact BEGIN
  INSERT OR IGNORE INTO measure_fact
  SELECT p.celex, p.state, p.nim, p.source, r.read_on,
         CASE WHEN p.read_on = new.read_on THEN coalesce(r.evidence, p.evidence) ELSE p.evidence END,
         p.place, p.rank, p.cite, p.confidence, p.present AND p.read_on <> new.read_on, p.nim_celex, p.title, p.type,
         p.journal, p.number, p.published, p.notified, p.notified_act, p.in_force, p.link, p.declaration
  FROM (SELECT read_on, evidence FROM reading
        WHERE what = 'measures' AND scope = new.celex AND source = new.source AND read_on > new.read_on
          AND status = 'ok' AND whole AND NOT rejected ORDER BY read_on LIMIT 1) AS r
  JOIN measure_fact AS p ON p.celex = new.celex AND p.state = new.state AND p.nim = new.nim
                         AND p.source = new.source AND p.read_on <= r.read_on
  ORDER BY p.read_on = new.read_on, p.read_on DESC LIMIT 1;
END;

-- nim is '' where the declaration is given for the act and not on a measure.
CREATE TABLE declaration_fact (
  celex TEXT NOT NULL REFERENCES act(celex), state TEXT NOT NULL REFERENCES membership(state), nim TEXT NOT NULL,
  source TEXT NOT NULL, read_on TEXT NOT NULL,
  evidence INTEGER NOT NULL REFERENCES evidence(id), place INTEGER NOT NULL, rank INTEGER NOT NULL,
  cite TEXT, confidence TEXT, present INTEGER NOT NULL DEFAULT 1,
  value TEXT NOT NULL CHECK (value IN ('complete', 'partial', 'not necessary', 'other')), date TEXT, text TEXT,
  PRIMARY KEY (celex, state, nim, source, read_on)
) STRICT, WITHOUT ROWID;

-- A case; its id is the INFR number, or a placeholder NOINFR:CELEX:STATE:KIND:DEADLINE_NO.
CREATE TABLE infringement (
  id          TEXT PRIMARY KEY,
  state       TEXT NOT NULL REFERENCES membership(state),
  placeholder INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A placeholder that turned out to be a numbered case; the old id stays a name of it.
CREATE TABLE case_alias (
  alias   TEXT PRIMARY KEY REFERENCES infringement(id),
  case_id TEXT NOT NULL REFERENCES infringement(id),
  read_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE decision_fact (
  case_id TEXT NOT NULL REFERENCES infringement(id), date TEXT NOT NULL, type TEXT NOT NULL,
  additional INTEGER NOT NULL, source TEXT NOT NULL, read_on TEXT NOT NULL,
  evidence INTEGER NOT NULL REFERENCES evidence(id), place INTEGER NOT NULL, rank INTEGER NOT NULL,
  cite TEXT, confidence TEXT, present INTEGER NOT NULL DEFAULT 1,
  celex TEXT REFERENCES act(celex), state TEXT NOT NULL REFERENCES membership(state),
  kind TEXT NOT NULL CHECK (kind IN ('non-communication', 'non-conformity', 'application', 'other')),
  text TEXT, title TEXT, department TEXT, court_case TEXT, amount TEXT, url TEXT, active INTEGER,
  PRIMARY KEY (case_id, date, type, additional, source, read_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_by_act ON decision_fact(celex, state, kind);

CREATE TABLE link_fact (
  celex TEXT NOT NULL REFERENCES act(celex), state TEXT NOT NULL REFERENCES membership(state), infr TEXT NOT NULL,
  source TEXT NOT NULL, read_on TEXT NOT NULL,
  evidence INTEGER NOT NULL REFERENCES evidence(id), place INTEGER NOT NULL, rank INTEGER NOT NULL,
  cite TEXT, confidence TEXT, present INTEGER NOT NULL DEFAULT 1, nim TEXT,
  PRIMARY KEY (celex, state, infr, source, read_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE list_fact (
  celex TEXT NOT NULL REFERENCES act(celex), type TEXT NOT NULL, date TEXT NOT NULL,
  source TEXT NOT NULL, read_on TEXT NOT NULL,
  evidence INTEGER NOT NULL REFERENCES evidence(id), place INTEGER NOT NULL, rank INTEGER NOT NULL,
  cite TEXT, confidence TEXT, present INTEGER NOT NULL DEFAULT 1, complete INTEGER NOT NULL, states INTEGER,
  PRIMARY KEY (celex, type, date, source, read_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE note_fact (
  celex TEXT NOT NULL REFERENCES act(celex), state TEXT NOT NULL, text TEXT NOT NULL,
  source TEXT NOT NULL, read_on TEXT NOT NULL,
  evidence INTEGER NOT NULL REFERENCES evidence(id), place INTEGER NOT NULL, rank INTEGER NOT NULL,
  cite TEXT, confidence TEXT, present INTEGER NOT NULL DEFAULT 1, date TEXT,
  PRIMARY KEY (celex, state, text, source, read_on)
) STRICT, WITHOUT ROWID;

-- The runs, and the life of findings: what turned in which run. A run that repeats the last one adds nothing.
CREATE TABLE run (
  id        INTEGER PRIMARY KEY,
  as_of     TEXT NOT NULL,
  known_on  TEXT NOT NULL,
  portfolio TEXT NOT NULL,
  rules     TEXT NOT NULL,
  facts     TEXT NOT NULL
) STRICT;

CREATE TABLE run_rule (
  run  INTEGER NOT NULL REFERENCES run(id),
  rule TEXT NOT NULL,
  PRIMARY KEY (run, rule)
) STRICT, WITHOUT ROWID;

-- The acts the run judged, and whether their measures had been read; the sources it had facts of. What is added to
-- them later is a baseline, no change.
CREATE TABLE run_act (
  run      INTEGER NOT NULL REFERENCES run(id),
  celex    TEXT NOT NULL,
  measures INTEGER NOT NULL,
  PRIMARY KEY (run, celex)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_source (
  run    INTEGER NOT NULL REFERENCES run(id),
  source TEXT NOT NULL,
  PRIMARY KEY (run, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_event (
  key    TEXT NOT NULL,
  run    INTEGER NOT NULL REFERENCES run(id),
  event  TEXT NOT NULL CHECK (event IN ('new', 'worse', 'better', 'case-step', 'closed', 'reopened', 'moved',
                                        'not-rejudged', 'rejudged')),
  silent INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
  rule   TEXT NOT NULL,
  level  TEXT NOT NULL,
  letter TEXT,
  stage  TEXT,
  message TEXT NOT NULL,
  PRIMARY KEY (key, run)
) STRICT, WITHOUT ROWID;

CREATE TABLE acknowledgement (
  key   TEXT PRIMARY KEY,
  why   TEXT NOT NULL,
  until TEXT
) STRICT, WITHOUT ROWID;

-- The day the views judge when nothing else is asked: that of the last run or imported snapshot.
CREATE TABLE context (
  only          INTEGER PRIMARY KEY CHECK (only = 1),
  as_of         TEXT,
  known_on      TEXT NOT NULL,
  official_only INTEGER NOT NULL
) STRICT;
INSERT INTO context VALUES (1, NULL, '9999-12-31', 0);
