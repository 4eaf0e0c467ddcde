#!/bin/sh
# Forecasts on the command line, from a CSV of our own: answers in every format, same seed same bytes, refusals with their reason.
# usage: forecast_cli.sh ANNALS GOLDEN-FOLDER
set -u
annals=$1 golden=$2
. "$(dirname "$0")/checks.sh"
events=$golden/simulated.csv

refuses() { # NAME REASON COMMAND...: input that carries no answer
    name=$1 reason=$2
    shift 2
    check "$name" 1 "$@"
    says "$name" "$reason"
}

for command in forecast backtest whatif influence; do
    check "help of $command" 0 "$annals" "$command" --help
    prints "help of $command" "usage: annals $command"
done

# forecast
one="--events $events --actor north --recipient south --class conflict"
check "forecast" 0 "$annals" forecast $one --horizon 6w --format csv
lines "forecast" 7
prints "forecast" '^from,shown,mean,low_90'
prints "forecast" '^2024-01-01,'
cp "$work/out" "$work/first"
check "forecast again" 0 "$annals" forecast $one --horizon 6w --format csv --threads 4
cmp -s "$work/first" "$work/out" || fail "forecast: other bytes with the same seed and other threads"
check "forecast table" 0 "$annals" forecast $one --horizon 6w --format table
prints "forecast table" 'past origins'
check "forecast jsonl" 0 "$annals" forecast $one --horizon 2w --format jsonl
prints "forecast jsonl" '^{"kind":"forecast","from":"2024-01-01",'
check "forecast svg" 0 "$annals" forecast $one --horizon 6w --format svg
prints "forecast svg" '^<svg '
check "where little can be gained" 0 "$annals" forecast --events "$golden/silent.csv" --actor east --recipient west --horizon 4w --format csv
check "goldstein" 0 "$annals" forecast --events "$events" --actor north --recipient south --measure goldstein --horizon 4w --format csv
lines "goldstein" 5
check "known at" 0 "$annals" forecast $one --horizon 2w --until 2023-06 --format csv
prints "known at" '^2023-06-26,'
# a part counts for the whole
check "whole" 0 "$annals" forecast --events "$events" --actor band --recipient south --horizon 2w --format csv
cp "$work/out" "$work/first"
check "part" 0 "$annals" forecast --events "$events" --actor band --recipient south.army --horizon 2w --format csv
cmp -s "$work/first" "$work/out" || fail "south.army is not counted for south"

# back-test
check "backtest" 0 "$annals" backtest $one --horizon 4w --origins 20 --format csv
prints "backtest" '^1,pool,'
prints "backtest" 'best baseline'
lines "backtest" 25
check "backtest of the busiest" 0 "$annals" backtest --events "$events" --horizon 1w --origins 20 --streams 3 --format csv
prints "backtest of the busiest" '^1,pool,.*,60'
check "calibration" 0 "$annals" backtest $one --horizon 1w --origins 20 --format svg
prints "calibration" '^<svg '

# what if
printf 'title: Two roads\nhorizon: 12w\nask: south > north conflict\ncourse: blows\ninject: north > south conflict count 5\ncourse: calm\nhold: north > south conflict 0\n' >"$work/s.txt"
check "whatif" 0 "$annals" whatif --events "$events" "$work/s.txt" --format csv
lines "whatif" 7
prints "whatif" '^blows,"south to north, conflict",12,'
cp "$work/out" "$work/first"
check "whatif again" 0 "$annals" whatif --events "$events" "$work/s.txt" --format csv
cmp -s "$work/first" "$work/out" || fail "whatif: other bytes with the same seed"
check "whatif seed" 0 "$annals" whatif --events "$events" "$work/s.txt" --format csv --seed 2
cmp -s "$work/first" "$work/out" && fail "whatif: the seed changes nothing"
check "whatif table" 0 "$annals" whatif --events "$events" "$work/s.txt" --format table
prints "whatif table" 'If such an event is reported, the model expects'
prints "whatif table" 'precedents'
check "whatif jsonl" 0 "$annals" whatif --events "$events" "$work/s.txt" --format jsonl
prints "whatif jsonl" '^{"kind":"precedent",'
prints "whatif jsonl" '^{"kind":"indicator",'
check "whatif svg" 0 "$annals" whatif --events "$events" "$work/s.txt" --format svg
prints "whatif svg" '^<svg '
check "inject" 0 "$annals" whatif --events "$events" --inject 'north > south conflict' --actor south --recipient north --class conflict --format csv
lines "inject" 4
printf 'ask: south > north conflict\ncourse: harsh\ngiven: north > south goldstein -40 from 1 to 4\n' >"$work/given.txt"
check "given" 0 "$annals" whatif --events "$events" "$work/given.txt" --format csv
prints "given" ',given,'

