"""Turns a checkpoint of train_parse.py into the sections of a model file, in fixed point. parse_pack then makes the file.

use: parse_export.py CHECKPOINT FOLDER PARSE_FEATURES TRAIN.conllu...      (one file a section, named as the section; the
     treebanks are those of training, for the table of known lemmas; where they disagree the first one is followed)

Layout of the sections: src/model/layer.c, src/parse/weights.c."""
import pathlib
import subprocess
import sys
from collections import Counter, defaultdict

import numpy as np
import torch

from parse_data import read_conllu, split_features

LEAST_SHARE = 0.5  # of a form's occurrences with one tag that must agree on the lemma rule
ENOUGH_OF_ONE_TREEBANK = 2  # occurrences with which the first treebank settles a lemma alone
OPEN_CLASSES = {"NOUN", "VERB", "ADJ", "ADV", "PROPN"}

FRACTION_BITS, ACTIVATION_LIMIT, TILE, SUM_LIMIT, SHIFT_MAX = 11, 16383, 16, 1 << 30, 15
FEATURE_VERSION, BUCKETS, PIECES_MAX = 2, 1 << 15, 40
CURVE_POINTS, CURVE_ONE = 4096, 1 << 14


def row_start(bias, shift):
    """The bias as the sums see it, with the half that makes the right shift round."""
    return np.rint(bias * 2.0 ** (shift + FRACTION_BITS)) + 2 ** (shift - 1)


def row_shift(row, bias):
    """Most bits after the point with which the row's sums surely stay under SUM_LIMIT."""
    for shift in range(SHIFT_MAX, 0, -1):
        cells = np.rint(row * 2.0 ** shift)
        start = abs(row_start(bias, shift))
        if np.abs(cells).max() <= 32767 and start + (np.abs(cells).sum() + 1) * (ACTIVATION_LIMIT + 1) <= SUM_LIMIT:
            return shift
    raise ValueError("a row of weights is too large")


