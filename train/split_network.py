"""Trains the network that the splitter asks where its linear model is unsure, and writes its sections in fixed point.

use: split_network.py --words TRAIN.words... --dev DEV.words --vectors FILE --forms FORMS --out FOLDER [--epochs N] [--seed N]
     TRAIN.words, DEV.words  made by split_words from treebanks
     FILE                    word vectors in text (parse_vectors): a word and its numbers a line, the commonest first
     FORMS                   made by split_words --forms from the words of FILE

Two bidirectional LSTM layers over known word, shape, ending and gap; a score for each place between two words. Beside the ends of
sentences it learns Penn's tags and the relations of the trees, which it throws away afterwards: so it comes to see clauses.
Widths are those of src/split/network.h. The same files, seed and PyTorch give the same network on the same kind of processor."""
import argparse
import pathlib

import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from parse_export import curve, dense, lstm, table

PIECES, PIECE_ROWS, LAYERS, WORD_WIDTH, PIECE_WIDTH, HIDDEN, JUDGE_WIDTH = 7, 1 << 12, 2, 48, 32, 64, 64
RECORD = np.dtype([("form", "<u8"), ("pieces", "<u2", PIECES), ("piece_of_space", "<u2"), ("tag", "u1"), ("relation", "u1"),
                   ("ends", "u1"), ("starts", "u1"), ("may_end", "u1"), ("unused", "u1", 3)])
LIMIT = 7.99             # of activations, as in model/layer.h
VECTORS = 24000          # so many of the commonest words of running text are known, besides those seen twice in the treebanks
STRETCH = 160            # words read at once; the library reads AN_SPLIT_STRETCH_WORDS
BATCH_WORDS = 1200
ALONE = 0.7              # share of paragraphs read alone; others are joined with up to three more, as where mail lost its line ends
DROPPED = 0.33           # of the units of each layer
FORGOTTEN, SELDOM = 0.25, 0.15  # words shown as unknown: FORGOTTEN / (1 + SELDOM * times seen) + 1 in 20
RATE, WARM_STEPS = 2.5e-3, 100
END_WEIGHT, TAG_WEIGHT, RELATION_WEIGHT = 4.0, 0.5, 0.3


class Network(nn.Module):
    def __init__(self, words, tags, relations):
        super().__init__()
        wide = 2 * HIDDEN
        self.word = nn.Embedding.from_pretrained(torch.from_numpy(words), freeze=False)
        self.piece = nn.EmbeddingBag(PIECE_ROWS, PIECE_WIDTH, mode="sum")
        nn.init.normal_(self.piece.weight, 0, 0.08)
        self.layers = nn.ModuleList(
            nn.LSTM(wide if i else WORD_WIDTH + PIECE_WIDTH, HIDDEN, batch_first=True, bidirectional=True) for i in range(LAYERS))
        self.judge = nn.Linear(2 * wide, JUDGE_WIDTH)
        self.verdict = nn.Linear(JUDGE_WIDTH, 1)
        self.tag = nn.Linear(wide, tags)
        self.relation = nn.Linear(wide, relations)

    def drop(self, x):
        """The same units at all words of a stretch (Gal and Ghahramani 2016)."""
        return x * torch.empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - DROPPED) / (1 - DROPPED) if self.training else x

    def forward(self, words, pieces, lengths):
        batch, longest = words.shape
        bag = self.piece(pieces.view(batch * longest, -1)).view(batch, longest, -1)
        x = self.drop(torch.cat([self.word(words), bag], 2).clamp(-LIMIT, LIMIT))
        for layer in self.layers:
            packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
            x = self.drop(pad_packed_sequence(layer(packed)[0], batch_first=True, total_length=longest)[0])
        after = torch.cat([x[:, 1:], torch.zeros(batch, 1, x.shape[2])], 1)
        judged = self.judge(self.drop(torch.cat([x, after], 2))).clamp(0, LIMIT)
        return self.verdict(judged).squeeze(2), self.tag(x), self.relation(x)


class Treebank:
    def __init__(self, path, known):
        self.words = np.fromfile(path, RECORD)
        place = np.minimum(np.searchsorted(known, self.words["form"]), len(known) - 1)
        self.rows = np.where(known[place] == self.words["form"], place + 1, 0)
        starts = np.flatnonzero(self.words["starts"])
        self.paragraphs = list(zip(starts, np.append(starts[1:], len(self.words))))


def stretches(treebanks, random, alone):
    """(treebank, first word, end, starts of paragraphs that are joined to the one before)"""
    for treebank in treebanks:
        i = 0
        while i < len(treebank.paragraphs):
            count = 1 if random.random() < alone else int(random.integers(2, 5))
            chosen = treebank.paragraphs[i:i + count]
            for first in range(chosen[0][0], chosen[-1][1], STRETCH):
                end = min(chosen[-1][1], first + STRETCH)
                yield treebank, first, end, [p for p, _ in chosen[1:] if first <= p < end]
            i += count


def batches(all_stretches, random):
    out, batch, words = [], [], 0
    for stretch in sorted(all_stretches, key=lambda s: s[2] - s[1] + 6 * random.random()):
        batch.append(stretch)
        words += stretch[2] - stretch[1]
        if words >= BATCH_WORDS:
            out.append(batch)
            batch, words = [], 0
    out += [batch] if batch else []
    random.shuffle(out)
    return out


