#!/bin/sh
# The command line from outside: exit statuses, messages, formats. usage: cli.sh ANNALS EXAMPLES
set -u
annals=$1 examples=$2
. "$(dirname "$0")/checks.sh"

# wrong usage: 2
check "no command" 2 "$annals"
check "unknown command" 2 "$annals" dance
says "unknown command" "no command 'dance'"
check "unknown option" 2 "$annals" code --fast
check "threads no number" 2 "$annals" code --threads many
check "read nothing" 2 "$annals" read -b "$work/a.db"
check "help" 0 "$annals" --help
for command in code parse read events claims documents actors relations incidents contradictions derivations corrections hypotheses correct recode explain report forecast backtest whatif influence lexicon version; do
    check "help of $command" 0 "$annals" "$command" --help
    prints "help of $command" "usage: annals $command"
done
check "version" 0 "$annals" version
prints "version" '^lexicon  *[0-9a-f]\{64\}$'

# documents in, lines out
check "code a folder" 0 "$annals" code --quiet "$examples"
lines "code a folder" "$(wc -l <"$work/out")"
printf 'Russia attacked Ukraine on 24 February 2022.\n' >"$work/a.txt"
check "code a file" 0 "$annals" code "$work/a.txt"
lines "code a file" 1
prints "code a file" '"type":"ASSAULT"'
check "code stdin" 0 sh -c "cat '$work/a.txt' | '$annals' code -"
prints "code stdin" '"id":"rus"'
check "parse" 0 "$annals" parse "$work/a.txt"
prints "parse" '^# newdoc id'
prints "parse" 'Start=0|End=6'

# some input could not be read: 1, the rest done
check "missing file" 1 "$annals" code "$work/a.txt" "$work/none.txt"
lines "missing file" 1
says "missing file" "none.txt"
printf '{"id":"1","text":"France thanked Germany."}\n{"id":2,"te\n{"id":"3","text":"Iran thanked Iraq."}\n' >"$work/b.jsonl"
check "broken line" 1 "$annals" code "$work/b.jsonl"
lines "broken line" 2
says "broken line" "b.jsonl:2"
gzip -c "$work/b.jsonl" | head -c 60 >"$work/cut.gz"
check "truncated gzip" 1 "$annals" code "$work/cut.gz"
says "truncated gzip" "cut.gz"
printf '\177ELF\001\001\000\000\000\000\000' >"$work/binary"
check "binary" 1 "$annals" code "$work/binary"

# a base
check "read" 0 "$annals" read -b "$work/a.db" "$examples"
check "read again" 0 "$annals" read -b "$work/a.db" "$examples"
says "read again" " 0 documents stored"
for what in events claims documents actors relations incidents contradictions derivations; do
    for format in table csv tsv jsonl json; do
        check "$what as $format" 0 "$annals" "$what" -b "$work/a.db" --format $format
        [ -s "$work/out" ] || fail "$what as $format: nothing printed"
    done
done
check "events filtered" 0 "$annals" events -b "$work/a.db" --actor rus --format csv
key=$("$annals" events -b "$work/a.db" --format jsonl --limit 1 | sed 's/.*"key":"\([0-9a-f]*\)".*/\1/')
check "explain" 0 "$annals" explain -b "$work/a.db" "$key"
prints "explain" "$key"
echo "Prosecutors spoke of the attack on the Bataclan, in which 90 people were killed." >"$work/named.txt"
check "read a named happening" 0 "$annals" read --quiet -b "$work/named.db" "$work/named.txt"
named=$("$annals" events -b "$work/named.db" --format jsonl | sed -n 's/.*"key":"\([0-9a-f]*\)".*/\1/p' | head -1)
check "explain a named happening" 0 "$annals" explain -b "$work/named.db" "$named"
prints "explain a named happening" 'happenings/violence.txt:[0-9]'
check "explain unknown" 1 "$annals" explain -b "$work/a.db" 0000000000000000
check "unknown format" 2 "$annals" events -b "$work/a.db" --format poem
check "bad date" 2 "$annals" events -b "$work/a.db" --since yesterday
check "bad type" 2 "$annals" events -b "$work/a.db" --type PARTY
for format in polecat icews gdelt gdelt-mentions geojson graphml gexf stix; do
    check "events as $format" 0 "$annals" events -b "$work/a.db" --format $format
    [ -s "$work/out" ] || fail "events as $format: nothing printed"
