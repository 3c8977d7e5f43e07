"""One cleaning worker for all tests of this folder: it takes half a second to start."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sayso.reading import GuardedExtractor


@pytest.fixture(scope="session")
def html() -> Iterator[GuardedExtractor]:
    with GuardedExtractor() as extractor:
        yield extractor
