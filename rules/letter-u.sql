-- title: Unknown
-- basis: what is not known is never guessed
-- level: letter U
-- needs: none
-- clears: a whole and fresh read of the measures notified for this act; for a gap, the missing fact
-- since: 2026-11-23
-- otherwise: nothing that decides the letter is unknown

-- The reason in brackets is what the tables show; trouble: a source that was, or should have been, read; gap: a standing
-- limit of the data.
SELECT celex AS subject, deadline_no, state, due, evidence, message FROM (
  SELECT celex, deadline_no, state, due, evidence,
    CASE
      WHEN binding = 'not established'
        THEN '[gap:binding not established] not established whether the act binds this state: ' || binding_basis
      WHEN due IS NULL
        THEN '[gap:no date] the act sets no calendar date'
      WHEN measures = 'never read'
        THEN '[gap:never read] the measures notified for this act were never read'
      WHEN measures = 'stale'
        THEN '[trouble:stale] the measures were last read whole on ' || measures_read_on || ', too long ago'
      WHEN measures IN ('failed', 'implausible')
        THEN '[trouble:' || measures || '] the last attempt to read the measures failed'
             || coalesce('; last whole read on ' || measures_read_on, '; never read whole')
      WHEN notified > 0 AND as_of() > due AND NOT case_open AND case_id IS NULL AND NOT letters_complete
           AND NOT complete AND NOT not_necessary AND (register IN ('stale', 'failed', 'implausible')
             OR register = 'incomplete' AND register_read_on IS NOT NULL AND NOT register_proven)
        THEN '[trouble:' || register || '] measures are notified; whether a case is open is not known: the register of '
             || 'infringement decisions was last read whole ' || coalesce('on ' || register_read_on, 'never')
      WHEN notified > 0 OR complete OR not_necessary THEN NULL
      WHEN undecided > 0
        THEN '[gap:notification undated] ' || undecided || ' measure' || CASE undecided WHEN 1 THEN '' ELSE 's' END
             || ' on record, none with a date that can be one of notification for this act'
      WHEN measures = 'incomplete'
        THEN '[trouble:incomplete] no measure among the rows that could be read, but the read was not complete'
      WHEN as_of() > due AND NOT covered
        THEN '[gap:not covered] only ' || states_with_measures || CASE states_with_measures WHEN 1 THEN ' state has' ELSE ' states have' END
             || ' any measure on record for this act; '
             || 'the register hardly covers it'
    END AS message
  FROM v_cell)
WHERE message IS NOT NULL
