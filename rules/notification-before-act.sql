-- title: Notification dates earlier than the act
-- basis: a date before the adoption of the act cannot be that of a notification for it
-- level: note
-- needs: none
-- clears: the date of notification for this act, where CELLAR gives it
-- since: 2026-11-23
-- otherwise: no notification date lies before the act
SELECT celex AS subject, 0 AS deadline_no, state, NULL AS due,
       replace(group_concat(DISTINCT evidence), ',', ' ') AS evidence,
       count(*) || ' measure' || CASE count(*) WHEN 1 THEN '' ELSE 's' END || ' with a notification date (' || min(notified)
       || CASE WHEN min(notified) < max(notified) THEN ' to ' || max(notified) ELSE '' END
       || ') that cannot be one for this act' AS message
FROM v_measure WHERE notified IS NOT NULL AND notified_usable IS NULL
GROUP BY celex, state
