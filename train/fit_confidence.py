#!/usr/bin/env python3
"""Fits the weights of src/event/confidence.c.

    eval_plv DATA PLV.tsv --findings | grep '^finding' > a.txt
    eval_confidence DATA REPORTS.jsonl JUDGED.tsv --findings | grep '^finding' > b.txt
    fit_confidence.py src/event/confidence.h a.txt b.txt

Logistic regression on the findings of judged events; lines are "finding", 1 or 0 (right or not), the findings as a number. Weights are pulled
towards 0 (PULL), since some findings are rare. Only the kind of deed (OF_...) may speak for an event; the other findings are doubts, and where a
set would make one of them raise confidence, that is chance or the set's way of choosing, so its weight is 0. Prints the table for confidence.c,
and how well predictions hold on events that were left out (FOLDS parts in turn)."""
import math
import re
import sys

PULL = 8.0  # strength of the prior on each weight, in events
FOLDS = 5
STEPS = 200
RATE = 2.0
BINS = [0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 1.01]


def read(paths):
    rows = [line.split("\t")[1:] for path in paths for line in open(path) if line.startswith("finding")]
    return [(int(right), int(bits)) for right, bits in rows]


def predict(base, weights, bits):
    return 1 / (1 + math.exp(-(base + sum(w for i, w in enumerate(weights) if bits >> i & 1))))


def fit(rows, names):
    count = len(names)
    base, weights = 0.0, [0.0] * count
    for _ in range(STEPS):
        slope, slopes = 0.0, [-PULL * w / len(rows) for w in weights]
        for right, bits in rows:
            miss = (right - predict(base, weights, bits)) / len(rows)
            slope += miss
            for i in range(count):
                if bits >> i & 1:
                    slopes[i] += miss
        base += RATE * slope
        weights = [w + RATE * s for w, s in zip(weights, slopes)]
        weights = [w if name.startswith("OF_") else min(w, 0.0) for w, name in zip(weights, names)]
    return base, weights


def left_out(rows, names):
    told = []
    for fold in range(FOLDS):
        base, weights = fit([r for i, r in enumerate(rows) if i % FOLDS != fold], names)
        told += [(predict(base, weights, bits), right) for i, (right, bits) in enumerate(rows) if i % FOLDS == fold]
    return told


def main():
    header = open(sys.argv[1]).read()
    names = re.findall(r"X\((\w+)\)", header[header.index("#define AN_FINDING_LIST(X)"):header.index("#define AN_ENUM_FINDING")])
    names = [n for n in names if n != "X"]
    rows = read(sys.argv[2:])
    base, weights = fit(rows, names)
    print(f"static const double BASE = {base:.2f};")
    for i, name in enumerate(names):
        have = [right for right, bits in rows if bits >> i & 1]
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
