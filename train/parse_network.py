"""The network: table rows of a word and of its pieces -> two BiLSTM layers -> tags, lemma rule, names, arcs, relations.

Activations are clamped to what the integer code of the library can hold (LIMIT), so that training sees the same function."""
import torch
from torch import nn

LIMIT = 7.99
TAGS = ["upos", "xpos", "feats", "lemma"]


def clamp(x):
    return x.clamp(-LIMIT, LIMIT)


def relu(x):
    return x.clamp(0, LIMIT)


class SharedDropout(nn.Module):
    """Drops the same units at all words of a sentence (Gal and Ghahramani 2016)."""

    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training or self.rate == 0:
            return x
        mask = torch.empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - self.rate) / (1 - self.rate)
        return x * mask


class Network(nn.Module):
    def __init__(self, shape, class_counts):
        super().__init__()
        self.shape = shape
        self.is_coarse = False  # train the LSTMs in 16-bit floating point: half the time
        self.word = nn.Embedding(shape["words"] + 1, shape["word_width"])
        self.piece = nn.EmbeddingBag(shape["buckets"] + 1, shape["piece_width"], mode="sum", padding_idx=shape["buckets"])
        nn.init.normal_(self.word.weight, 0, 0.15)
        nn.init.normal_(self.piece.weight, 0, 0.08)
        with torch.no_grad():
            self.piece.weight[shape["buckets"]] = 0
        hidden, wide = shape["hidden"], 2 * shape["hidden"]
        inputs = shape["word_width"] + shape["piece_width"]
        self.layers = nn.ModuleList(
            nn.LSTM(inputs if i == 0 else wide, hidden, batch_first=True, bidirectional=True) for i in range(shape["layers"]))
        self.drop = SharedDropout(shape["dropout"])
        self.arc_dependent = nn.Linear(wide, shape["arc_width"])
        self.arc_head = nn.Linear(wide, shape["arc_width"])
        self.arc_bilinear = nn.Linear(shape["arc_width"], shape["arc_width"])
        self.arc_root = nn.Parameter(torch.randn(shape["arc_width"]).abs() * 0.1)
        self.label_dependent = nn.Linear(wide, shape["label_width"])
        self.label_head = nn.Linear(wide, shape["label_width"], bias=False)
        self.label_root = nn.Parameter(torch.randn(shape["label_width"]) * 0.1)
        self.label_out = nn.Linear(shape["label_width"], class_counts["deprel"])
        self.tag_hidden = nn.Linear(wide, shape["tag_width"])
        self.tag_out = nn.ModuleDict({t: nn.Linear(shape["tag_width"], class_counts[t]) for t in TAGS})
        self.name_hidden = nn.Linear(wide, shape["name_width"])
        labels = class_counts["name"]
        self.name_out = nn.Linear(shape["name_width"], labels)
        self.name_steps = nn.Parameter(torch.zeros(labels + 1, labels))  # label before (the last row: none) and label
        self.other_name_out = nn.Linear(shape["name_width"], labels)     # for sources of another annotation; not shipped
        self.other_name_steps = nn.Parameter(torch.zeros(labels + 1, labels))

    def encode(self, words, pieces):
        """[batch, length] rows, [batch, length, most] pieces -> [batch, length, 2 * hidden]. Sentences of a batch have one length."""
        batch, longest = words.shape
        bag = self.piece(pieces.view(batch * longest, -1)).view(batch, longest, -1)
        if self.training:
            keep = torch.empty(batch, longest, 1).bernoulli_(1 - self.shape["piece_dropout"])
            bag = bag * keep
        x = self.drop(clamp(torch.cat([self.word(words), bag], 2)))
        for layer in self.layers:
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training and self.is_coarse):
                x = layer(x)[0]
            x = self.drop(x.float())
        return x

    def arcs(self, x):
        """scores [batch, dependent, possible head], head 0 = root"""
        head = self.drop(relu(self.arc_head(x)))
        root = relu(self.arc_root).expand(x.shape[0], 1, -1)
        asked = self.arc_bilinear(self.drop(relu(self.arc_dependent(x))))
        return asked @ torch.cat([root, head], 1).transpose(1, 2)

    def relations(self, x, heads):
        """logits of the relation of each word to the head given (0 = root)"""
        head = torch.cat([self.label_root.expand(x.shape[0], 1, -1), self.label_head(x)], 1)
        chosen = head.gather(1, heads.clamp(min=0).unsqueeze(2).expand(-1, -1, head.shape[2]))
        return self.label_out(self.drop(relu(self.label_dependent(x) + chosen)))

    def tags(self, x):
        hidden = self.drop(relu(self.tag_hidden(x)))
        return {t: self.tag_out[t](hidden) for t in TAGS}

    def names(self, x, is_other=False):
        """(scores of labels, scores of steps between labels)"""
        hidden = self.drop(relu(self.name_hidden(x)))
        return (self.other_name_out(hidden), self.other_name_steps) if is_other else (self.name_out(hidden), self.name_steps)


def chain_loss(scores, steps, labels):
    """Mean over words of -log p(labels) of a linear chain (Lafferty et al. 2001); scores [batch, length, labels]."""
    batch, length, count = scores.shape
    first, steps = steps[count], steps[:count]
    own = scores.gather(2, labels.unsqueeze(2)).squeeze(2).sum(1)
    total = first[labels[:, 0]] + own + steps[labels[:, :-1], labels[:, 1:]].sum(1)
    ahead = first + scores[:, 0]
    for i in range(1, length):
        ahead = torch.logsumexp(ahead.unsqueeze(2) + steps, 1) + scores[:, i]
    return (torch.logsumexp(ahead, 1) - total).sum() / (batch * length)


def best_chain(scores, steps):
    """[batch, length] labels of the best sequences (Viterbi 1967)"""
    batch, length, count = scores.shape
    total, back = steps[count] + scores[:, 0], []
    for i in range(1, length):
        best, place = (total.unsqueeze(2) + steps[:count]).max(1)
        total = best + scores[:, i]
        back.append(place)
    out = [total.argmax(1)]
    for place in reversed(back):
        out.append(place.gather(1, out[-1].unsqueeze(1)).squeeze(1))
    return torch.stack(out[::-1], 1)
