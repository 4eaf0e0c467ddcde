#!/usr/bin/env python3
"""Fits the weights of src/event/confidence.c.

    eval_confidence DATA REPORTS.jsonl judged_events.tsv --findings | grep '^finding' > a.txt
    eval_confidence DATA REPORTS.jsonl judged_events_strict.tsv --findings | grep '^finding' > b.txt
    fit_confidence.py src/event/confidence.h a.txt b.txt

Logistic regression on the findings of judged events; lines are "finding", 1 or 0 (right or not), the findings as a number. Each file has a base
of its own, since those who judged them were not equally strict; the weights are shared. The base that is printed is the last file's: confidence is
the chance that type and participants are right to the strict. Pairs of PLV are left out: there only the type is judged, of pairs that were
found, and with them the fit foretells judged events no better than their mean does. Weights
are pulled towards 0 (PULL), since some findings are rare. Only the kind of deed (OF_...) may speak for an event; the other findings are doubts,
and where a set would make one of them raise confidence, that is chance or the set's way of choosing, so its weight is 0. Prints the table for
confidence.c, and how well predictions hold on events of the last file that were left out (FOLDS parts in turn)."""
import math
import re
import sys

PULL = 4.0  # strength of the prior on each weight, in events
FOLDS = 5
STEPS = 1000
RATE = 2.0
BINS = [0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]


def read(paths):
    """Rows of (right, findings, number of the file)."""
    rows = []
    for number, path in enumerate(paths):
        lines = [line.split("\t") for line in open(path) if line.startswith("finding")]
        rows += [(int(right), int(bits), number) for _, right, bits in lines]
    return rows


def predict(bases, weights, bits, number):
    return 1 / (1 + math.exp(-(bases[number] + sum(w for i, w in enumerate(weights) if bits >> i & 1))))


def fit(rows, names):
    bases, weights = [0.0] * (1 + max(number for _, _, number in rows)), [0.0] * len(names)
    for _ in range(STEPS):
        base_slopes, slopes = [0.0] * len(bases), [-PULL * w / len(rows) for w in weights]
        for right, bits, number in rows:
            miss = (right - predict(bases, weights, bits, number)) / len(rows)
            base_slopes[number] += miss
            for i in range(len(names)):
                if bits >> i & 1:
                    slopes[i] += miss
        bases = [b + RATE * s for b, s in zip(bases, base_slopes)]
        weights = [w + RATE * s for w, s in zip(weights, slopes)]
        weights = [w if name.startswith("OF_") else min(w, 0.0) for w, name in zip(weights, names)]
    return bases, weights


def left_out(rows, names):
    """Of the last file's rows: what was predicted by a fit that had not seen them, and what is so."""
    last, told = max(number for _, _, number in rows), []
    for fold in range(FOLDS):
        bases, weights = fit([r for i, r in enumerate(rows) if i % FOLDS != fold], names)
        told += [(predict(bases, weights, bits, number), right) for i, (right, bits, number) in enumerate(rows) if i % FOLDS == fold and number == last]
    return told


def main():
    header = open(sys.argv[1]).read()
    names = re.findall(r"X\((\w+)\)", header[header.index("#define AN_FINDING_LIST(X)"):header.index("#define AN_ENUM_FINDING")])
    names = [n for n in names if n != "X"]
    rows = read(sys.argv[2:])
    bases, weights = fit(rows, names)
    print(f"static const double BASE = {bases[-1]:.2f};")
    for i, name in enumerate(names):
        have = [right for right, bits, _ in rows if bits >> i & 1]
        share = sum(have) / len(have) if have else 0
        print(f"    [AN_FINDING_{name}] = {weights[i]:.2f}, /* {len(have)} events, {share:.2f} right */")
    told = left_out(rows, names)
    mean = sum(right for _, right in told) / len(told)
    print(f"left out: Brier score {sum((p - right) ** 2 for p, right in told) / len(told):.4f}, of the mean alone {mean * (1 - mean):.4f}")
    for low, high in zip(BINS, BINS[1:]):
        part = [(p, right) for p, right in told if low <= p < high]
        if part:
            print(f"  {low:.2f} to {min(high, 1):.2f}: mean {sum(p for p, _ in part) / len(part):.2f}, right {100 * sum(r for _, r in part) / len(part):.0f} % of {len(part)}")


main()
