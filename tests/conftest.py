"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# No deadline: a busy machine is no defect. Where CI is set the same examples are tried each time, so that what lands
# is judged by its change; elsewhere new ones are drawn at every run.
settings.register_profile("sayso", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("sayso")
