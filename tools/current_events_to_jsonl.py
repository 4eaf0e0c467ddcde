#!/usr/bin/env python3
"""Turns the table of Wikipedia's current events (date, category, text, sources; a head line; .tsv or .tsv.xz) into JSON-lines documents.

usage: current_events_to_jsonl.py TABLE >OUT.jsonl
The id is the line's number; sources become the outlet."""
import csv
import json
import lzma
import sys

csv.field_size_limit(1 << 24)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    opener = lzma.open if sys.argv[1].endswith(".xz") else open
    with opener(sys.argv[1], "rt", encoding="utf-8", newline="") as table:
        rows = csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        for number, row in enumerate(rows, 1):
            document = {"id": f"ce-{number}", "published": row[0], "text": row[2]}
            if len(row) > 3 and row[3]:
                document["outlet"] = row[3]
            sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")


main()
