-- title: Notified, no case known
-- basis: Article 258 TFEU; nearly all letters of formal notice for one act go out on one day
-- level: letter A
-- needs: measures
-- clears: nothing to clear; a case opened later ends it
-- since: 2026-11-23
-- otherwise: the deadline is ahead, nothing is notified, or it is declared partial;
--   else a case is open, or no whole wave of letters left the state out

-- Either the state's case ended, or a whole wave of letters to at least three states left it out, 14 days back or more.
SELECT celex AS subject, deadline_no, state, due, evidence,
       CASE WHEN as_of() <= add_months(due, 12) THEN '[provisional] ' ELSE '' END
       || notified || ' measure' || CASE notified WHEN 1 THEN '' ELSE 's' END || ' notified; '
       || CASE WHEN case_id IS NULL THEN 'the letters of formal notice of ' || wave_date || ' did not name this state'
               WHEN case_ended_how = 'not active'
                 THEN 'the register called the case not active on ' || case_ended_on || ', no end of it is on record'
               ELSE 'the case of the Commission ended (' || case_ended_on || ')' END
       || CASE WHEN as_of() <= add_months(due, 12) THEN '; provisional until ' || add_months(due, 12) ELSE '' END
         AS message
FROM v_cell
WHERE as_of() > due AND notified > 0 AND NOT partial AND NOT case_open
  AND (case_id IS NOT NULL OR as_of() >= day_add(wave_date, 14))
