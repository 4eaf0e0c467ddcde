"""Trains the parser's network. See docs/model.md for the commands and the data.

use: train_parse.py --features PROGRAM --train A.conllu ... --dev B.conllu --out CHECKPOINT [options]
"""
import argparse
import json
import math
import random
import shlex
import time

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from parse_data import IGNORED, Corpus, collect_classes, split_features
from parse_network import LIMIT, TAGS, Network, best_chain, chain_loss

LOSS_WEIGHT = {"arc": 1.0, "deprel": 1.0, "upos": 0.4, "xpos": 0.4, "feats": 0.4, "lemma": 0.4, "name": 0.8}
CASE_CHANGES = (0.06, 0.02)  # share of training sentences shown in lower case, in capitals


def argument_parser():
    parser = argparse.ArgumentParser()
    parser.add_argument("--features", required=True, type=shlex.split, help="the program parse_features, with its options")
    parser.add_argument("--train", nargs="+", required=True, help="the names of the first are those that the model learns to give")
    parser.add_argument("--dev", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--vectors", help="word vectors from parse_vectors: 'word v1 v2 ...' a line")
    parser.add_argument("--start", help="checkpoint to start from (same classes)")
    parser.add_argument("--epochs", type=int, default=25)
    parser.add_argument("--stop-epochs", type=int, default=0, help="stop after so many epochs, whatever the learning rate; 0 = all")
    parser.add_argument("--minutes", type=float, default=0, help="stop so that the learning rate ends here; 0 = by epochs")
    parser.add_argument("--batch-words", type=int, default=1200)
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--coarse-epochs", type=int, default=0, help="train the LSTMs of so many epochs in 16-bit floating point")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--hidden", type=int, default=160)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--word-width", type=int, default=96)
    parser.add_argument("--piece-width", type=int, default=96)
    parser.add_argument("--name-width", type=int, default=96)
    parser.add_argument("--dropout", type=float, default=0.33)
    parser.add_argument("--word-dropout", type=float, default=0.2)
    return parser


def read_vectors(path, program):
    """(keys, vectors) of a text file of word vectors, words keyed as the library keys them."""
    import subprocess
    words, rows = [], []
    for line in open(path, encoding="utf-8"):
        field = line.rstrip("\n").split(" ")
        words.append(field[0])
        rows.append(np.array(field[1:], dtype=np.float32))
    raw = subprocess.run([*program, "--plain"], input=("\n".join(words) + "\n").encode(), stdout=subprocess.PIPE, check=True).stdout
    keys, _, _ = split_features(raw)
    return keys[:, 0], np.stack(rows)


def known_words(corpus, vector_keys):
    """Sorted keys that get a row: seen twice in training, or with a vector."""
    keys, counts = np.unique(corpus.keys[:, 0], return_counts=True)
    known = keys[counts >= 2]
    return np.union1d(known, vector_keys) if vector_keys is not None else known


