#!/usr/bin/env python3
"""Draws events to be judged by eye, the same for the same seed.

usage: annals code --text DOCUMENTS... | draw_events.py COUNT SEED [SINCE] >SAMPLE.tsv

Reads the JSON lines of `annals code --text`; of documents published on SINCE (ISO 8601) or later, every event is as likely to be drawn. Prints one event a
line: what a judge compares with the sentence, and empty columns for the verdicts: 1 right, 0 wrong, - does not apply.
"""
import json
import random
import sys

COLUMNS = ["document", "published", "key", "type", "modes", "actors", "recipients", "factuality", "date", "place", "numbers", "sentence",
           "type_right", "actor_right", "recipient_right", "date_right", "place_right", "remark"]


def party(one):
    return f"{one['text']} = {one['id'] or one['name']}" + ("" if one["id"] else " (no id" + (f", {one['country']}" if one["country"] else "") + ")")


def row(document, event):
    date, place = event["date"], event["place"]
    numbers = [f"{kind} {event[kind]['low']}-{event[kind]['high']}" for kind in ("killed", "wounded", "detained", "displaced") if event.get(kind)]
    return [document["id"], document["published"]["from"], event["key"], event["type"], " ".join(event["modes"]), "; ".join(map(party, event["actors"])),
            "; ".join(map(party, event["recipients"])), event["factuality"], f"{date['from']} to {date['to']} ({date['basis']})" if date else "none",
            f"{place['name']}, {place['country']} ({place['precision']})" if place else "none", "; ".join(numbers), " ".join(event["text"].split())]


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    since, rows = sys.argv[3] if len(sys.argv) == 4 else "", []
    for line in sys.stdin:
        coded = json.loads(line)
        if coded["document"]["published"] and (coded["document"]["published"]["from"] or "") >= since:
            rows += [row(coded["document"], event) for event in coded["events"]]
    print("\t".join(COLUMNS))
    for i in sorted(random.Random(sys.argv[2]).sample(range(len(rows)), min(int(sys.argv[1]), len(rows)))):
        print("\t".join(str(cell) if cell is not None else "" for cell in rows[i]) + "\t" * 6)


main()
