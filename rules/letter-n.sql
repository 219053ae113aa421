-- title: Deadline ahead, measures notified
-- basis: the act's transposition article
-- level: letter N
-- needs: measures
-- clears: nothing to clear
-- since: 2026-11-23
-- otherwise: the deadline is not ahead, or nothing is notified
SELECT celex AS subject, deadline_no, state, due, evidence,
       'deadline ahead, ' || notified || ' measure' || CASE notified WHEN 1 THEN '' ELSE 's' END || ' notified' AS message
FROM v_cell WHERE due >= as_of() AND notified > 0
