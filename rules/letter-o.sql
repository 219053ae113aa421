-- title: Deadline passed, nothing notified
-- basis: the act's transposition article; Article 258 TFEU
-- level: letter O
-- needs: measures complete
-- clears: a measure notified for this act, or the statement that none is necessary
-- since: 2026-11-23
-- otherwise: the deadline is ahead, or a measure is notified
SELECT celex AS subject, deadline_no, state, due, evidence,
       'deadline passed, nothing notified (as read on ' || coalesce(measures_read_on, 'never read') || '), ' || days_past
       || CASE days_past WHEN 1 THEN ' day' ELSE ' days' END
       || coalesce('; an open case on this act and state may be about this deadline: ' || near_case, '') AS message
FROM v_cell WHERE as_of() > due AND notified = 0
