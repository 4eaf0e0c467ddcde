"""Turns a checkpoint of train_parse.py into the sections of a model file, in fixed point. parse_pack then makes the file.

use: parse_export.py CHECKPOINT FOLDER      (one file a section, named as the section)

Layout of the sections: src/model/layer.c, src/parse/weights.c."""
import pathlib
import sys

import numpy as np
import torch

FRACTION_BITS, ACTIVATION_LIMIT, TILE, SUM_LIMIT, SHIFT_MAX = 11, 16383, 8, 1 << 30, 15
FEATURE_VERSION, PIECES_MAX = 1, 40
CURVE_POINTS, CURVE_ONE = 4096, 1 << 14


def row_shift(row, bias):
    """Most bits after the point with which the row's sums surely stay under SUM_LIMIT."""
    for shift in range(SHIFT_MAX, 0, -1):
        cells = np.rint(row * 2.0 ** shift)
        start = abs(np.rint(bias * 2.0 ** (shift + FRACTION_BITS)))
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
        starts[r] = np.rint(bias[r] * 2.0 ** (shift + FRACTION_BITS))
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


def sections(checkpoint):
    state, shape, classes = checkpoint["state"], checkpoint["shape"], checkpoint["classes"]
    numbers = [FEATURE_VERSION, shape["buckets"], PIECES_MAX, shape["words"], shape["word_width"], shape["piece_width"],
               shape["layers"], shape["hidden"], shape["arc_width"], shape["label_width"], shape["tag_width"], shape["name_width"]]
    out = {"shape": np.array(numbers, "<i4").tobytes(),
           "word.keys": checkpoint["known"].astype("<u8").tobytes(),
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
    out["label.root"] = np.rint(state["label_root"].numpy() * 2 ** FRACTION_BITS).astype("<i4").tobytes()
    for column in ("upos", "xpos", "feats", "lemma", "deprel", "name"):
        out[column + ".labels"] = "".join(label + "\n" for label in classes[column]).encode()
    return out


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sections(torch.load(sys.argv[1], weights_only=False)).items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
