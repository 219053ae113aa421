-- title: Source cannot be relied on
-- basis: a source in trouble makes no flag and closes none
-- level: note
-- needs: none
-- clears: a whole read of the source
-- since: 2026-11-23
-- otherwise: the read of the measures of this act is not in trouble
SELECT what || ':' || scope AS subject, 0 AS deadline_no, '-' AS state, NULL AS due,
       evidence,
       CASE what WHEN 'register' THEN 'register of infringement decisions' ELSE what || ' of ' || scope END
       || ': ' || status || CASE WHEN status = 'ok' THEN ', but the last attempt was '
       || last_status ELSE '' END || coalesce('; last whole read on ' || read_on, '; never read whole') AS message
FROM v_source
WHERE (status <> 'ok' OR last_status <> 'ok') AND (what <> 'measures' OR scope IN (SELECT celex FROM v_cell))
