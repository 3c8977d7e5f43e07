"""A ledger as pages to read, cite and print, and as a REST service: what `sayso serve` serves.

It shows what `views` arranges and gives what `formats` writes, opens the ledger anew for every request, and writes
nothing to it but the corrections that people enter in its pages. Pages need no script and ask nothing of any other
machine. FastAPI and uvicorn come with the extra `sayso[web]`; nothing imports this room but the command line, and that
only to serve.
"""
