#!/bin/sh
# The reports of examples/ are coded as they were when somebody last read the result: events and claims, a line each.
# usage: golden_examples.sh ANNALS EXAMPLES EXPECTED [write]
# With "write" the expected file is made anew: read `git diff` of it before you commit.
set -eu
annals=$1 examples=$2 expected=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# columns NAME...: those columns of the tab-separated table on standard input, in this order
columns() {
    awk -F '\t' -v names="$*" 'BEGIN { count = split(names, wanted, " ") }
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
        { line = ""; for (i = 1; i <= count; i++) line = line (i > 1 ? "\t" : "") $at[wanted[i]]; print line }'
}

"$annals" read --quiet -b "$work/base.db" "$examples"
{
    echo "# events"
    "$annals" events -b "$work/base.db" --format tsv | columns document sentence type modes actors recipients date_from date_to place killed_low killed_high \
        wounded_low factuality speakers stances rule
    echo "# claims"
    "$annals" claims -b "$work/base.db" --format tsv | columns document sentence speaker stance event_type content
} >"$work/now"
if [ "${4:-}" = write ]; then cp "$work/now" "$expected"; fi
diff -u "$expected" "$work/now" && echo "the examples are coded as expected"
