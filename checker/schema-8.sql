-- schema-8.sql - what version 8 changes: the triggers for reads that come in late are laid by the loads that need them
-- (late.sql).
DROP TRIGGER measure_read_late;
DROP TRIGGER deadline_read_late;
DROP TRIGGER decision_read_late;
