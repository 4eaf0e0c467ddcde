"""Writes CoNLL-U whose MISC column holds Name=B-PER ... labels, from a treebank and its names, or from a list of words and labels.

use: parse_names.py treebank.conllu names.iob2 >out.conllu      (same sent_id and words; other sentences stay without names)
     parse_names.py --words list.txt >out.conllu                (word and label on a line, blank line between sentences)
"""
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
    else:
        merge(sys.argv[1], read_names(sys.argv[2]))
