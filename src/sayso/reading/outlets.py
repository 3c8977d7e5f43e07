"""Names of publications by the domain of their pages (data/outlets.toml)."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from sayso.lexicon import load_entries


def outlet_of(url: str | None) -> str | None:
    """The publication's name for a web address, else its domain without "www."; None for no web address."""
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").removeprefix("www.") if parts.scheme in ("http", "https") else ""
    except ValueError:  # brackets that hold no IPv6 address
        return None
    return _names().get(host, host) or None


@cache
def _names() -> dict[str, str]:
    entries = load_entries("outlets.toml", "outlet", key="domain", required=("name", "source"))
    return {entry["domain"]: entry["name"] for entry in entries}