def tensors(batch, forget):
    longest = max(end - first for _, first, end, _ in batch)
    words = np.zeros((len(batch), longest), np.int64)
    pieces = np.zeros((len(batch), longest, PIECES), np.int64)
    tags, relations, ends, counted = (np.zeros((len(batch), longest), t) for t in (np.int64, np.int64, np.float32, np.float32))
    for k, (treebank, first, end, joined) in enumerate(batch):
        part, n = treebank.words[first:end], end - first
        words[k, :n], pieces[k, :n] = treebank.rows[first:end], part["pieces"]
        tags[k, :n], relations[k, :n], ends[k, :n] = part["tag"], part["relation"], part["ends"]
        counted[k, :n - 1] = part["may_end"][:n - 1]
        for start in joined:
            pieces[k, start - first, 0] = treebank.words["piece_of_space"][start]
            if start > first:
                counted[k, start - first - 1] = 1
    words = forget(words)
    return [torch.from_numpy(x) for x in (words, pieces, tags, relations, ends, counted)], torch.tensor([s[2] - s[1] for s in batch])


def loss_of(network, batch, forget):
    (words, pieces, tags, relations, ends, counted), lengths = tensors(batch, forget)
    verdict, tag, relation = network(words, pieces, lengths)
    is_word = torch.arange(words.shape[1])[None] < lengths[:, None]
    end_loss = (binary_cross_entropy_with_logits(verdict, ends, reduction="none") * counted).sum() / counted.sum()
    return END_WEIGHT * end_loss + TAG_WEIGHT * cross_entropy(tag[is_word], tags[is_word]) \
        + RELATION_WEIGHT * cross_entropy(relation[is_word], relations[is_word])


def sentences_f1(network, treebank, random):
    """In per cent, over given words, with nothing but the network."""
    said = np.zeros(len(treebank.words), bool)
    network.eval()
    with torch.no_grad():
        for batch in batches(stretches([treebank], random, 2.0), random):
            (words, pieces, _, _, _, counted), lengths = tensors(batch, lambda w: w)
            verdict = network(words, pieces, lengths)[0]
            for k, (_, first, end, _) in enumerate(batch):
                said[first:end] = ((verdict[k] > 0) & (counted[k] > 0)).numpy()[:end - first]
    network.train()
    said[[end - 1 for _, end in treebank.paragraphs]] = True
    spans = [set(zip(np.append(-1, at[:-1]), at)) for at in (np.flatnonzero(said), np.flatnonzero(treebank.words["ends"]))]
    return 200.0 * len(spans[0] & spans[1]) / (len(spans[0]) + len(spans[1]))


def start_rows(known, o, random):
    """Rows of known words: the strongest WORD_WIDTH directions of the vectors; small noise for the others."""
    vectors = np.loadtxt(o.vectors, np.float32, comments=None, delimiter=" ", max_rows=VECTORS, converters={0: lambda _: 0})[:, 1:]
    vectors -= vectors.mean(0)
    reduced = vectors @ np.linalg.svd(vectors, full_matrices=False)[2][:WORD_WIDTH].T
    rows = random.normal(0, 0.1, (len(known) + 1, WORD_WIDTH)).astype(np.float32)
    rows[1 + np.searchsorted(known, np.fromfile(o.forms, "<u8")[:len(vectors)])] = reduced / reduced.std() * 0.3
    return rows


def known_forms(o):
    forms, counts = np.unique(np.concatenate([np.fromfile(path, RECORD)["form"] for path in o.words]), return_counts=True)
    return np.unique(np.concatenate([np.fromfile(o.forms, "<u8")[:VECTORS], forms[counts >= 2]]))


def train(o):
    random = np.random.default_rng(o.seed)
    torch.manual_seed(o.seed)
    known = known_forms(o)
    treebanks, dev = [Treebank(path, known) for path in o.words], [Treebank(path, known) for path in o.dev]
    seen = sum(np.bincount(t.rows, minlength=len(known) + 1) for t in treebanks)
    sizes = [1 + max(int(t.words[column].max()) for t in treebanks + dev) for column in ("tag", "relation")]
    network = Network(start_rows(known, o, random), *sizes)
    optimizer = torch.optim.Adam(network.parameters(), lr=RATE, betas=(0.9, 0.98))

    def forget(words):
        return np.where(random.random(words.shape) < FORGOTTEN / (1 + SELDOM * seen[words]) + 0.05, 0, words)

    for epoch in range(o.epochs):
        todo = batches(stretches(treebanks, random, ALONE), random)
        for i, batch in enumerate(todo):
            done = (epoch + i / len(todo)) / o.epochs
            optimizer.param_groups[0]["lr"] = RATE * min(1, (epoch * len(todo) + i + 1) / WARM_STEPS) * (1 - done) ** 0.8 + 1e-5
            optimizer.zero_grad()
            loss = loss_of(network, batch, forget)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
        print(f"epoch {epoch + 1}:", *(f"{sentences_f1(network, d, np.random.default_rng(0)):.2f}" for d in dev), flush=True)
    return network.state_dict(), known


def write(state, known, folder):
    sections = {"word.keys": known.astype("<u8").tobytes(), "word.rows": table(state["word.weight"]),
                "piece.rows": table(state["piece.weight"]),
                "curves": curve(lambda x: 1 / (1 + np.exp(-x)), 8.0) + curve(np.tanh, 4.0),
                "judge": dense(state["judge.weight"], state["judge.bias"]),
                "verdict": dense(state["verdict.weight"], state["verdict.bias"])}
    for layer in range(LAYERS):
        sections |= lstm(state, layer, "f") | lstm(state, layer, "b")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sections.items():
        (folder / name).write_bytes(content)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--words", nargs="+", required=True)
    parser.add_argument("--dev", nargs="+", required=True)
    parser.add_argument("--vectors", required=True)
    parser.add_argument("--forms", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    o = parser.parse_args()
    torch.set_num_threads(o.threads)
    write(*train(o), o.out)


if __name__ == "__main__":
    main()
