-- late.sql - what a load needs that brings a read of a day before one already on record (store_late.c): laid for that load
-- alone, since a trigger on a table costs every row written to it.

-- A read that comes in after newer ones takes its place in history and changes nothing of today: what the next whole
-- read of the act showed, or no longer showed, is written down beside it.
CREATE TEMP TRIGGER measure_read_late AFTER INSERT ON measure_fact BEGIN
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

-- As measure_read_late, for what else a list of measures holds: declarations, but those given for the act itself, and case
-- numbers, which the register names too.
CREATE TEMP TRIGGER declaration_read_late AFTER INSERT ON declaration_fact
WHEN new.nim <> '' OR new.value = 'not necessary' BEGIN
  INSERT OR IGNORE INTO declaration_fact
  SELECT p.celex, p.state, p.nim, p.source, r.read_on,
         CASE WHEN p.read_on = new.read_on THEN coalesce(r.evidence, p.evidence) ELSE p.evidence END,
         p.place, p.rank, p.cite, p.confidence, p.present AND p.read_on <> new.read_on, p.value, p.date, p.text
  FROM (SELECT read_on, evidence FROM reading
        WHERE what = 'measures' AND scope = new.celex AND source = new.source AND read_on > new.read_on
          AND status = 'ok' AND whole AND NOT rejected ORDER BY read_on LIMIT 1) AS r
  JOIN declaration_fact AS p ON p.celex = new.celex AND p.state = new.state AND p.nim = new.nim
                             AND p.source = new.source AND p.read_on <= r.read_on
  ORDER BY p.read_on = new.read_on, p.read_on DESC LIMIT 1;
END;

CREATE TEMP TRIGGER link_read_late AFTER INSERT ON link_fact BEGIN
  INSERT OR IGNORE INTO link_fact
  SELECT p.celex, p.state, p.infr, p.source, r.read_on,
         CASE WHEN p.read_on = new.read_on THEN coalesce(r.evidence, p.evidence) ELSE p.evidence END,
         p.place, p.rank, p.cite, p.confidence, p.present AND p.read_on <> new.read_on, p.nim
  FROM (SELECT read_on, evidence FROM reading
        WHERE (what = 'measures' AND scope = new.celex OR what = 'register' AND scope = '*') AND source = new.source
          AND read_on > new.read_on AND status = 'ok' AND whole AND NOT rejected ORDER BY read_on LIMIT 1) AS r
  JOIN link_fact AS p ON p.celex = new.celex AND p.state = new.state AND p.infr = new.infr
                      AND p.source = new.source AND p.read_on <= r.read_on
  ORDER BY p.read_on = new.read_on, p.read_on DESC LIMIT 1;
END;

-- As measure_read_late, for the decisions of a register that was read whole.
CREATE TEMP TRIGGER decision_read_late AFTER INSERT ON decision_fact BEGIN
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

-- The same for the dates of an act: the next read of its source that told any of them told all it had.
CREATE TEMP TRIGGER deadline_read_late AFTER INSERT ON deadline_fact BEGIN
  INSERT OR IGNORE INTO deadline_fact
  SELECT p.celex, p.number, p.source, r.read_on, p.evidence, p.place, p.rank, p.cite, p.confidence,
         p.present AND p.read_on <> new.read_on, p.date, p.kind, p.provisions, p.addressee, p.inherited_from,
         p.annotation, p.moved_by
  FROM (SELECT min(read_on) AS read_on FROM deadline_fact
        WHERE celex = new.celex AND source = new.source AND read_on > new.read_on) AS r
  JOIN deadline_fact AS p ON p.celex = new.celex AND p.number = new.number AND p.source = new.source
                          AND p.read_on <= r.read_on
  ORDER BY p.read_on = new.read_on, p.read_on DESC LIMIT 1;
END;
