#!/usr/bin/env bash
# The first part of tests/gather.t, with the 39,362 decisions of ../shared.
REGISTER_CSV=../shared/data/infringements/euip_decisions_2002_2013.csv
[ -s "$REGISTER_CSV" ] || { echo "1..0 # SKIP $REGISTER_CSV is not here"; exit 0; }
export REGISTER_CSV REGISTER_BATCH=5000
exec bash tests/gather.t
