"""Plain text on standard input -> words with blanks between them, a line per line of text.

The words are cut as the English treebanks do it, as far as a regular expression can. For parse_vectors they are put in lower
case with digits as 0; with --as-written they stay as they are, for pretrain_parse.py.
use: parse_text.py [--as-written] [--column N] <text >words      (N: take this tab-separated column, from 0)
"""
import argparse
import re
import sys
import unicodedata

WORD = re.compile(r"\w+(?=n't\b)|n't\b|'(?:s|re|ve|ll|d|m)\b|https?://\S+|(?:[a-z]\.){2,}|\w+(?:[.,:]\d+)+|\w+|\.\.+|--+|[^\w\s]", re.I)
PLAIN = str.maketrans({"‘": "'", "’": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def fold(line):
    folded = unicodedata.normalize("NFKD", line.translate(PLAIN).lower())
    return re.sub(r"\d", "0", "".join(c for c in folded if not unicodedata.combining(c)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--as-written", action="store_true")
    parser.add_argument("--column", type=int)
    o = parser.parse_args()
    for line in sys.stdin:
        if o.column is not None:
            field = line.rstrip("\n").split("\t")
            line = field[o.column] if len(field) > o.column else ""
        words = WORD.findall(line.replace("\u2019", "'") if o.as_written else fold(line))
        if words:
            print(" ".join(words))


if __name__ == "__main__":
    main()
