#!/usr/bin/env python3
"""Fits the weights of src/event/confidence.c.

    eval_confidence DATA REPORTS.jsonl judged_events.tsv --findings | grep '^finding' > findings.txt
    fit_confidence.py src/event/confidence.h findings.txt

Logistic regression on the findings of judged events; lines are "finding", 1 or 0 (right or not), the findings as a number, the sample that the event
was drawn in. Weights are pulled towards 0 (PULL), since some findings are rare. Prints the table for confidence.c, and how well predictions hold on
samples that were left out, each in turn: those who judged them were not equally strict, so this is what a new sample may expect."""
import math
import re
import sys

PULL = 8.0  # strength of the prior on each weight, in events
STEPS = 3000
RATE = 2.0
BINS = [0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]


def read(path):
    """Rows of (right, findings, sample)."""
    lines = [line.rstrip("\n").split("\t") for line in open(path) if line.startswith("finding")]
    return [(int(right), int(bits), sample) for _, right, bits, sample in lines]


def predict(base, weights, found):
    return 1 / (1 + math.exp(-(base + sum(weights[i] for i in found))))


def fit(rows, names):
    base, weights = 0.0, [0.0] * len(names)
    events = [(right, [i for i in range(len(names)) if bits >> i & 1]) for right, bits, _ in rows]
    for _ in range(STEPS):
        base_slope, slopes = 0.0, [-PULL * w / len(rows) for w in weights]
        for right, found in events:
            miss = (right - predict(base, weights, found)) / len(rows)
            base_slope += miss
            for i in found:
                slopes[i] += miss
        base += RATE * base_slope
        weights = [w + RATE * s for w, s in zip(weights, slopes)]
    return base, weights


def left_out(rows, names):
    """By sample, what was predicted by a fit that had not seen it, and what is so."""
    told = {}
    for sample in sorted({sample for _, _, sample in rows}):
        base, weights = fit([r for r in rows if r[2] != sample], names)
        told[sample] = [(predict(base, weights, [i for i in range(len(names)) if bits >> i & 1]), right) for right, bits, s in rows if s == sample]
    return told


def brier(told):
    """Of the predictions, and of the share of right ones alone."""
    mean = sum(right for _, right in told) / len(told)
    return sum((p - right) ** 2 for p, right in told) / len(told), mean * (1 - mean)


def main():
    header = open(sys.argv[1]).read()
    names = re.findall(r"X\((\w+)\)", header[header.index("#define AN_FINDING_LIST(X)"):header.index("#define AN_ENUM_FINDING")])
    rows = read(sys.argv[2])
    base, weights = fit(rows, names)
    print(f"static const double BASE = {base:.2f};")
    for i, name in enumerate(names):
        have = [right for right, bits, _ in rows if bits >> i & 1]
        share = sum(have) / len(have) if have else 0
        print(f"    [AN_FINDING_{name}] = {weights[i]:.2f}, /* {len(have)} events, {share:.2f} right */")
    told = left_out(rows, names)
    for sample, part in told.items():
        print(f"left out {sample}: {len(part)} events, Brier score %.4f, of the share alone %.4f" % brier(part))
    everything = sum(told.values(), [])
    print(f"left out, all: {len(everything)} events, Brier score %.4f, of the share alone %.4f" % brier(everything))
    for low, high in zip(BINS, BINS[1:]):
        part = [(p, right) for p, right in everything if low <= p < high]
        if part:
            print(f"  {low:.2f} to {min(high, 1):.2f}: mean {sum(p for p, _ in part) / len(part):.2f}, right {100 * sum(r for _, r in part) / len(part):.0f} % of {len(part)}")


main()
