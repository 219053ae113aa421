-- title: Due within 90 days, nothing notified
-- basis: the act's transposition article
-- level: letter S
-- needs: measures complete
-- clears: a measure notified for this act
-- since: 2026-11-23
-- otherwise: the deadline is not within 90 days ahead, or a measure is notified
SELECT celex AS subject, deadline_no, state, due, evidence,
       'due ' || CASE days_between(as_of(), due) WHEN 0 THEN 'today' WHEN 1 THEN 'tomorrow'
                 ELSE 'in ' || days_between(as_of(), due) || ' days' END
       || ', nothing notified (as read on ' || coalesce(measures_read_on, 'never read') || ')' AS message
FROM v_cell WHERE due >= as_of() AND due <= day_add(as_of(), 90) AND notified = 0
