#!/bin/sh
# `annals read` is killed again and again (SIGKILL) at random moments. After each kill the base opens, holds whole documents only and
# no fewer than before; the run that is let through completes it to what a run in peace stores.
#     kill_read.sh ANNALS [DOCUMENTS]      ANNALS: the program; the engine's data as usual (ANNALS_DATA)
# Exit status 0: all of that held, and the program was killed often enough for the test to mean something.
set -eu

annals=$1
documents=${2:-1000}
kills_needed=5
rounds_max=200

folder=$(mktemp -d "${TMPDIR:-/tmp}/annals-kill-XXXXXX")
child=
cleanup() {
    if [ -n "$child" ]; then kill -9 "$child" 2>/dev/null || true; fi
    rm -rf "$folder"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

fail() {
    echo "kill_read: $*" >&2
    exit 1
}

# Reports that differ in number, day and place, so that no text comes twice.
awk -v documents="$documents" 'BEGIN {
    split("Kharkiv Kabul Kandahar Mariupol Jalalabad Odesa", places, " ")
    split("shelled bombed attacked", acts, " ")
    for (i = 1; i <= documents; i++)
        printf "{\"id\":\"r%d\",\"url\":\"https://example.org/%d\",\"published\":\"2022-%02d-%02d\",\"text\":\"Gunmen %s a depot near %s, " \
               "killing %d people, the ministry said. It was report number %d of that year.\"}\n",
               i, i, i % 12 + 1, i % 28 + 1, acts[i % 3 + 1], places[i % 6 + 1], i % 40 + 1, i
}' > "$folder/reports.jsonl"

# Prints what the base holds into $2.documents, .events and .claims.
list() {
    for what in documents events claims; do
        "$annals" "$what" -b "$1" --format jsonl > "$2.$what" || fail "$what of $1 cannot be listed"
    done
}

started=$(date +%s%N)
"$annals" read --quiet -b "$folder/peace.db" "$folder/reports.jsonl"
microseconds=$(( ($(date +%s%N) - started) / 1000 ))
list "$folder/peace.db" "$folder/peace"
[ "$(wc -l < "$folder/peace.documents")" -eq "$documents" ] || fail "a run in peace did not store $documents documents"

kills=0
round=0
before=0
finished=no
while [ "$finished" = no ]; do
    round=$((round + 1))
    [ "$round" -le "$rounds_max" ] || fail "not finished after $rounds_max rounds"
    # Random, with a bound that rises from a tenth of the time of a run in peace: short runs first, at last one that comes through.
    delay=$(awk -v seed="$round" -v span="$microseconds" 'BEGIN { srand(seed); printf "%.6f", rand() * span * (0.1 + seed / 16) / 1e6 }')
    "$annals" read --quiet -b "$folder/killed.db" "$folder/reports.jsonl" 2> "$folder/messages" &
    child=$!
    sleep "$delay"
    if kill -9 "$child" 2>/dev/null; then :; fi
    status=0
    wait "$child" 2>/dev/null || status=$?
    child=
    if [ "$status" -eq 0 ]; then
        finished=yes
    elif [ "$status" -eq 137 ]; then
        kills=$((kills + 1))
    else
        cat "$folder/messages" >&2
        fail "read ended with status $status"
    fi
    [ -s "$folder/killed.db" ] || continue
    list "$folder/killed.db" "$folder/killed"
    # Each line of a document tells how many sentences, events and claims it has, so a half-stored one would differ.
    for what in documents events claims; do
        sort "$folder/killed.$what" > "$folder/a"
        sort "$folder/peace.$what" > "$folder/b"
        [ -z "$(comm -23 "$folder/a" "$folder/b")" ] || fail "after kill $kills the base holds $what that a run in peace does not"
    done
    stored=$(wc -l < "$folder/killed.documents")
    [ "$stored" -ge "$before" ] || fail "documents were lost: $before before, $stored now"
    before=$stored
done

for what in documents events claims; do
    cmp "$folder/peace.$what" "$folder/killed.$what" || fail "$what differ from a run in peace"
done
[ "$kills" -ge "$kills_needed" ] || fail "only $kills kills: nothing was tested"
echo "kill_read: $kills kills, $documents documents, the same at the end"
