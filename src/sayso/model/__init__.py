"""The learned tagger: word pieces, an ONNX encoder, labels and arcs decoded in numpy.

`load_tagger` is all that others need; importing this module alone loads no runtime.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.attribution.tagging import Tagger

__all__ = ["load_tagger"]


def load_tagger(path: Path | None = None) -> Tagger:
    """Load the learned tagger.

    Args:
        path: folder of a model package; None: the installed sayso-model-en.

    Raises:
        ModelError: if the package is absent, damaged or not one that this sayso can read.
    """
    from sayso.model.tagger import load_tagger as load

    return load(path)
