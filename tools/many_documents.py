#!/usr/bin/env python3
"""Makes many documents out of few, for measuring how cost grows: every text is told again in other worlds, with copies mixed in.

usage: many_documents.py DOCUMENTS.jsonl COUNT [SEED] >MANY.jsonl

DOCUMENTS.jsonl: lines of {"id", "published", "text"}, such as tools/current_events_to_jsonl.py prints. World 0 is the text as it is. In every
other world the content words change places with words of like frequency, length and case, the same way in the whole world, numbers grow
and dates move by a year: texts of two worlds are as unlike as two reports of two days, while a world is as repetitive as the first. Every
seventh document is followed by a copy of an earlier one of the same world with words left out and changed, cut at the end, or unchanged.
The same arguments give the same bytes.
"""
import collections
import json
import random
import re
import sys

COPY_EVERY = 7        # one document in so many is a copy
COPY_REACH = 5000     # of one that stands at most so far back
KEPT_WORDS = 400      # the commonest words stay: they hold the sentences together
BAND = 24             # words change places among so many of like frequency
WORD = re.compile(r"[A-Za-z]{3,}|\d+")


def shape(word):
    return (word[0].isupper(), word.isupper(), min(len(word) // 3, 4), word[-2:] if word[0].islower() else "")


def bands(documents):
    """Lists of words that may stand for one another."""
    counts = collections.Counter(w for d in documents for w in WORD.findall(d["text"]) if not w.isdigit())
    common = {w for w, _ in counts.most_common(KEPT_WORDS)}
    shapes = collections.defaultdict(list)
    for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if word not in common:
            shapes[shape(word)].append(word)
    for key in sorted(shapes):
        words = shapes[key]
        for start in range(0, len(words), BAND):
            yield words[start:start + BAND]


def make_world(groups, number, seed):
    chance, map_ = random.Random(f"{seed} world {number}"), {}
    for words in groups if number else ():
        others = words[:]
        chance.shuffle(others)
        map_.update(zip(words, others))
    return map_


def tell(document, map_, number):
    def change(match):
        word = match.group()
        return str(int(word) + number) if word.isdigit() and len(word) < 4 else map_.get(word, word)
    year = int(document["published"][:4]) - number
    day = document["published"][4:]
    return {"id": f"w{number}-{document['id']}", "published": f"{year:04d}" + ("-02-28" if day == "-02-29" else day),
            "text": WORD.sub(change, document["text"]) if number else document["text"]}


def copy(document, chance, number):
    words = document["text"].split(" ")
    kind = chance.randrange(4)
    if kind == 1:
        words = words[:max(8, len(words) * 3 // 4)]
    elif kind >= 2:
        words = [w for w in words if chance.random() > 0.03 * (kind - 1)]
        for _ in range(len(words) // 30 * (kind - 1)):
            words[chance.randrange(len(words))] = chance.choice(words)
    return {"id": f"{document['id']}-copy{number}", "published": document["published"], "text": " ".join(words)}


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    count, seed = int(sys.argv[2]), sys.argv[3] if len(sys.argv) == 4 else "1"
    groups, chance, written, world = list(bands(documents)), random.Random(f"{seed} copies"), 0, 0
    while written < count:
        map_, told = make_world(groups, world, seed), collections.deque(maxlen=COPY_REACH)
        for document in documents:
            told.append(tell(document, map_, world))
            print(json.dumps(told[-1], ensure_ascii=False))
            written += 1
            if written < count and written % COPY_EVERY == COPY_EVERY - 1:
                print(json.dumps(copy(told[chance.randrange(len(told))], chance, written), ensure_ascii=False))
                written += 1
            if written >= count:
                break
        world += 1


main()
