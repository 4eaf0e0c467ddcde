# What the tests of the command line share; to be sourced with $annals set. Makes the folder $work and counts in $failures.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# check NAME EXPECTED-STATUS COMMAND...: output in $work/out, messages in $work/err
check() {
    name=$1 expected=$2
    shift 2
    "$@" >"$work/out" 2>"$work/err"
    status=$?
    [ "$status" = "$expected" ] || fail "$name: exit status $status instead of $expected: $(head -3 "$work/err")"
}
fail() { failures=$((failures + 1)); printf 'FAILED %s\n' "$*"; }
says() { grep -q -- "$2" "$work/err" || fail "$1: no '$2' on stderr: $(head -3 "$work/err")"; }
prints() { grep -q -- "$2" "$work/out" || fail "$1: no '$2' on stdout: $(head -c 300 "$work/out")"; }
lines() { [ "$(wc -l <"$work/out")" = "$2" ] || fail "$1: $(wc -l <"$work/out") lines instead of $2"; }