def batches(corpus, batch_words, generator):
    """Lists of sentence numbers of one length, in random order."""
    by_length = {}
    for i, sentence in enumerate(corpus.sentences):
        by_length.setdefault(len(sentence), []).append(i)
    out = []
    for length in sorted(by_length):
        numbers, count = by_length[length], max(batch_words // length, 1)
        generator.shuffle(numbers)
        out += [numbers[i:i + count] for i in range(0, len(numbers), count)]
    generator.shuffle(out)
    return out


def assemble(corpus, numbers, generator=None, word_dropout=0.0):
    """Tensors of a batch of sentences of one length. With a generator: case changes and word dropout."""
    sentences = [corpus.sentences[i] for i in numbers]
    length, most = len(sentences[0]), corpus.pieces.shape[2]
    words = np.zeros((len(sentences), length), np.int64)
    pieces = np.empty((len(sentences), length, most), np.int32)
    labels = {c: np.empty((len(sentences), length), np.int64) for c in [*corpus.labels, "head", "source"]}
    for row, s in enumerate(sentences):
        here, variant = slice(s.first, s.first + length), 0
        if generator:
            dice = generator.random()
            variant = 1 if dice < CASE_CHANGES[0] else 2 if dice < sum(CASE_CHANGES) else 0
        words[row], pieces[row] = corpus.words[here, variant], corpus.pieces[here, variant]
        for column, values in corpus.labels.items():
            labels[column][row] = values[here]
        labels["head"][row], labels["source"][row] = corpus.heads[here], s.source
        if variant:  # lemma rules speak of the letters as written
            labels["lemma"][row] = IGNORED
    if generator and word_dropout:
        words[np.random.random_sample(words.shape) < word_dropout] = 0
    used = int((pieces < corpus.buckets).sum(2).max())
    pieces = np.ascontiguousarray(pieces[:, :, :max(used, 1)])
    return (torch.from_numpy(words), torch.from_numpy(pieces.astype(np.int64)),
            {c: torch.from_numpy(v) for c, v in labels.items()})


def name_loss(network, x, labels):
    """Names of the first source and of the others have output layers of their own: their annotations differ."""
    total = 0.0
    for is_other in (False, True):
        rows = ((labels["name"][:, 0] != IGNORED) & ((labels["source"][:, 0] > 0) == is_other)).nonzero().flatten()
        if len(rows):
            scores, steps = network.names(x[rows], is_other)
            total = total + len(rows) / len(x) * chain_loss(scores, steps, labels["name"][rows])
    return total


def loss_of(network, batch):
    words, pieces, labels = batch
    x = network.encode(words, pieces)
    losses = {}
    if (labels["head"] != IGNORED).any():
        losses["arc"] = cross_entropy(network.arcs(x).flatten(0, 1), labels["head"].flatten(), ignore_index=IGNORED)
        losses["deprel"] = cross_entropy(network.relations(x, labels["head"]).flatten(0, 1), labels["deprel"].flatten(), ignore_index=IGNORED)
        logits = network.tags(x)
        for t in TAGS:
            if (labels[t] != IGNORED).any():
                losses[t] = cross_entropy(logits[t].flatten(0, 1), labels[t].flatten(), ignore_index=IGNORED)
    losses["name"] = name_loss(network, x, labels)
    return sum(LOSS_WEIGHT[k] * v for k, v in losses.items())


@torch.no_grad()
def measure(network, corpus, batch_words=3000):
    """Accuracy per column and UAS, LAS (relation with subtype), greedy heads: a quick figure for model selection only."""
    network.eval()
    right, total, names = {}, {}, [0, 0, 0]
    for numbers in batches(corpus, batch_words, random.Random(0)):
        words, pieces, labels = assemble(corpus, numbers)
        x = network.encode(words, pieces)
        heads = network.arcs(x).argmax(2)
        found = {t: v.argmax(2) for t, v in network.tags(x).items()}
        found["deprel"] = network.relations(x, heads).argmax(2)
        hit = heads == labels["head"]
        checks = {t: found[t] == labels[t] for t in TAGS}
        checks["uas"], checks["las"] = hit, hit & (found["deprel"] == labels["deprel"])
        for k, v in checks.items():
            right[k] = right.get(k, 0) + int(v.sum())
            total[k] = total.get(k, 0) + v.numel()
        count_names(names, best_chain(*network.names(x)), labels["name"])
    network.train()
    return {k: round(100 * right[k] / total[k], 2) for k in right} | {"names": round(200 * names[0] / max(names[1] + names[2], 1), 2)}


def spans_of(labels):
    """{(first, behind last, kind)} of a list of name classes; an inside label behind another kind starts a name."""
    spans, start, kind = set(), 0, 0
    for i, label in enumerate(labels + [0]):
        now, is_start = (label + 1) // 2, label % 2 == 1
        if kind and (now != kind or is_start):
            spans.add((start, i, kind))
        if now and (now != kind or is_start):
            start = i
        kind = now
    return spans


def count_names(counts, found, gold):
    """counts += names found and right, found, gold; sentences without names of their own are left out"""
    for our_labels, their_labels in zip(found.tolist(), gold.tolist()):
        if their_labels[0] != IGNORED:
            ours, theirs = spans_of(our_labels), spans_of(their_labels)
            for i, n in enumerate((len(ours & theirs), len(ours), len(theirs))):
                counts[i] += n


def with_marks(state, network):
    """Rows of marks, all 0, for a network that was started without them; the row of padding stays the last."""
    pieces, rows = state["piece.weight"], len(network.piece.weight)
    if len(pieces) < rows:
        state["piece.weight"] = torch.cat([pieces[:-1], torch.zeros(rows - len(pieces) + 1, pieces.shape[1])])
    return state


def build(o, corpus):
    classes = collect_classes(corpus, least_lemma_count=2)
    vector_keys, vectors = read_vectors(o.vectors, o.features) if o.vectors else (None, None)
    known = known_words(corpus, vector_keys)
    shape = {"words": len(known), "buckets": corpus.buckets, "word_width": o.word_width, "piece_width": o.piece_width,
             "hidden": o.hidden, "layers": o.layers, "arc_width": 128, "label_width": 128, "tag_width": 128, "name_width": o.name_width,
             "dropout": o.dropout, "piece_dropout": 0.05}
    network = Network(shape, {c: len(v) for c, v in classes.items()})
    if vectors is not None:
        rows = np.searchsorted(known, vector_keys) + 1
        scaled = vectors * (0.3 / vectors.std())
        with torch.no_grad():
            width = min(o.word_width, scaled.shape[1])
            network.word.weight[torch.from_numpy(rows), :width] = torch.from_numpy(scaled[:, :width])
            network.word.weight[0] = 0
    if o.start:
        network.load_state_dict(with_marks(torch.load(o.start, weights_only=False)["state"], network), strict=False)
    return network, classes, known


def save(o, network, classes, known, figures):
    torch.save({"state": network.state_dict(), "shape": network.shape, "classes": classes, "known": known,
                "figures": figures, "seed": o.seed, "limit": LIMIT}, o.out)


def make_repeatable(o):
    """The same seed, number of threads and machine give the same bits."""
    torch.set_num_threads(o.threads)
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False  # costs time; the networks read nothing before they write it
    torch.manual_seed(o.seed)
    np.random.seed(o.seed)


def rate_at(o, progress):
    warm = 0.02
    return o.rate * (progress / warm if progress < warm else max(0.0, (1 - progress) / (1 - warm)))


def main():
    o = argument_parser().parse_args()
    make_repeatable(o)
    generator = random.Random(o.seed)
    corpus, dev = Corpus(o.features, o.train), Corpus(o.features, [o.dev])
    network, classes, known = build(o, corpus)
    corpus.number(classes, known)
    dev.number(classes, known)
    print(json.dumps({"classes": {c: len(v) for c, v in classes.items()}, "shape": network.shape}), flush=True)
    optimizer = torch.optim.Adam(network.parameters(), lr=o.rate, betas=(0.9, 0.95), eps=1e-8, fused=True)
    started, best = time.time(), -1.0
    epoch, progress = 0, 0.0
    while progress < 1.0 and epoch < (o.stop_epochs or o.epochs):
        network.is_coarse = epoch < o.coarse_epochs
        todo, total = batches(corpus, o.batch_words, generator), 0.0
        for i, numbers in enumerate(todo):
            progress = (time.time() - started) / (60 * o.minutes) if o.minutes else (epoch + i / len(todo)) / o.epochs
            for group in optimizer.param_groups:
                group["lr"] = rate_at(o, min(progress, 1.0))
            loss = loss_of(network, assemble(corpus, numbers, generator, o.word_dropout))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            total += float(loss.detach())
            if progress >= 1.0:
                break
        epoch += 1
        figures = measure(network, dev)
        print(f"epoch {epoch} loss {total / (i + 1):.3f} {time.time() - started:.0f} s {json.dumps(figures)}", flush=True)
        if figures["las"] > best and not math.isnan(total):
            best = figures["las"]
            save(o, network, classes, known, figures)


if __name__ == "__main__":
    main()
