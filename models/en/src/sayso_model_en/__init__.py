"""Data only: the files of sayso's tagger for English, described by manifest.json beside this file."""