def dense(weight, bias):
    weight = weight.double().numpy()
    bias = np.zeros(len(weight)) if bias is None else bias.double().numpy()
    rows, columns = weight.shape
    padded_rows, padded_columns = -(-rows // TILE) * TILE, -(-columns // 2) * 2
    cells, starts = np.zeros((padded_rows, padded_columns), np.int16), np.zeros(padded_rows, np.int32)
    shifts = np.ones(padded_rows, np.int32)
    for r in range(rows):
        shifts[r] = shift = row_shift(weight[r], bias[r])
        cells[r, :columns] = np.rint(weight[r] * 2.0 ** shift)
        starts[r] = row_start(bias[r], shift)
    tiles = cells.reshape(padded_rows // TILE, TILE, padded_columns // 2, 2).transpose(0, 2, 1, 3)
    header = np.zeros(16, "<i4")
    header[:2] = rows, columns
    return header.tobytes() + starts.astype("<i4").tobytes() + shifts.astype("<i4").tobytes() + np.ascontiguousarray(tiles).astype("<i2").tobytes()


def table(weight):
    """int8 rows; the left shift brings a row to FRACTION_BITS."""
    weight = weight.double().numpy()
    most = np.maximum(np.abs(weight).max(1), 1e-9)
    bits = np.clip(np.floor(np.log2(127.0 / most)), 0, FRACTION_BITS).astype(int)
    cells = np.clip(np.rint(weight * 2.0 ** bits[:, None]), -127, 127).astype(np.int8)
    shifts = np.zeros(-(-len(weight) // 64) * 64, np.uint8)
    shifts[:len(weight)] = FRACTION_BITS - bits
    return shifts.tobytes() + cells.tobytes()


def curve(function, half):
    """Values at the middles of CURVE_POINTS steps over [-half, half)."""
    step = 2 * half / CURVE_POINTS
    at = -half + step * (np.arange(CURVE_POINTS) + 0.5)
    return np.rint(function(at) * CURVE_ONE).astype("<i2").tobytes()


def lstm(state, layer, direction):
    end = "_reverse" if direction == "b" else ""
    get = lambda name: state[f"layers.{layer}.{name}_l0{end}"]
    return {f"lstm{layer}.{direction}.input": dense(get("weight_ih"), get("bias_ih") + get("bias_hh")),
            f"lstm{layer}.{direction}.recurrent": dense(get("weight_hh"), None)}


def chosen_rules(counts_of_treebanks):
    """{word: rule} from one Counter of rules a word and treebank. Treebanks have conventions of their own ("people" is "people" or
    "person"): the first that knows the word well enough is followed alone."""
    chosen = {}
    for word in sorted(set().union(*counts_of_treebanks)):
        counts = Counter()
        for its_counts in counts_of_treebanks:
            counts += its_counts.get(word, Counter())
            if sum(counts.values()) >= ENOUGH_OF_ONE_TREEBANK:
                break
        rule, count = max(counts.items(), key=lambda item: (item[1], item[0]))
        if count >= LEAST_SHARE * sum(counts.values()):
            chosen[word] = rule
    return chosen


def known_lemmas(program, paths, rules):
    """(keys, rule numbers, all rules): what training showed of forms, parts of speech and Penn tags; `rules` grows by the rare
    ones. Words of closed classes have rows without a Penn tag too; of others an unknown tag is for the rules of the lemmatizer."""
    tagged, untagged = [], []
    for path in paths:
        tagged.append(defaultdict(Counter))
        untagged.append(defaultdict(Counter))
        for sentence in read_conllu(path):
            columns = (sentence.columns[name] for name in ("upos", "xpos", "lemma"))
            for form, upos, xpos, rule in zip(sentence.forms, *columns):
                if rule is None or rule == "=_":
                    continue
                tagged[-1][upos, xpos, form][rule] += 1
                if upos not in OPEN_CLASSES:
                    untagged[-1][upos, "_", form][rule] += 1
    chosen = chosen_rules(untagged)
    chosen |= {(upos, xpos, form): rule for (upos, xpos, form), rule in chosen_rules(tagged).items()
               if chosen.get((upos, "_", form)) != rule}
    rules = rules + sorted(set(chosen.values()) - set(rules))
    numbers = {rule: i for i, rule in enumerate(rules)}
    lines = "".join(f"{upos} {xpos} {form}\n" for upos, xpos, form in chosen)
    raw = subprocess.run([program, "--lemma-rows"], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    keys, place = np.unique(np.frombuffer(raw, "<u8"), return_index=True)
    return keys, np.array([numbers[rule] for rule in chosen.values()], "<u2")[place], rules


def known_marks(program, path):
    """(keys ascending, bits): words that fold to the same key share their bits, as in parse_features"""
    words = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8")]
    raw = subprocess.run([program, "--plain"], input="".join(word + "\n" for word, _ in words).encode(), stdout=subprocess.PIPE, check=True).stdout
    keys, place = np.unique(split_features(raw)[0][:, 0], return_inverse=True)
    bits = np.zeros(len(keys), "<u2")
    np.bitwise_or.at(bits, place, np.array([int(b) for _, b in words], "<u2"))
    return keys, bits


def sections(checkpoint, program, marks, paths):
    state, shape, classes = checkpoint["state"], checkpoint["shape"], checkpoint["classes"]
    lemma_keys, lemma_rules, rules = known_lemmas(program, paths, classes["lemma"])
    mark_keys, mark_bits = known_marks(program, marks)
    numbers = [FEATURE_VERSION, BUCKETS, PIECES_MAX, shape["words"], shape["word_width"], shape["piece_width"],
               shape["layers"], shape["hidden"], shape["arc_width"], shape["label_width"], shape["tag_width"], shape["name_width"],
               len(classes["lemma"]), len(lemma_keys), len(mark_keys)]
    classes = classes | {"lemma": rules}
    out = {"shape": np.array(numbers, "<i4").tobytes(),
           "word.keys": checkpoint["known"].astype("<u8").tobytes(),
           "lemma.keys": lemma_keys.astype("<u8").tobytes(),
           "lemma.rules": lemma_rules.tobytes(),
           "mark.keys": mark_keys.astype("<u8").tobytes(),
           "mark.bits": mark_bits.tobytes(),
           "word.rows": table(state["word.weight"]),
           "piece.rows": table(state["piece.weight"][:shape["buckets"]]),
           "curves": curve(lambda x: 1 / (1 + np.exp(-x)), 8.0) + curve(np.tanh, 4.0)}
    for layer in range(shape["layers"]):
        out |= lstm(state, layer, "f") | lstm(state, layer, "b")
    layers = {"tag.hidden": "tag_hidden", "upos.out": "tag_out.upos", "xpos.out": "tag_out.xpos", "feats.out": "tag_out.feats",
              "lemma.out": "tag_out.lemma", "name.hidden": "name_hidden", "name.out": "name_out",
              "arc.dependent": "arc_dependent", "arc.head": "arc_head", "arc.bilinear": "arc_bilinear",
              "label.dependent": "label_dependent", "label.head": "label_head", "label.out": "label_out"}
    for section, name in layers.items():
        out[section] = dense(state[name + ".weight"], state.get(name + ".bias"))
    out["arc.root"] = np.clip(np.rint(state["arc_root"].numpy() * 2 ** 8), 0, 2047).astype("<i2").tobytes()
    out["name.steps"] = np.rint(state["name_steps"].numpy() * 2 ** FRACTION_BITS).astype("<i4").tobytes()
    out["label.root"] = np.rint(state["label_root"].numpy() * 2 ** FRACTION_BITS).astype("<i4").tobytes()
    for column in ("upos", "xpos", "feats", "lemma", "deprel", "name"):
        out[column + ".labels"] = "".join(label + "\n" for label in classes[column]).encode()
    return out


def main():
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sections(torch.load(sys.argv[1], weights_only=False), sys.argv[3], sys.argv[4], sys.argv[5:]).items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
