-- title: Deadline more than 90 days ahead, nothing notified
-- basis: the act's transposition article
-- level: letter P
-- needs: measures complete
-- clears: nothing to clear
-- since: 2026-11-23
-- otherwise: the deadline is not over 90 days ahead, or a measure is notified
SELECT celex AS subject, deadline_no, state, due, evidence,
       'due in ' || days_between(as_of(), due) || ' days, nothing notified (as read on '
       || coalesce(measures_read_on, 'never read') || ')'
         AS message
FROM v_cell WHERE due > day_add(as_of(), 90) AND notified = 0
