-- schema-5.sql - what version 5 adds: the due day of a finding as each run showed it, so that a deadline that moves is told
-- from one that was met (NULL: recorded before, or a finding without a day).

ALTER TABLE finding_event ADD COLUMN due TEXT;
