-- title: Case number among the measures
-- basis: a row INFR(...) in a list of measures is a link to a case, not a measure
-- level: note
-- needs: none
-- clears: nothing to clear
-- since: 2026-11-23
-- otherwise: no row of the measures names a case
SELECT l.celex AS subject, 0 AS deadline_no, l.state, NULL AS due,
       l.evidence,
       'the list of measures shows ' || l.infr || ' instead of a measure; '
       || CASE WHEN c.case_id IS NULL THEN 'no decision of that case is on record'
               ELSE 'the case is ' || CASE WHEN c.open THEN 'open, ' ELSE '' END || c.stage || ' of ' || c.stage_date END
         AS message
FROM v_link AS l LEFT JOIN (SELECT case_id, max(open) AS open, max(stage) AS stage, max(stage_date) AS stage_date
                            FROM v_case GROUP BY case_id) AS c ON c.case_id = l.infr
