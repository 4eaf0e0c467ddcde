"""Plain text on standard input -> a line of lower-case words per line of text, for parse_vectors.

The words are cut as the English treebanks do it, as far as a regular expression can; digits become 0.
use: parse_text.py [--column N] <text >words      (N: take this tab-separated column, from 0)
"""
import re
import sys
import unicodedata

WORD = re.compile(r"\w+(?=n't\b)|n't\b|'(?:s|re|ve|ll|d|m)\b|https?://\S+|(?:[a-z]\.){2,}|\w+(?:[.,:]\d+)+|\w+|\.\.+|--+|[^\w\s]", re.I)
PLAIN = str.maketrans({"‘": "'", "’": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def words_of(line):
    folded = unicodedata.normalize("NFKD", line.translate(PLAIN).lower())
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    return WORD.findall(re.sub(r"\d", "0", folded))


def main():
    column = int(sys.argv[2]) if len(sys.argv) == 3 and sys.argv[1] == "--column" else None
    for line in sys.stdin:
        if column is not None:
            field = line.rstrip("\n").split("\t")
            line = field[column] if len(field) > column else ""
        words = words_of(line)
        if words:
            print(" ".join(words))


if __name__ == "__main__":
    main()
