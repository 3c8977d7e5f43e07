"""The pair scorer's network: the encoder of `training.network` and two heads over what it makes of a pair."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional

from sayso.model.labels import FORBIDDEN, RELATIONS, STANCES
from training.network import DROPOUT, LAYERS, VOCABULARY, WIDTH, Encoder, load_base


class PairNetwork(nn.Module):
    """A pair's pieces -> scores of four stances and of four relations."""

    def __init__(self, layers: int = LAYERS, width: int = WIDTH, vocabulary: int = VOCABULARY) -> None:
        super().__init__()
        self.encoder = Encoder(layers, width, vocabulary)
        self.hidden = nn.Linear(2 * width, width)
        self.out = nn.Linear(width, len(STANCES) + len(RELATIONS))

    def forward(self, ids: Tensor, features: Tensor, lengths: Tensor, half: bool = False) -> tuple[Tensor, Tensor]:
        """Scores [pairs, 4] and [pairs, 4] from ids and features [pairs, pieces] and lengths."""
        kind = torch.bfloat16 if half else torch.float32
        inside = torch.arange(ids.shape[1])[None] < lengths[:, None]
        mask = torch.zeros(inside.shape, dtype=kind).masked_fill_(~inside, FORBIDDEN)[:, None, None]
        weights = {name: weight.to(kind) for name, weight in self.encoder.named_parameters()}
        vectors = functional_call(self.encoder, weights, (ids, features, mask)).float()
        mean = (vectors * inside[..., None]).sum(dim=1) / lengths[:, None]
        pooled = functional.dropout(torch.cat([vectors[:, 0], mean], dim=1), DROPOUT, self.training)
        scores = self.out(functional.gelu(self.hidden(pooled)))
        return scores[:, : len(STANCES)], scores[:, len(STANCES) :]


def load_pair_base(network: PairNetwork, folder: Path) -> None:
    """all-MiniLM-L6-v2 in the encoder; its second segment's vector for the text."""
    load_base(network, folder)  # type: ignore[arg-type]
    segments = load_file(folder / "model.safetensors")["embeddings.token_type_embeddings.weight"]
    with torch.no_grad():
        network.encoder.features.weight[1:3] = segments[1] - segments[0]
