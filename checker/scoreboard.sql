-- scoreboard.sql - the indicators of the Single Market Scoreboard over one judgement (checker/scoreboard.h). Runs on the
-- judgement's connection, after i_scoreboard (due_by, notified_by) and i_threshold (name, value, ...) were filled.

-- What is counted. On its last day a deadline has not passed yet: it is missed from the first moment of the next one.
CREATE TEMP TABLE i_board AS
SELECT c.celex, c.deadline_no, c.state, c.position, c.due, l.letter = 'U' AS unknown, l.letter = 'O' AS unnotified,
       l.letter IN ('O', 'I') AS outstanding, days_between(c.due, due_by) AS days,
       add_months(c.due, (SELECT value FROM i_threshold WHERE name = 'long_overdue')) <= due_by AS long
FROM v_cell AS c JOIN v_letter AS l USING (celex, deadline_no, state) JOIN i_scoreboard
WHERE c.due <= due_by AND c.due < notified_by AND l.letter <> 'B';

-- An act is incomplete if it is outstanding in one state. One that is unknown somewhere and outstanding nowhere is not
-- counted as complete.
CREATE TEMP TABLE i_board_act AS
SELECT celex, max(unnotified) AS unnotified, max(outstanding) AS outstanding, max(unknown) AS unknown FROM i_board GROUP BY celex;

-- Each state, and all of them together as '-'.
CREATE TEMP TABLE i_board_state AS
SELECT state, position, sum(NOT unknown) AS cells, sum(unknown) AS unknown,
       sum(unnotified) AS unnotified, sum(unnotified * days) AS unnotified_days, sum(unnotified AND long) AS unnotified_long,
       sum(outstanding) AS outstanding, sum(outstanding * days) AS outstanding_days, sum(outstanding AND long) AS outstanding_long
FROM i_board GROUP BY state;
INSERT INTO i_board_state
SELECT '-' AS state, 0, sum(cells), sum(unknown), sum(unnotified), sum(unnotified_days), sum(unnotified_long),
       sum(outstanding), sum(outstanding_days), sum(outstanding_long)
FROM i_board_state GROUP BY 1;

-- Percentages and months in tenths, rounded half up in whole numbers: no binary fraction decides a digit. A month is the
-- twelfth of 365.25 days, ten times 12 / 365.25 is 12000 / 36525. NULL: nothing to count.
CREATE TEMP TABLE i_board_tenths AS
SELECT *, (2000 * unnotified + cells) / nullif(2 * cells, 0) AS unnotified_share,
       (240 * 100 * unnotified_days + 36525 * unnotified) / nullif(2 * 36525 * unnotified, 0) AS unnotified_months,
       (2000 * outstanding + cells) / nullif(2 * cells, 0) AS outstanding_share,
       (240 * 100 * outstanding_days + 36525 * outstanding) / nullif(2 * 36525 * outstanding, 0) AS outstanding_months
FROM i_board_state;

CREATE TEMP TABLE i_board_whole AS
SELECT (2000 * sum(unnotified) + sum(unnotified OR NOT unknown)) / nullif(2 * sum(unnotified OR NOT unknown), 0) AS unnotified,
       (2000 * sum(outstanding) + sum(outstanding OR NOT unknown)) / nullif(2 * sum(outstanding OR NOT unknown), 0) AS outstanding
FROM i_board_act;

CREATE TEMP TABLE v_scoreboard AS
SELECT state, cells, b.unknown, b.unnotified, (unnotified_share / 10) || '.' || (unnotified_share % 10) AS unnotified_percent,
       (unnotified_months / 10) || '.' || (unnotified_months % 10) AS unnotified_delay, unnotified_long,
       b.outstanding, (outstanding_share / 10) || '.' || (outstanding_share % 10) AS outstanding_percent,
       (outstanding_months / 10) || '.' || (outstanding_months % 10) AS outstanding_delay, outstanding_long,
       (w.unnotified / 10) || '.' || (w.unnotified % 10) AS unnotified_incomplete,
       (w.outstanding / 10) || '.' || (w.outstanding % 10) AS outstanding_incomplete,
       CAST(NULL AS INTEGER) AS unnotified_change, CAST(NULL AS INTEGER) AS outstanding_change
FROM i_board_tenths AS b LEFT JOIN i_board_whole AS w ON state = '-'
ORDER BY position;
