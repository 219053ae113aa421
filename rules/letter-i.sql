-- title: Deadline passed, completeness open
-- basis: the act's transposition article; Article 258 TFEU
-- level: letter I
-- needs: measures
-- clears: a declaration of complete transposition given for this act
-- since: 2026-11-23
-- otherwise: the deadline is ahead, or nothing is notified
SELECT celex AS subject, deadline_no, state, due, evidence,
       CASE WHEN complete_elsewhere THEN '[a declaration is on record for a measure that also serves other acts] '
            WHEN case_id IS NULL AND NOT letters_complete AND register = 'never read' THEN '[cases not read] '
            ELSE '' END
       || 'deadline passed, ' || notified || ' measure' || CASE notified WHEN 1 THEN '' ELSE 's' END
       || ' notified' || CASE WHEN first_notified IS NULL THEN ' (no date that can be one of notification for this act)'
                              ELSE '' END
       || ', ' || CASE WHEN partial THEN 'declared partial' ELSE 'completeness not declared' END
       || ' (as read on ' || coalesce(measures_read_on, 'no whole read') || ')'
       || coalesce('; an open case on this act and state may be about this deadline: ' || near_case, '') AS message
FROM v_cell WHERE as_of() > due AND notified > 0
