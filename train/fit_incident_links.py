#!/usr/bin/env python3
"""Fits the weights of src/link/node_weigh.h: what speaks for one happening where the rules say nothing.

    incident_evidence BASE LEXICON > evidence.tsv
    fit_incident_links.py evidence.tsv judged_incident_pairs.tsv

Logistic regression. A judged pair of events is one row; of a pair of documents judged the same, the pair of events with the most evidence is. Pairs that
nobody judged count as different, but for those that a first round finds likely: many of these are one happening, so they are left out of the second
round. Weights are pulled towards 0 (PULL). Prints the weights, and how many of the judged pairs reach each weight when the documents of their stretch were
left out of the fit. A fit over a base that another version coded gives other weights."""
import math
import sys

PULL = 6.0  # strength of the prior on each weight, in pairs
STEPS, LIKELY, DRAWN, PARTS, STRETCH = 12, -2.5, 6, 5, 400
JUDGED_WEIGHT = 2.0


def read(evidence, judged):
    pairs, documents = {}, {}
    for line in open(judged):
        if line.startswith("#") or not line.strip():
            continue
        a, ka, b, kb, verdict, _ = line.rstrip("\n").split("\t")
        (documents if "-" in (ka, kb) else pairs)[frozenset((a, b) if "-" in (ka, kb) else (ka, kb))] = int(verdict)
    lines = open(evidence)
    names = next(lines).rstrip("\n").split("\t")[5:]
    rows = []
    for number, line in enumerate(lines):
        a, ka, b, kb, by_rule, *values = line.split("\t")
        verdict = pairs.get(frozenset((ka, kb)))
        bag = frozenset((a, b)) if verdict is None and frozenset((a, b)) in documents else None
        if verdict is None and bag is None and (by_rule == "1" or number % DRAWN):
            continue
        if bag is not None and not documents[bag]:
            verdict, bag = 0, None
        rows.append((verdict, bag, [float(v) for v in values], stretch(a)))
    return names, rows


def stretch(document):
    digits = "".join(c for c in document if c.isdigit())
    return int(digits or 0) // STRETCH % PARTS


def score(weights, values):
    return sum(w * v for w, v in zip(weights, values))


def solve(matrix, right):
    """Gauss, with the largest pivot."""
    n = len(right)
    rows = [matrix[i][:] + [right[i]] for i in range(n)]
    for i in range(n):
        best = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for r in range(i + 1, n):
            factor = rows[r][i] / rows[i][i]
            if factor:
                rows[r] = [x - factor * y for x, y in zip(rows[r], rows[i])]
    out = [0.0] * n
    for i in reversed(range(n)):
        out[i] = (rows[i][n] - sum(rows[i][k] * out[k] for k in range(i + 1, n))) / rows[i][i]
    return out


def newton(data, size):
    """data: (values as (index, value), verdict, weight)."""
    weights = [0.0] * size
    for _ in range(STEPS):
        slope = [-PULL * w if i else 0.0 for i, w in enumerate(weights)]
        bend = [[(PULL if i else 1e-6) if i == k else 0.0 for k in range(size)] for i in range(size)]
        for values, verdict, weight in data:
            p = 1 / (1 + math.exp(-max(-30, min(30, sum(weights[i] * v for i, v in values)))))
            for i, v in values:
                slope[i] += weight * (verdict - p) * v
                for k, u in values:
                    bend[i][k] += weight * p * (1 - p) * v * u
        weights = [w + d for w, d in zip(weights, solve(bend, slope))]
    return weights


def fit(rows, size):
    weights, first = [0.0] * size, True
    for _ in range(2):
        bags, data = {}, []
        for verdict, bag, values, _ in rows:
            if bag is not None:
                bags.setdefault(bag, []).append(values)
            elif verdict is not None:
                data.append((sparse(values), verdict, JUDGED_WEIGHT))
            elif first or score(weights, values) < LIKELY:
                data.append((sparse(values), 0, float(DRAWN)))
        data += [(sparse(max(bag, key=lambda v: sum(v) if first else score(weights, v))), 1, JUDGED_WEIGHT) for bag in bags.values()]
        weights, first = newton(data, size), False
    return weights


def sparse(values):
    return [(i, v) for i, v in enumerate(values) if v]


def main():
    names, rows = read(sys.argv[1], sys.argv[2])
    held = []
    for part in range(PARTS):
        weights = fit([r for r in rows if r[3] != part], len(names))
        held += [(score(weights, r[2]), r[0]) for r in rows if r[3] == part and r[0] is not None]
    for name, weight in zip(names, fit(rows, len(names))):
        print("X(%s, %.2f)" % (name, weight))
    for least in (-2, -1, 0, 1, 2, 3):
        reached = [verdict for s, verdict in held if s >= least]
        print("weight %2d and more: %d of %d judged pairs are one happening" % (least, sum(reached), len(reached)))


if __name__ == "__main__":
    main()
