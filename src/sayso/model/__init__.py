"""The learned parts: the tagger and the scorer of pairs, ONNX networks with what goes in and what comes out of them.

`load_tagger` and `load_pair_scorer` are what other rooms need; importing this module alone loads no runtime.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.attribution.tagging import Tagger
    from sayso.linking.pairs import PairScorer

__all__ = ["load_pair_scorer", "load_tagger"]


def load_tagger(path: Path | None = None) -> Tagger:
    """Load the learned tagger.

    Args:
        path: folder of a model package; None: the installed sayso-model-en.

    Raises:
        ModelError: if the package is absent, damaged or not one that this sayso can read.
    """
    from sayso.model.tagger import load_tagger as load

    return load(path)


def load_pair_scorer(path: Path | None = None) -> PairScorer:
    """Load the learned scorer of pairs.

    Args:
        path: folder of a model package; None: the installed sayso-model-en.

    Raises:
        ModelError: if the package is absent, damaged, not one that this sayso can read, or older than pair scorers.
    """
    from sayso.model.pairs import load_pair_scorer as load

    return load(path)
