#!/bin/sh
# What nobody should hand to a program and somebody does: every kind of bad input, from outside. Each case asks for the exit status of
# the manual, a message with file and place, everything else done, and stored data intact; each bug that was found is a case here.
#     bad_input.sh ANNALS EXAMPLES
# A line of 300 MB is fed in; with ANNALS_LARGE=1 one of 2 GB. A build with AddressSanitizer is recognised: it gets smaller texts, and
# its memory is not measured.
set -u
annals=$1 examples=$2
tools=$(dirname "$0")/fault
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0 cases=0
if ASAN_OPTIONS=help=1 "$annals" version 2>&1 | grep -q AddressSanitizer; then is_sanitized=yes scale=20; else is_sanitized= scale=100; fi
memory_max=400 # megabytes, for any of these; far less than what the bombs unfold to

# check NAME EXPECTED-STATUS COMMAND...: output in $work/out, messages in $work/err
check() {
    name=$1 expected=$2
    shift 2
    cases=$((cases + 1))
    "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
    [ "$status" = "$expected" ] || fail "exit status $status instead of $expected: $(head -c 300 "$work/err")"
}
# bounded NAME EXPECTED-STATUS COMMAND...: the same, and not much memory; seconds on the processors in $seconds
bounded() {
    bounded_name=$1 bounded_status=$2
    shift 2
    check "$bounded_name" "$bounded_status" python3 "$tools/measure.py" "$work/cost" "$@"
    read -r megabytes seconds <"$work/cost"
    [ -n "$is_sanitized" ] || [ "$megabytes" -lt $memory_max ] || fail "$megabytes MB of memory"
}
fail() { failures=$((failures + 1)); printf 'FAILED %s: %s\n' "$name" "$*"; }
says() { grep -q -- "$1" "$work/err" || fail "no '$1' on stderr: $(head -c 300 "$work/err")"; }
silent() { [ ! -s "$work/err" ] || fail "said something: $(head -c 300 "$work/err")"; }
prints() { grep -q -- "$1" "$work/out" || fail "no '$1' on stdout: $(head -c 300 "$work/out")"; }
lines() { [ "$(wc -l <"$work/out")" = "$1" ] || fail "$(wc -l <"$work/out") lines instead of $1"; }
# the file's name is the case's name
code() { check "$1" "$2" "$annals" code --quiet --text "$work/$1"; }
code_bounded() { bounded "$1" "$2" "$annals" code --quiet --text "$work/$1"; }
# code_all NAME EXPECTED-STATUS FILE...: files of $work in one run
code_all() {
    all_name=$1 all_status=$2
    shift 2
    for each; do
        set -- "$@" "$work/$each"
        shift
    done
    cases=$((cases + $# - 1))
    check "$all_name" "$all_status" "$annals" code --quiet --text "$@"
}
# every line is JSON in UTF-8, and no text in it holds a control character
sound() { python3 -c 'import json, sys
def texts(value):
    if isinstance(value, str): yield value
    elif isinstance(value, (list, dict)):
        for each in value.values() if isinstance(value, dict) else value: yield from texts(each)
for line in open(sys.argv[1], "rb"):
    for text in texts(json.loads(line.decode("utf-8"))):
        assert not any((c < " " and c != "\n") or "\x7f" <= c < "\xa0" for c in text), text' "$work/out" || fail "the output is not sound"; }

python3 "$tools/make_bad_input.py" "$work" $scale || exit 1

# ---- packed data ----
for packed in whole.gz whole.zst; do code $packed 0 && lines 400; done
for packed in cut.gz cut.zst; do
    code $packed 1
    says "$packed: the packed data are cut off at byte [0-9]"
    [ "$(wc -l <"$work/out")" -gt 100 ] || fail "the lines before the cut are not there"
done
code cut-head.gz 1 && says "cut-head.gz: the packed data are cut off"
code page-cut.gz 1 && says "page-cut.gz: the packed data are cut off" && lines 0
code damaged.gz 1 && says "damaged.gz: the packed data are damaged at byte"
code damaged.zst 1 && says "damaged.zst"
code tail.gz 1 && says "tail.gz: something that is no gzip follows" && lines 400
code_bounded bomb-zeros.gz 1 && says "bomb-zeros.gz: not a text"
code_bounded bomb-blanks.gz 1 && says "bomb-blanks.gz: nothing but white space"
code_bounded bomb-page.gz 1 && says "bomb-page.gz: one document of more than 32 MiB"
code_bounded bomb-list.gz 1 && says "bomb-list.gz: it unpacks to more than 400 times its size at byte"
for bomb in bomb-lines.gz bomb.zst; do
    code_bounded $bomb 1
    says "$bomb:2: a document of more than 16 MiB, passed over"
    says "$bomb: it unpacks to more than 400 times its size at byte"
    lines 1
done
code_bounded bomb-empty-lines.gz 1 && says "400 times its size" && lines 1

# ---- a line without end ----
long=300000000
[ -z "${ANNALS_LARGE:-}" ] || long=2000000000
bounded "long line" 1 sh -c "head -c $long /dev/zero | tr '\\0' x | '$annals' code --quiet -"
says "standard input: one document of more than 32 MiB"
bounded "long line of JSON" 1 sh -c "{ printf '{\"id\":\"1\",\"text\":\"'; head -c $long /dev/zero | tr '\\0' x; printf '\"}\\n{\"id\":\"2\",\"text\":\"Iran thanked Iraq.\"}\\n'; } | '$annals' code --quiet -"
says "standard input:1: a document of more than 16 MiB, passed over"
lines 1
prints '"id":"2"'

# ---- lines, zero bytes, files that are no text ----
code_all "broken lines" 1 line-cut.jsonl line-no-text.jsonl line-number.jsonl line-list.jsonl line-word.jsonl line-date.jsonl line-deep.jsonl \
    line-number-large.jsonl line-surplus.jsonl
for broken in cut no-text number list word date deep number-large surplus; do says "line-$broken.jsonl:2: "; done
lines 18 # the two around each
code_all "strange lines" 0 half-character.jsonl bytes.jsonl nul.jsonl && lines 9 && silent && sound
[ "$(grep -c '"id":"b.*ASSAULT' "$work/out")" = 3 ] || fail "not all three were coded"
code nul.txt 0 && prints '"type":"ASSAULT"' && prints bad-encoding
code zeros.bin 1 && says "zeros.bin: not a text"
code random.bin 1 && says "random.bin: not a text"
code far.html 0 && prints '"type":"ASSAULT"'
code blanks.txt 1 && says "blanks.txt: nothing but white space"

# ---- encodings that are not what they say ----
code_all "false Cyrillic" 0 1251-says-utf8.html utf8-says-1251.html && sound && lines 2
[ "$(grep -c 'Министр обороны' "$work/out")" = 2 ] && [ "$(grep -c '"title":"Указ"' "$work/out")" = 2 ] || fail "not all letters are right"
code_all "false encodings" 0 says-nonsense.html says-utf16.html utf16le.txt utf16be.txt utf16le-mark.txt utf16be-mark.txt utf32le-mark.txt utf16-odd.txt latin1.txt
lines 9 && sound && silent
[ "$(grep -c '"text":"Russia attacked Ukraine on 24 February 2022.*"type":"ASSAULT"' "$work/out")" = 9 ] || fail "not all nine were understood"
prints 'Señor Núñez in Málaga'
prints 'naïve façade'
prints 'The café closed'

# ---- pages, archives ----
code deep.html 0 && prints '"type":"ASSAULT"' && prints '"code":"page-cut"'
code deep-inline.html 0 && prints 'France thanked Germany'
code_all "strange tags" 0 closers.html attributes.html unclosed.html comments.html
[ "$(grep -c '"type":"ASSAULT"' "$work/out")" = 4 ] || fail "not all four were coded"
code no-text.html 1 && says "no-text.html: there is no text in it"
code_all "false lengths" 1 length-long.warc length-short.warc length-negative.warc length-word.warc length-huge.warc length-overflow.warc length-none.warc \
    length-missing.warc
for length in long short negative word huge overflow none missing; do says "length-$length.warc: record at byte [0-9]*: its Content-Length is"; done
[ "$(grep -c 'France thanked Germany' "$work/out")" = 8 ] && [ "$(grep -c 'Iran thanked Iraq' "$work/out")" = 8 ] || fail "sound records were lost"
code cut.warc 1 && says "cut.warc: record at byte" && lines 1
code headers.warc 1 && says "headers.warc: record at byte [0-9]*: its headers do not end" && lines 2

# ---- texts without the shape of a text: a result in bounded time ----
code_all "shapeless texts" 0 chinese.txt arabic.txt capitals.txt marks.txt dots.txt actors.txt quotes.txt quotes-mixed.txt brackets.txt one-word.txt \
    letters.txt digits.txt dates.txt capital-run.txt numbers.txt marks-combining.txt emoji.txt
lines 17 && sound && silent
[ "$(grep -c '"code":"not-english"' "$work/out")" -ge 2 ] || fail "Chinese and Arabic pass for English"
for text in chinese arabic; do
    bounded "parse $text" 0 "$annals" parse --quiet "$work/$text.txt" && prints "^# diagnostic = not-english: "
done
for text in capitals marks dots quotes; do bounded "parse $text" 0 "$annals" parse --quiet "$work/$text.txt" && prints "^# newdoc id = "; done
code_bounded endless-1.txt 0 && lines 1
one=$seconds
code_bounded endless-2.txt 0
code_bounded endless-4.txt 0 && lines 1
awk "BEGIN { exit !($seconds <= 4 * $one * 1.6 + 1) }" || fail "a sentence of 1, 4 times the length: $one, $seconds seconds"

# a document that is too much for the memory there is does not end the run (an address sanitizer needs more than any limit)
if [ -z "$is_sanitized" ]; then
    for threads in 1 2; do
        check "memory for one document, $threads threads" 1 sh -c "ulimit -v 320000; '$annals' code --quiet --threads $threads '$work/dense.jsonl'"
        says "dense.jsonl: the document at 2, [0-9]* bytes long, takes more memory"
        lines 2
        prints '"id":"g2"'
    done
fi

# ---- reports made of markup and of terminal controls ----
check "read markup" 0 "$annals" read --quiet -b "$work/markup.db" "$work/markup.jsonl" "$work/feed.xml"
check "page of markup" 0 "$annals" report -b "$work/markup.db" -o "$work/page.html" --title '</title><script>alert(9)</script>'
python3 "$tools/check_page.py" "$work/page.html" '<script>alert(1)</script><img src=x onerror="alert(2)">' '<svg/onload=alert(3)>' \
    '</title><script>alert(9)</script>' >"$work/faults" || fail "$(cat "$work/faults")"
check "page to standard output" 0 "$annals" report -b "$work/markup.db"
check "read controls" 0 "$annals" read --quiet -b "$work/controls.db" "$work/controls.jsonl"
python3 - "$work/controls.db" <<'END' || fail "the base could not be changed"
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
for table, column in (("article", "title"), ("article", "outlet"), ("article", "url")):
    if column in [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]:
        connection.execute(f"UPDATE {table} SET {column} = 'a' || char(27) || '[2J' || char(155) || char(8238) || 'b' || char(10) || 'c'")
connection.commit()
END
raw='[[:cntrl:]]' # of one byte; those of two bytes are looked for below
for what in events claims documents actors relations; do
    check "$what with controls" 0 "$annals" $what -b "$work/controls.db" --format table
    if tr -d '\n' <"$work/out" | LC_ALL=C grep -q "$raw"; then fail "a control character reaches the terminal"; fi
    if LC_ALL=C grep -q "$(printf '\302[\200-\237]')" "$work/out"; then fail "a control character of two bytes reaches the terminal"; fi
done
key=$("$annals" events -b "$work/controls.db" --format jsonl --limit 1 | sed 's/.*"key":"\([0-9a-f]*\)".*/\1/')
check "explain with controls" 0 "$annals" explain -b "$work/controls.db" "$key"
if tr -d '\n' <"$work/out" | LC_ALL=C grep -q "$raw"; then fail "a control character reaches the terminal"; fi
check "page with controls" 0 "$annals" report -b "$work/controls.db" -o "$work/page.html"
python3 "$tools/check_page.py" "$work/page.html" >"$work/faults" || fail "$(cat "$work/faults")"
for input in names control-error.jsonl; do
    code $input 1
    if tr -d '\n' <"$work/err" | LC_ALL=C grep -q "$raw"; then fail "a control character reaches the terminal"; fi
done

# ---- paths ----
printf 'Russia attacked Ukraine on 24 February 2022.\n' >"$work/good.txt"
mkdir "$work/empty" "$work/circle" "$work/circle/below"
ln -s .. "$work/circle/below/up"
ln -s nowhere "$work/circle/dangling"
ln -s self "$work/self"
cp "$work/good.txt" "$work/circle/below/good.txt"
: >"$work/nothing.txt"
code empty 0 && lines 0
code nothing.txt 0 && lines 0
check "missing path" 1 "$annals" code "$work/good.txt" "$work/no/such/file" "$work/good.txt"
says "no/such/file: there is no such file"
lines 2
check "link to itself" 1 "$annals" code "$work/self" "$work/good.txt"
says "self: its links go in a circle"
lines 1
code circle 1 && says "circle/dangling: there is no such file" && lines 1
check "a path of 5,000 bytes" 1 "$annals" code "$work/$(head -c 5000 /dev/zero | tr '\0' p)" "$work/good.txt"
lines 1
if [ "$(id -u)" != 0 ]; then
    cp "$work/good.txt" "$work/secret.txt"
    chmod 0 "$work/secret.txt"
    check "unreadable" 1 "$annals" code "$work/secret.txt" "$work/good.txt"
    says "secret.txt: it may not be read (permissions)"
    lines 1
fi

awk 'BEGIN { for (i = 1; i <= 1500; i++) printf "{\"id\":\"r%d\",\"text\":\"Gunmen attacked %d villages in Kunar on 5 May 2021, killing %d people.\"}\n", i, i, i % 50 + 2 }' >"$work/many.jsonl"
head -300 "$work/many.jsonl" >"$work/few.jsonl"

# ---- dictionaries ----
mkdir "$work/dictionary"
printf 'actor a\n    name A\n    kindd state\n\nactor b\n    name B\n    country ZZZZ\n' >"$work/dictionary/one.txt"
{ printf 'actor c\n    name '; head -c 5000 /dev/zero | tr '\0' n; printf '\n'; } >"$work/dictionary/long.txt"
printf 'actor d\n    name D\377\n' >"$work/dictionary/bytes.txt"
printf 'actor e\n    name E\033[2J\n' >"$work/dictionary/control.txt"
printf 'name F\n' >"$work/dictionary/what.txt"
echo kept >"$work/kept.lexicon"
check "wrong lines of dictionaries" 3 "$annals" lexicon compile "$work/dictionary" "$work/kept.lexicon"
for place in one.txt:3 one.txt:7 long.txt:2 bytes.txt:2 control.txt:2 what.txt:1; do says "$place: "; done
[ "$(cat "$work/kept.lexicon")" = kept ] || fail "the old dictionary is gone"
check "no folder of dictionaries" 3 "$annals" lexicon compile "$work/no/such" "$work/kept.lexicon"
says "no/such"

# ---- compiled dictionary and models that are not whole ----
data=${ANNALS_DATA:-$(dirname "$annals")/data}
files="annals.lexicon split.model parse.model"
mkdir "$work/data"
with_data() { # NAME FILE: the engine opens with this file damaged as $work/data/FILE says
    check "$1" 3 "$annals" code --data "$work/data" "$work/good.txt"
    says "$2"
    lines 0
}
whole() { for each in $files; do ln -sf "$data/$each" "$work/data/$each"; done; }
flip() { # FILE PLACE: one bit
    byte=$(od -An -tu1 -j"$2" -N1 "$1")
    # shellcheck disable=SC2059
    printf "\\$(printf '%03o' $((byte ^ 16)))" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}
for file in $files; do
    size=$(wc -c <"$data/$file")
    for bytes in 0 10 64 5000 $((size - 1)); do
        whole
        rm "$work/data/$file"
        head -c "$bytes" "$data/$file" >"$work/data/$file"
        with_data "$file cut to $bytes bytes" "$file: "
    done
    rm "$work/data/$file"
    cp "$data/$file" "$work/data/$file"
    for place in 0 9 17 21 25 100 $((size / 2)) $((size - 1)); do
        flip "$work/data/$file" "$place"
        with_data "$file with byte $place changed" "$file: "
        flip "$work/data/$file" "$place"
    done
    cmp -s "$data/$file" "$work/data/$file" || fail "the test does not damage what it means to"
    for seed in 1 2; do # what is changed may be a word or a weight: the answer may be wrong, but it has to be one
        rm "$work/data/$file"
        python3 "$tools/seal.py" "$data/$file" "$work/data/$file" $seed
        cases=$((cases + 1))
        "$annals" code --quiet --data "$work/data" "$work/few.jsonl" >"$work/out" 2>"$work/err"
        status=$?
        name="$file damaged on purpose ($seed)"
        case $status in 0 | 3) ;; *) fail "exit status $status: $(head -c 300 "$work/err")" ;; esac
    done
    rm -f "$work/data/$file"
    with_data "no $file" "$file: "
done
whole
ln -sf "$data/split.model" "$work/data/parse.model"
with_data "the wrong model" "parse.model: "
rm "$work/data/parse.model"
mkdir "$work/data/parse.model"
with_data "a folder as model" "parse.model: "

# ---- full disk ----
if [ -e /dev/full ]; then
    check "read for the full disk" 0 "$annals" read --quiet -b "$work/peace.db" "$examples"
    for command in "code '$examples'" "parse '$work/good.txt'" "events -b '$work/peace.db'" "report -b '$work/peace.db'" version; do
        check "$command >/dev/full" 3 sh -c "'$annals' $command >/dev/full"
        says "standard output: No space left"
    done
    check "report to /dev/full" 3 "$annals" report -b "$work/peace.db" -o /dev/full
    says "/dev/full: No space left"
fi
check "read before the disk is full" 0 "$annals" read --quiet -b "$work/full.db" "$work/few.jsonl"
check "full disk" 3 sh -c "ulimit -f 2000; '$annals' read --quiet -b '$work/full.db' '$work/many.jsonl'"
says "full.db: "
check "ask after the full disk" 0 "$annals" documents -b "$work/full.db" --format jsonl
[ "$(wc -l <"$work/out")" -ge 300 ] || fail "documents were lost: $(wc -l <"$work/out") left of 300"
check "room again" 0 "$annals" read --quiet -b "$work/full.db" "$work/many.jsonl"
check "ask when complete" 0 "$annals" documents -b "$work/full.db" --format jsonl
lines 1500
check "page on a full disk" 3 sh -c "ulimit -f 128; '$annals' report -b '$work/full.db' -o '$work/large.html'"
says "large.html: "
check "dictionary on a full disk" 3 sh -c "ulimit -f 1; mkdir '$work/small'; printf 'actor a\n    name A\n    kind state\n' >'$work/small/a.txt'; '$annals' lexicon compile '$work/small' '$work/kept.lexicon'"
[ "$(cat "$work/kept.lexicon")" = kept ] || fail "the old dictionary is gone"

# ---- locked, foreign, newer and damaged bases ----
check "read for the lock" 0 "$annals" read --quiet -b "$work/locked.db" "$work/few.jsonl"
mkfifo "$work/hold"
python3 "$tools/hold_lock.py" "$work/locked.db" <"$work/hold" >"$work/holder" &
exec 3>"$work/hold"
while [ ! -s "$work/holder" ]; do sleep 0.1; done
check "locked base" 3 "$annals" read --quiet -b "$work/locked.db" "$work/many.jsonl"
says "locked.db: .*another program has it locked"
check "ask while it is locked" 0 "$annals" documents -b "$work/locked.db" --format jsonl
lines 300
exec 3>&-
wait
check "read when it is free" 0 "$annals" read --quiet -b "$work/locked.db" "$work/many.jsonl"
check "ask when it is free" 0 "$annals" documents -b "$work/locked.db" --format jsonl
lines 1500

python3 - "$work" <<'END'
import shutil, sqlite3, sys
work = sys.argv[1]
other = sqlite3.connect(work + "/other.db")
other.execute("CREATE TABLE article (id INTEGER PRIMARY KEY, text TEXT)")
other.commit()
other.close()
for name, pragma in (("newer", "user_version = 1000"), ("negative", "user_version = -3"), ("stranger", "application_id = 77")):
    shutil.copy(work + "/markup.db", f"{work}/{name}.db")
    base = sqlite3.connect(f"{work}/{name}.db")
    base.execute("PRAGMA " + pragma)
    base.close()
data = open(work + "/locked.db", "rb").read()
open(work + "/half.db", "wb").write(data[:len(data) // 2])
open(work + "/words.db", "wb").write(b"These are words, and no base at all.\n" * 300)
open(work + "/head.db", "wb").write(data[:100] + b"\xa5" * 20000)
END
for base in other newer negative stranger words head half; do
    cp "$work/$base.db" "$work/before"
    for command in documents events "read --quiet" report; do
        case $command in read*) input=$work/good.txt ;; *) input= ;; esac
        # shellcheck disable=SC2086
        check "$command of $base base" 3 "$annals" $command -b "$work/$base.db" $input
        says "$base.db: "
    done
    cmp -s "$work/before" "$work/$base.db" || fail "the file was changed"
done
check "newer base" 3 "$annals" events -b "$work/newer.db"
says "made by a newer Annals"
check "a folder as base" 3 "$annals" read -b "$work/empty" "$work/good.txt"
says "a folder, no base of Annals"
check "a base in no folder" 3 "$annals" read -b "$work/no/such/base.db" "$work/good.txt"
says "no/such/base.db"

# ---- corrections ----
check "read for corrections" 0 "$annals" read --quiet -b "$work/c.db" "$examples"
"$annals" events -b "$work/c.db" --format tsv >"$work/c.events"
key=$(cut -f5 "$work/c.events" | sed -n 2p)
check "an event that is gone" 1 "$annals" correct -b "$work/c.db" killed 0123456789abcdef 5
says "holds no event with the key 0123456789abcdef"
check "no key" 1 "$annals" correct -b "$work/c.db" drop nonsense
says "is no key"
check "a value that cannot be" 1 "$annals" correct -b "$work/c.db" date "$key" 2022-02-30
says "no date"
check "an action that is none" 2 "$annals" correct -b "$work/c.db" delete "$key"
says "there are drop, type"
check "nothing to correct" 2 "$annals" correct -b "$work/c.db"
check "two ways at once" 2 "$annals" correct -b "$work/c.db" --undo 1 drop "$key"
check "undo what is not there" 1 "$annals" correct -b "$work/c.db" --undo 1
says "no correction 1"
check "a note without end" 1 sh -c "'$annals' correct -b '$work/c.db' --note \"\$(head -c 100000 /dev/zero | tr '\\0' x)\" drop '$key'"
says "note: longer than"
check "no base to correct" 3 "$annals" correct -b "$work/no.db" drop "$key"
check "a base of another program" 3 "$annals" correct -b "$work/other.db" drop "$key"
"$annals" events -b "$work/c.db" --format tsv | cmp -s - "$work/c.events" || fail "what was refused changed something"
printf '%s\n' '{"action":"drop"' 'null' '{"action":"drop","target":"0123456789abcdef"}' '{"action":"type","target":"0123456789abcdef","value":"COERCE","anchors":[{"key":"0123456789abcdef","document":"'"$(printf %064d 0)"'","span":[0,4],"trigger":[0,4],"type":"ASSAULT"}]}' >"$work/log.jsonl"
check "a log with wrong lines" 1 "$annals" correct -b "$work/c.db" --from "$work/log.jsonl"
for line in 1 2 3 4; do says "log.jsonl:$line: "; done
says "log.jsonl:4: kept, but the base does not hold"
check "what was kept" 0 "$annals" corrections -b "$work/c.db" --format jsonl
lines 1
prints '"state":"gone"'
check "a log that is a folder" 3 "$annals" correct -b "$work/c.db" --from "$work"
check "a log that is not there" 3 "$annals" correct -b "$work/c.db" --from "$work/no.jsonl"
check "undo it" 0 "$annals" correct --quiet -b "$work/c.db" --undo 1
# Two who decide at once: both are taken, whoever waits.
for who in Ada Ben; do
    for number in 1 2 3 4 5; do echo "'$annals' correct --quiet -b '$work/c.db' --who $who killed $key $number || exit 3"; done >"$work/$who.sh"
done
sh "$work/Ada.sh" 2>"$work/Ada.err" & ada=$!
sh "$work/Ben.sh" 2>"$work/Ben.err" & ben=$!
check "two at once" 0 true
wait $ada && wait $ben || fail "one was refused: $(cat "$work/Ada.err" "$work/Ben.err")"
"$annals" corrections -b "$work/c.db" --format jsonl | grep -c '"by":"\(Ada\|Ben\)"' | grep -qx 10 || fail "decisions were lost"
# One who holds the base for longer than the others wait.
rm -f "$work/holder" && mkfifo "$work/hold2"
python3 "$tools/hold_lock.py" "$work/c.db" <"$work/hold2" >"$work/holder" &
exec 3>"$work/hold2"
while [ ! -s "$work/holder" ]; do sleep 0.1; done
check "correct a locked base" 3 "$annals" correct -b "$work/c.db" drop "$key"
says "c.db: .*another program has it locked"
check "recode a locked base" 3 "$annals" recode --quiet -b "$work/c.db"
says "c.db: .*another program has it locked"
exec 3>&-
wait
# Killed while it codes anew: as if it had not begun.
"$annals" events -b "$work/locked.db" --format tsv >"$work/k.events"
"$annals" recode --quiet -b "$work/locked.db" >"$work/k.out" 2>&1 & killed=$!
sleep 0.3
kill -9 $killed 2>/dev/null
wait $killed 2>/dev/null
check "ask after the kill" 0 "$annals" events -b "$work/locked.db" --format tsv
cmp -s "$work/out" "$work/k.events" || fail "a recode that was killed left something"
check "recode after the kill" 0 "$annals" recode -b "$work/locked.db"
says "1500 documents coded anew: .* 0 changed, 0 gone, 0 new"
check "recode on a full disk" 3 sh -c "ulimit -f 2000; '$annals' recode --quiet -b '$work/locked.db'"
check "ask after the full disk" 0 "$annals" events -b "$work/locked.db" --format tsv
cmp -s "$work/out" "$work/k.events" || fail "a recode on a full disk left something"

[ "$failures" = 0 ] && echo "bad input: $cases cases as they should be"
exit "$((failures > 0))"
