"""Benchmarks: quality against labelled sets, speed against a named peer. Not installed with sayso."""