# influence
check "influence" 0 "$annals" influence --events "$events" --class conflict --format csv
prints "influence" '^"north to south, conflict","north to south, conflict",'
check "influence svg" 0 "$annals" influence --events "$events" --class conflict --format svg
prints "influence svg" '^<svg '

check "responses" 0 "$annals" influence --events "$events" --actors north,south --measure goldstein --format csv
prints "responses" '^without an order,"north to south, all","south to north, all",12,'
check "responses svg" 0 "$annals" influence --events "$events" --actors north,south --measure goldstein --format svg
prints "responses svg" '^<svg '

# refusals: the reason, never a number
refuses "unknown actor" "no event names 'nobody'" "$annals" forecast --events "$events" --actor nobody --recipient south
refuses "no history" 'no history to learn from' "$annals" forecast --events "$events" --actor south --recipient band
refuses "one event in ten years" '1 events' "$annals" forecast --events "$golden/silent.csv" --actor west --recipient east
refuses "constant" 'never changes' "$annals" forecast --events "$golden/constant.csv" --actor east --recipient west
refuses "gap" 'a gap in coverage' "$annals" forecast --events "$golden/gap.csv" --actor east --recipient west
printf 'date,source,target,count\n2020-01-01,a,b,nan\n' >"$work/nan.csv"
refuses "NaN" 'line 2' "$annals" forecast --events "$work/nan.csv" --actor a --recipient b
printf 'date,source,target,count\n2020-01-01,a,b,-1\n' >"$work/negative.csv"
refuses "negative" 'line 2' "$annals" forecast --events "$work/negative.csv" --actor a --recipient b
printf 'date,source,target,count\n2020-01-02,a,b,1\n2020-01-01,a,b,1\n' >"$work/order.csv"
refuses "out of order" 'line 3' "$annals" forecast --events "$work/order.csv" --actor a --recipient b
printf 'date,source,target,count\n2020-01-02,a,b,1\n2020-02-01,a,b,1\n' >"$work/short.csv"
refuses "short" 'periods are known' "$annals" backtest --events "$work/short.csv" --actor a --recipient b --horizon 1w
printf 'ask: south > north conflict\ncourse: x\ninject: nobody > south conflict\n' >"$work/bad.txt"
refuses "scenario of an unknown actor" "no event names 'nobody'" "$annals" whatif --events "$events" "$work/bad.txt"
printf 'ask: south > north conflict\ncourse: x\nhold: north > south conflict 1\ngiven: north > south goldstein -4\n' >"$work/bad.txt"
refuses "held and given" 'line 4' "$annals" whatif --events "$events" "$work/bad.txt"
refuses "too few precedents" 'carry no number' "$annals" whatif --events "$golden/silent.csv" --inject 'west > east conflict' --actor east --recipient west --class ceremony
awk 'BEGIN { print "date,source,target,count"; for (w = 0; w < 300; w++) printf "%s,a,b,%d\n%s,b,a,%d\n", day(w), 2 ^ (w / 30), day(w), 2 ^ (w / 30) }
     function day(w) { return sprintf("%04d-%02d-%02d", 2010 + int(w / 48), 1 + int(w % 48 / 4), 1 + 7 * (w % 4)) }' >"$work/growing.csv"
check "what explodes" 1 "$annals" whatif --events "$work/growing.csv" --inject 'a > b events' --actor b --recipient a --class events
says "what explodes" 'radius'
check "format" 2 "$annals" forecast $one --format xls
check "horizon" 2 "$annals" forecast $one --horizon 12m
check "measure" 2 "$annals" forecast $one --measure mood
check "date" 2 "$annals" forecast $one --until soon
check "two scenarios" 2 "$annals" whatif --events "$events" "$work/s.txt" --inject 'a > b conflict'
check "no scenario" 2 "$annals" whatif --events "$events"
check "no such file" 3 "$annals" forecast --events "$work/none.csv" --actor a --recipient b

[ "$failures" = 0 ] || exit 1
