"""The world to pages: files, folders, feeds, archives, addresses and standard input."""

from sayso.origins.demo import read_demo
from sayso.origins.dispatch import read_origins
from sayso.origins.options import OriginOptions
from sayso.origins.web import Fetch, Fetched, Fetcher, WebLimits

__all__ = ["Fetch", "Fetched", "Fetcher", "OriginOptions", "WebLimits", "read_demo", "read_origins"]