done
check "incidents as ucdp" 0 "$annals" incidents -b "$work/a.db" --format ucdp
check "a format without a place for claims" 2 "$annals" claims -b "$work/a.db" --format polecat
for period in day week month year; do check "relations by $period" 0 "$annals" relations -b "$work/a.db" --by $period --format csv; done
check "relations by century" 2 "$annals" relations -b "$work/a.db" --by century
incident=$("$annals" claims -b "$work/a.db" --format tsv >/dev/null && "$annals" incidents -b "$work/a.db" --format jsonl --limit 1 | sed 's/.*"key":"\([0-9a-f]*\)".*/\1/')
check "claims about an incident" 0 "$annals" claims -b "$work/a.db" --about "$incident" --format jsonl
check "claims about nothing" 1 "$annals" claims -b "$work/a.db" --about 0000000000000000
for file in "$examples"/../hypotheses/*.txt; do
    check "hypotheses $file" 0 "$annals" hypotheses -b "$work/a.db" "$file"
    prints "hypotheses $file" against
done
printf 'incident\n    colour red\n' >"$work/wrong.txt"
check "wrong hypotheses" 1 "$annals" hypotheses -b "$work/a.db" "$work/wrong.txt"
says "wrong hypotheses" "wrong.txt: line 2"
check "hypotheses from nowhere" 1 "$annals" hypotheses -b "$work/a.db" "$work/none.txt"

# a person's decisions
cp "$work/a.db" "$work/c.db"
"$annals" events -b "$work/c.db" --format jsonl >"$work/before"
check "correct" 0 "$annals" correct -b "$work/c.db" type "$key" PROTEST --who Ada --day 2024-05-01 --note "a march"
check "corrections" 0 "$annals" corrections -b "$work/c.db" --format jsonl
prints "corrections" '"Ada"'
cp "$work/out" "$work/log.jsonl"
check "corrected events" 0 "$annals" events -b "$work/c.db" --type PROTEST --format jsonl
prints "corrected events" '"corrected":\["type"\]'
check "correct nothing" 1 "$annals" correct -b "$work/c.db" drop 0000000000000000
check "correct how" 2 "$annals" correct -b "$work/c.db" repaint "$key"
check "undo" 0 "$annals" correct -b "$work/c.db" --undo 1
check "undo again" 1 "$annals" correct -b "$work/c.db" --undo 1
"$annals" events -b "$work/c.db" --format jsonl | cmp -s - "$work/before" || fail "undo: the events are not as before"
check "corrections of a log" 0 "$annals" correct -b "$work/c.db" --from "$work/log.jsonl"
check "recode" 0 "$annals" recode -b "$work/c.db"
check "explain a correction" 0 "$annals" events -b "$work/c.db" --type PROTEST --format jsonl
prints "explain a correction" '"corrected":\["type"\]'

check "report" 0 "$annals" report -b "$work/a.db" -o "$work/a.html"
grep -q '<script' "$work/a.html" && fail "report: a script in the page"
check "report nowhere" 3 "$annals" report -b "$work/a.db" -o "$work/no/such/folder.html"

# a live pipe: once its first 64 KB have told what it is, what came is handed out before more is waited for
mkfifo "$work/pipe"
for threads in 1 2; do
    "$annals" code --quiet --threads $threads - <"$work/pipe" | cat >"$work/live" &
    exec 3>"$work/pipe"
    yes '{"text":"Troops attacked the town of Kunduz, after which rebels fled from the market, the mosque and the two bridges of the town."}' | head -n 600 >&3
    for wait in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        [ "$(wc -l <"$work/live")" -ge 600 ] && break
        sleep 1
    done
    [ "$(wc -l <"$work/live")" = 600 ] || fail "live pipe, $threads threads: $(wc -l <"$work/live") of 600 came out before the input ended"
    exec 3>&-
    wait
done

# the base or the system failed: 3
check "no base" 3 "$annals" events -b "$work/none.db"
says "no base" "none.db"
[ -e "$work/none.db" ] && fail "no base: a question made one"
printf 'not a base at all, only words' >"$work/foreign.db"
check "foreign base" 3 "$annals" events -b "$work/foreign.db"
check "read into foreign base" 3 "$annals" read -b "$work/foreign.db" "$work/a.txt"
[ "$(cat "$work/foreign.db")" = 'not a base at all, only words' ] || fail "foreign base: changed"
check "cut model" 3 sh -c "mkdir '$work/data' && d=\$(dirname '$annals')/data && cp \$d/annals.lexicon \$d/split.model '$work/data' && head -c 5000 \$d/parse.model >'$work/data/parse.model' && '$annals' code --data '$work/data' '$work/a.txt'"
says "cut model" "parse.model"
mkdir "$work/dictionary"
printf 'actor x\n    name X\n    kindd state\n' >"$work/dictionary/bad.txt"
check "wrong dictionary line" 3 "$annals" lexicon compile "$work/dictionary" "$work/x.lexicon"
says "wrong dictionary line" "bad.txt:3"
if [ -e /dev/full ]; then
    check "full disk" 3 sh -c "'$annals' code '$work/a.txt' >/dev/full"
fi

[ "$failures" = 0 ] && echo "the command line is as documented"
exit "$((failures > 0))"
