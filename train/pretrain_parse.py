"""Trains the encoder of the parser's network on text without labels, before train_parse.py (its --start) trains all of it.

Three guesses at every line: the first layer's forward states name the next word, its backward states the word before, and the
last layer names words that were hidden from the input. Candidates are the words of the batch and a random sample.

use: pretrain_parse.py (options of train_parse.py) --text WORDS.txt --words N [--steps S]
     (WORDS from parse_text.py --as-written; the learning rate reaches 0 after N running words; S: stop after S batches)
"""
import random
import subprocess
import time
from collections import Counter

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy
import train_parse
from parse_data import IGNORED, Corpus, split_features
from parse_network import clamp

LONGEST, SHORTEST = 64, 4     # words of a line kept together
HIDDEN_SHARE = 0.2
GUESSED_WORDS = 20000         # the most frequent words, which can be guessed
SAMPLE = 1500                 # random candidates beside the batch's own words
LOG_STEPS = 200
ENDS = {".", "?", "!"}


def read_lines(path):
    """(types, lines): distinct forms, and arrays of their numbers, cut behind sentence ends."""
    numbers, lines = {}, []
    for text in open(path, encoding="utf-8"):
        line = []
        for word in text.split():
            line.append(numbers.setdefault(word, len(numbers)))
            if (word in ENDS and len(line) >= SHORTEST) or len(line) == LONGEST:
                lines.append(np.array(line, np.int32))
                line = []
        if len(line) >= SHORTEST:
            lines.append(np.array(line, np.int32))
    return list(numbers), lines


class Text:
    def __init__(self, path, program, known):
        types, self.lines = read_lines(path)
        raw = subprocess.run([*program, "--plain"], input=("\n".join(types) + "\n").encode(), stdout=subprocess.PIPE, check=True).stdout
        keys, pieces, self.buckets = split_features(raw)
        place = np.minimum(np.searchsorted(known, keys[:, 0]), len(known) - 1)
        self.rows = np.where(known[place] == keys[:, 0], place + 1, 0).astype(np.int64)
        self.pieces = np.concatenate([pieces[:, 0], np.full((1, pieces.shape[2]), self.buckets, np.int32)])
        counts = Counter()
        for line in self.lines:
            counts.update(self.rows[line].tolist())
        del counts[0]
        self.guessed = np.array([row for row, _ in counts.most_common(GUESSED_WORDS)], np.int64)
        self.guess_of_row = np.full(len(known) + 1, IGNORED, np.int64)
        self.guess_of_row[self.guessed] = np.arange(len(self.guessed))

    def batches(self, batch_words, generator):
        """Arrays [lines, words] of type numbers, all lines of one length, in random order; a length's last lines wait for the next pass."""
        by_length = {}
        for i, line in enumerate(self.lines):
            by_length.setdefault(len(line), []).append(i)
        out = []
        for length in sorted(by_length):
            numbers, count = by_length[length], max(batch_words // length, 1)
            generator.shuffle(numbers)
            out += [numbers[i:i + count] for i in range(0, max(len(numbers) - count, 0) + 1, count)]
        generator.shuffle(out)
        for numbers in out:
            yield np.stack([self.lines[i] for i in numbers])


class Guesser(nn.Module):
    def __init__(self, network, guessed):
        super().__init__()
        width, hidden = network.shape["word_width"], network.shape["hidden"]
        self.words = nn.Parameter(network.word.weight.detach()[guessed].clone())
        self.bias = nn.Parameter(torch.zeros(len(guessed)))
        self.forward_out, self.backward_out = nn.Linear(hidden, width), nn.Linear(hidden, width)
        self.hidden_out = nn.Linear(2 * hidden, width)

    def loss(self, states, targets, candidates, place):
        use = targets != IGNORED
        logits = states[use] @ self.words[candidates].T + self.bias[candidates]
        return cross_entropy(logits, place[targets[use]])


def candidates_of(text, targets):
    own = torch.unique(targets[targets != IGNORED])
    more = torch.from_numpy(np.random.randint(0, len(text.guessed), SAMPLE))
    candidates = torch.unique(torch.cat([own, more]))
    place = torch.zeros(len(text.guessed), dtype=torch.int64)
    place[candidates] = torch.arange(len(candidates))
    return candidates, place


def loss_of(network, guesser, text, block):
    rows = text.rows[block]
    targets = torch.from_numpy(text.guess_of_row[rows])
    hidden = np.random.random_sample(block.shape) < HIDDEN_SHARE
    pieces = text.pieces[np.where(hidden, -1, block)]
    pieces = np.ascontiguousarray(pieces[:, :, :max(int((pieces < text.buckets).sum(2).max()), 1)])
    words = network.word(torch.from_numpy(np.where(hidden, 0, rows)))
    bag = network.piece(torch.from_numpy(pieces.astype(np.int64)).flatten(0, 1)).view(*block.shape, -1)
    x = network.drop(clamp(torch.cat([words, bag], 2)))
    candidates, place = candidates_of(text, targets)
    width, total = network.shape["hidden"], 0.0
    with torch.autocast("cpu", dtype=torch.bfloat16):
        for i, layer in enumerate(network.layers):
            x = layer(x)[0]
            if i == 0:
                total += guesser.loss(guesser.forward_out(x[:, :-1, :width]), targets[:, 1:], candidates, place)
                total += guesser.loss(guesser.backward_out(x[:, 1:, width:]), targets[:, :-1], candidates, place)
            x = network.drop(x)
        masked = torch.where(torch.from_numpy(hidden), targets, IGNORED)
        return total + guesser.loss(guesser.hidden_out(x), masked, candidates, place)


def main():
    parser = train_parse.argument_parser()
    parser.add_argument("--text", required=True)
    parser.add_argument("--words", type=int, required=True)
    parser.add_argument("--steps", type=int, default=0)
    o = parser.parse_args()
    train_parse.make_repeatable(o)
    generator = random.Random(o.seed)
    network, classes, known = train_parse.build(o, Corpus(o.features, o.train))
    text = Text(o.text, o.features, known)
    guesser = Guesser(network, text.guessed)
    network.shape["dropout"] = 0.1
    network.drop.rate = 0.1
    parameters = [p for part in (network.word, network.piece, network.layers, guesser) for p in part.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=o.rate, betas=(0.9, 0.98), fused=True)
    started, steps, words, total, progress = time.time(), 0, 0, 0.0, 0.0
    print(f"{len(text.lines)} lines, {sum(map(len, text.lines))} words, {len(text.rows)} forms", flush=True)
    while progress < 1.0:
        for block in text.batches(o.batch_words, generator):
            progress = words / o.words
            for group in optimizer.param_groups:
                group["lr"] = train_parse.rate_at(o, min(progress, 1.0))
            loss = loss_of(network, guesser, text, block)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 2.0)
            optimizer.step()
            steps, words, total = steps + 1, words + int((block >= 0).sum()), total + float(loss.detach())
            if steps % LOG_STEPS == 0:
                print(f"step {steps} words {words} loss {total / LOG_STEPS:.3f} {time.time() - started:.0f} s", flush=True)
                total = 0.0
                torch.save({"state": network.state_dict()}, o.out)
            if progress >= 1.0 or steps == o.steps:
                progress = 1.0
                break
    torch.save({"state": network.state_dict()}, o.out)


if __name__ == "__main__":
    main()
