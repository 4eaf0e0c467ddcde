"""Writes CoNLL-U whose MISC column holds Name=B-PER ... labels, from a treebank and its names, or from a list of words and labels.

use: parse_names.py treebank.conllu names.iob2 >out.conllu      (same sent_id and words; other sentences stay without names)
     parse_names.py --words list.txt >out.conllu                (word and label on a line, blank line between sentences)
     parse_names.py --mentions treebank.conllu >out.conllu      (names taken from mentions in the manner of GUM: the run of
                                                                 proper nouns about the head of a person, place, organization)
"""
import re
import sys

KINDS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "person": "PER", "politician": "PER", "organisation": "ORG",
         "politicalparty": "ORG", "location": "LOC", "country": "LOC"}


def plain_labels(labels):
    """Any of IOB1, IOB2 and other label sets as IOB2 over PER, ORG, LOC."""
    out, previous = [], None
    for label in labels:
        kind = KINDS.get(label[2:]) if label != "O" else None
        if kind is None:
            out.append("O")
        else:
            out.append(("I-" if label[0] == "I" and previous == label[2:] else "B-") + kind)
        previous = label[2:] if label != "O" else None
    return out


def read_names(path):
    names, sent_id, words, labels = {}, None, [], []
    for line in open(path, encoding="utf-8").read().split("\n") + [""]:
        if line.startswith("# sent_id = "):
            sent_id = line[12:]
        elif line and line[0] != "#":
            field = line.split("\t")
            words.append(field[1])
            labels.append(field[2])
        elif not line and words:
            names[sent_id] = (words, plain_labels(labels))
            words, labels = [], []
    return names


def merge(treebank, names):
    for block in open(treebank, encoding="utf-8").read().split("\n\n"):
        lines = block.strip("\n").split("\n")
        if not lines[0]:
            continue
        sent_id = next((line[12:] for line in lines if line.startswith("# sent_id = ")), None)
        places = [i for i, line in enumerate(lines) if line.split("\t")[0].isdigit()]
        words, labels = names.get(sent_id, ([], []))
        if words == [lines[i].split("\t")[1] for i in places]:
            for i, label in zip(places, labels):
                field = lines[i].split("\t")
                field[9] = f"Name={label}" if field[9] == "_" else f"{field[9]}|Name={label}"
                lines[i] = "\t".join(field)
        print("\n".join(lines) + "\n")


MENTION_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
TITLES = {"president", "vice", "mr", "mrs", "ms", "dr", "senator", "minister", "prime", "general", "king", "queen", "lord", "major", "count",
          "colonel", "captain", "us", "u.s", "former", "sir", "professor", "rep", "sen", "gov", "governor", "secretary", "judge"}
JOINTS = {"of", "-", "&", "'s", "."}  # words inside a name that are no proper nouns themselves


def mentions(words):
    """(first, last, kind) of the mentions that a sentence's Entity brackets mark, the longest first."""
    found, open_ = [], []
    for i, field in enumerate(words):
        entity = next((part[7:] for part in field[9].split("|") if part.startswith("Entity=")), "")
        for start, kind, end in re.findall(r"\(([^-()]+)-([a-z]+)[^()]*|(\)|[^()]+\))", entity):
            if start:
                open_.append((start, i, kind))
            elif end == ")" and open_:
                _, first, its_kind = open_.pop()
                found.append((first, i, its_kind))
            else:
                match = next((m for m in reversed(open_) if m[0] == end[:-1]), None)
                if match:
                    open_.remove(match)
                    found.append((match[1], i, match[2]))
    return sorted(found, key=lambda m: (m[0] - m[1], m[0]))


def name_inside(words, first, last):
    """The run of proper nouns about the mention's head, or None."""
    inside = range(first, last + 1)
    is_proper = [field[3] == "PROPN" or field[4].startswith("NNP") for field in words]
    heads = [i for i in inside if not first <= int(words[i][6]) - 1 <= last]
    if not heads or not is_proper[heads[0]]:
        return None
    start = end = heads[0]
    while end < last and (is_proper[end + 1] or (end + 2 <= last and words[end + 1][1] in JOINTS and is_proper[end + 2])):
        end += 1
    while start > first and (is_proper[start - 1] or (start - 2 >= first and words[start - 1][1] in JOINTS and is_proper[start - 2])):
        start -= 1
    return start, end


def without_title(words, run, kind):
    """The training set's names of persons hold no titles, and its peoples ("Americans") are no persons."""
    start, end = run
    if kind == "person":
        while start <= end and words[start][1].lower().rstrip(".") in TITLES:
            start += 1
        if start == end and words[start][4] == "NNPS":
            return None
    return (start, end) if start <= end else None


def from_mentions(path):
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        lines = block.strip("\n").split("\n")
        places = [i for i, line in enumerate(lines) if line.split("\t")[0].isdigit()]
        words = [lines[i].split("\t") for i in places]
        labels = ["O"] * len(words)
        for first, last, kind in mentions(words):
            run = name_inside(words, first, last) if kind in MENTION_KINDS else None
            run = without_title(words, run, kind) if run else None
            if run and all(labels[i] == "O" for i in range(run[0], run[1] + 1)):
                labels[run[0]:run[1] + 1] = ["B-" + MENTION_KINDS[kind]] + ["I-" + MENTION_KINDS[kind]] * (run[1] - run[0])
        for i, field, label in zip(places, words, labels):
            field[9] = f"Name={label}"
            lines[i] = "\t".join(field)
        if words:
            print("\n".join(lines) + "\n")


def from_words(path):
    words, labels = [], []
    for line in open(path, encoding="utf-8").read().split("\n") + [""]:
        field = line.split()
        if len(field) >= 2:
            words.append(field[0])
            labels.append(field[-1])
        elif words:
            for i, (word, label) in enumerate(zip(words, plain_labels(labels))):
                print(i + 1, word, "_", "_", "_", "_", "_", "_", "_", f"Name={label}", sep="\t")
            print()
            words, labels = [], []


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    if sys.argv[1] == "--words":
        from_words(sys.argv[2])
    elif sys.argv[1] == "--mentions":
        from_mentions(sys.argv[2])
    else:
        merge(sys.argv[1], read_names(sys.argv[2]))
