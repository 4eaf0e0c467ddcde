"""Reads CoNLL-U and the features that parse_features made of it; turns labels into class numbers."""
import subprocess
from collections import Counter

import numpy as np

NAME_LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
COLUMNS = ["upos", "xpos", "feats", "lemma", "deprel", "name"]
IGNORED = -100
ROOT_PARENT = 0  # position of the root in the list of possible heads; word i stands at i + 1


class Sentence:
    """One sentence as columns of strings; `first` is the index of its first word among all words of the file."""

    __slots__ = ("first", "forms", "heads", "columns", "has_names", "source")

    def __init__(self, first):
        self.first, self.forms, self.heads, self.has_names = first, [], [], False
        self.columns = {c: [] for c in COLUMNS}

    def __len__(self):
        return len(self.forms)


def lower(text):
    """ASCII letters only, as the C side does."""
    return text.encode().lower().decode()


def lemma_rule(form, lemma):
    """The edit that makes the lemma: '<case><bytes cut from the end>+<text added>' or '=<lemma>' when nothing is shared.
    case: l = in lower case, k = as written, t = first letter as written, the rest in lower case."""
    if lemma == "_":  # the later parts of a word written apart
        return "=_"
    for case in "lkt":
        mapped = {"l": lower(form), "k": form, "t": form[:1] + lower(form[1:])}[case].encode()
        goal = lemma.encode()
        if case == "l" and lower(lemma) != lemma:
            continue
        shared = 0
        while shared < min(len(mapped), len(goal)) and mapped[shared] == goal[shared]:
            shared += 1
        is_character_start = shared == len(goal) or goal[shared] & 0xC0 != 0x80
        if shared and is_character_start and (case != "k" or shared > 1 or len(form) == 1):
            return f"{case}{len(mapped) - shared}+{goal[shared:].decode()}"
    return "=" + lemma


def read_conllu(path):
    sentences, current, count = [], None, 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                current = None
                continue
            field = line.split("\t")
            if line[0] == "#" or not field[0].isdigit():
                continue
            if current is None:
                current = Sentence(count)
                sentences.append(current)
            add_word(current, field)
            count += 1
    return sentences


def add_word(sentence, field):
    sentence.forms.append(field[1])
    is_parsed = field[3] != "_"
    sentence.heads.append(int(field[6]) if field[6].isdigit() else IGNORED)
    name = [part[5:] for part in field[9].split("|") if part.startswith("Name=")]
    sentence.has_names |= bool(name)
    values = {
        "upos": field[3] if is_parsed else None,
        "xpos": field[4] if is_parsed else None,
        "feats": field[5] if is_parsed else None,
        "lemma": lemma_rule(field[1], field[2]) if is_parsed else None,
        "deprel": field[7] if is_parsed else None,
        "name": name[0] if name else None,
    }
    for column in COLUMNS:
        sentence.columns[column].append(values[column])


def read_features(program, path):
    """(keys [words, variants], pieces [words, variants, most], rows of the table of pieces). `program`: parse_features with options"""
    with open(path, "rb") as source:
        raw = subprocess.run(program, stdin=source, stdout=subprocess.PIPE, check=True).stdout
    return split_features(raw)


def split_features(raw):
    if raw[:8] != b"ANFEATS1":
        raise ValueError("not the output of parse_features")
    _, buckets, most, variants = np.frombuffer(raw, "<u4", 4, 8)
    record = np.dtype([("key", "<u8"), ("pieces", "<u4", (most,))])
    words = np.frombuffer(raw, record, offset=24).reshape(-1, variants)
    pieces = np.minimum(words["pieces"], buckets).astype(np.int32)
    return words["key"].copy(), pieces, int(buckets)


class Corpus:
    """Sentences of some files with their features and, once `number` was called, their class numbers."""

    def __init__(self, program, paths):
        self.sentences, keys, pieces, first = [], [], [], 0
        for source, path in enumerate(paths):
            sentences = read_conllu(path)
            key, piece, self.buckets = read_features(program, path)
            if len(key) != sum(map(len, sentences)):
                raise ValueError(f"{path}: features and words differ in number")
            for sentence in sentences:
                sentence.first, sentence.source = sentence.first + first, source
            first += len(key)
            self.sentences += sentences
            keys.append(key)
            pieces.append(piece)
        self.keys, self.pieces = np.concatenate(keys), np.concatenate(pieces)

    def number(self, classes, known_keys):
        """Fills self.words (row of the word table, 0 = unknown) and self.labels (class number or IGNORED)."""
        order = np.searchsorted(known_keys, self.keys)
        order = np.minimum(order, len(known_keys) - 1)
        self.words = np.where(known_keys[order] == self.keys, order + 1, 0).astype(np.int32)
        self.labels = {}
        for column in COLUMNS:
            index = {label: i for i, label in enumerate(classes[column])}
            self.labels[column] = np.array(
                [index.get(v, IGNORED) if v is not None else IGNORED for s in self.sentences for v in s.columns[column]],
                dtype=np.int64)
        self.heads = np.array([h for s in self.sentences for h in s.heads], dtype=np.int64)


def collect_classes(corpus, least_lemma_count):
    """The closed lists of labels, most frequent first; rare lemma rules are left out."""
    classes = {}
    for column in COLUMNS:
        counts = Counter(v for s in corpus.sentences for v in s.columns[column] if v is not None)
        least = least_lemma_count if column == "lemma" else 1
        classes[column] = [v for v, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if n >= least]
    classes["name"] = NAME_LABELS
    return classes
