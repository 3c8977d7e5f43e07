"""The network: a six-layer BERT encoder, label scores for a CRF, arcs between spans, and kinds of mentions.

The encoder is written out here, rather than taken from a model library, so that the recipe is plain to read and
the export to ONNX depends on nothing that moves. Weights: all-MiniLM-L6-v2 (Apache-2.0), word and position vectors
frozen. The base is uncased: letter case and quotation marks come in as a second embedding, added to the first.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional

from sayso.model.arcs import N_RELATIONS
from sayso.model.labels import FORBIDDEN, LABELS, MENTION_LABELS, allowed_transitions, may_begin, may_end
from sayso.model.pieces import N_FEATURES

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
DROPOUT = 0.1
ARC_HIDDEN, ARC_DOTS = 96, 64
LAYER_NORM_EPSILON = 1e-12


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, width: int = WIDTH, inner: int = INNER, heads: int = HEADS) -> None:
        super().__init__()
        self.heads = heads
        self.query_key_value = nn.Linear(width, 3 * width)
        self.attended = nn.Linear(width, width)
        self.attended_norm = nn.LayerNorm(width, eps=LAYER_NORM_EPSILON)
        self.widen = nn.Linear(width, inner)
        self.narrow = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=LAYER_NORM_EPSILON)

    def forward(self, vectors: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = vectors.shape
        parts = self.query_key_value(vectors).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        heads = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        attended = self.attended(heads.transpose(1, 2).reshape(batch, length, width))
        vectors = self.attended_norm(vectors + functional.dropout(attended, DROPOUT, self.training))
        widened = self.narrow(functional.gelu(self.widen(vectors)))
        return self.norm(vectors + functional.dropout(widened, DROPOUT, self.training))


class Encoder(nn.Module):
    """Word pieces and features -> one vector a piece."""

    def __init__(self, layers: int = LAYERS, width: int = WIDTH, vocabulary: int = VOCABULARY) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(POSITIONS, width)
        self.features = nn.Embedding(N_FEATURES, width)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(width, eps=LAYER_NORM_EPSILON)
        self.layers = nn.ModuleList(Layer(width, 4 * width, width // 32) for _ in range(layers))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """[windows, pieces, width] from ids and features [windows, pieces] and a mask [windows, 1, 1, pieces]."""
        places = torch.arange(ids.shape[1], device=ids.device)
        vectors = self.words(ids) + self.positions(places) + self.features(features)
        vectors = functional.dropout(self.norm(vectors), DROPOUT, self.training)
        for layer in self.layers:
            vectors = layer(vectors, mask)
        return vectors


class Arcs(nn.Module):
    """Scores of partners for spans; the same sums as `sayso.model.arcs.score_arcs`."""

    def __init__(self, width: int = WIDTH) -> None:
        super().__init__()
        scale = (2 * width) ** -0.5
        for name, shape in {
            "anchor": (2 * width, ARC_HIDDEN),
            "partner": (2 * width, ARC_HIDDEN),
            "anchor_dot": (2 * width, ARC_DOTS),
            "partner_dot": (2 * width, ARC_DOTS),
        }.items():
            setattr(self, name, nn.Parameter(torch.randn(shape) * scale))
        self.relation = nn.Parameter(torch.randn(N_RELATIONS, ARC_HIDDEN) * 0.1)
        self.bias = nn.Parameter(torch.zeros(ARC_HIDDEN))
        self.out = nn.Parameter(torch.randn(ARC_HIDDEN) * ARC_HIDDEN**-0.5)
        self.none = nn.Parameter(torch.zeros(2 * width))
        self.none_bias = nn.Parameter(torch.zeros(1))

    def forward(self, anchors: Tensor, partners: Tensor, related: Tensor) -> Tensor:
        """Unnormalised scores [n, m + 1], "none" last."""
        hidden = (anchors @ self.anchor)[:, None] + (partners @ self.partner)[None]
        hidden = hidden + self.relation[related].sum(dim=2) + self.bias
        dots = (anchors @ self.anchor_dot) @ (partners @ self.partner_dot).T
        scores = functional.relu(hidden) @ self.out + dots / ARC_DOTS**0.5
        none = anchors @ self.none + self.none_bias
        return torch.cat([scores, none[:, None]], dim=1)


class Network(nn.Module):
    """Encoder, label scores, CRF, the two kinds of arcs, and scores of mention labels."""

    def __init__(self, layers: int = LAYERS, width: int = WIDTH, vocabulary: int = VOCABULARY) -> None:
        super().__init__()
        self.encoder = Encoder(layers, width, vocabulary)
        self.emission = nn.Linear(width, len(LABELS))
        self.mention = nn.Linear(width, len(MENTION_LABELS))
        self.transition = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.begin = nn.Parameter(torch.zeros(len(LABELS)))
        self.end = nn.Parameter(torch.zeros(len(LABELS)))
        self.cue_of_content = Arcs(width)
        self.source_of_cue = Arcs(width)
        self.register_buffer("forbidden", FORBIDDEN * (1 - torch.tensor(allowed_transitions()).float()), False)
        self.register_buffer("no_begin", FORBIDDEN * (1 - torch.tensor(may_begin()).float()), False)
        self.register_buffer("no_end", FORBIDDEN * (1 - torch.tensor(may_end()).float()), False)

    def encode(self, ids: Tensor, features: Tensor, lengths: Tensor, half: bool) -> Tensor:
        """Vectors in full precision; `half` runs the encoder in bfloat16 on copies of its weights."""
        kind = torch.bfloat16 if half else torch.float32
        inside = torch.arange(ids.shape[1], device=ids.device)[None] < lengths[:, None]
        mask = torch.zeros(inside.shape, dtype=kind, device=ids.device).masked_fill_(~inside, FORBIDDEN)
        weights = {name: weight.to(kind) for name, weight in self.encoder.named_parameters()}
        return functional_call(self.encoder, weights, (ids, features, mask[:, None, None])).float()

    def label_loss(self, emissions: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
        """Negative log-likelihood of the labels, summed over blocks [blocks, pieces, labels]."""
        transition = self.transition + self.forbidden
        begin, end = self.begin + self.no_begin, self.end + self.no_end
        inside = torch.arange(labels.shape[1], device=labels.device)[None] < lengths[:, None]
        rows = torch.arange(len(labels), device=labels.device)
        gold = (emissions.gather(2, labels[..., None])[..., 0] * inside).sum() + begin[labels[:, 0]].sum()
        gold = gold + (transition[labels[:, :-1], labels[:, 1:]] * inside[:, 1:]).sum()
        gold = gold + end[labels[rows, lengths - 1]].sum()
        alpha = begin + emissions[:, 0]
        for at in range(1, labels.shape[1]):
            n_going = int((lengths > at).sum())  # blocks are sorted, longest first
            step = torch.logsumexp(alpha[:n_going, :, None] + transition, dim=1) + emissions[:n_going, at]
            alpha = torch.cat([step, alpha[n_going:]])
        return torch.logsumexp(alpha + end, dim=1).sum() - gold


def load_base(network: Network, folder: Path) -> None:
    """Put the weights of all-MiniLM-L6-v2 (safetensors, as Hugging Face names them) into the encoder."""
    base = load_file(folder / "model.safetensors")
    encoder = network.encoder
    filled = {
        "words.weight": base["embeddings.word_embeddings.weight"],
        # One segment only: its vector is the same at every place.
        "positions.weight": base["embeddings.position_embeddings.weight"]
        + base["embeddings.token_type_embeddings.weight"][0],
        "features.weight": encoder.features.weight.detach(),
        "norm.weight": base["embeddings.LayerNorm.weight"],
        "norm.bias": base["embeddings.LayerNorm.bias"],
    }
    for number in range(len(encoder.layers)):
        theirs, ours = f"encoder.layer.{number}.", f"layers.{number}."
        for kind in ("weight", "bias"):
            filled[f"{ours}query_key_value.{kind}"] = torch.cat(
                [base[f"{theirs}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            )
            for our_name, their_name in {
                "attended": "attention.output.dense",
                "attended_norm": "attention.output.LayerNorm",
                "widen": "intermediate.dense",
                "narrow": "output.dense",
                "norm": "output.LayerNorm",
            }.items():
                filled[f"{ours}{our_name}.{kind}"] = base[f"{theirs}{their_name}.{kind}"]
    encoder.load_state_dict(filled)
    encoder.words.weight.requires_grad_(False)
    encoder.positions.weight.requires_grad_(False)
