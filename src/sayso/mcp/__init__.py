"""A ledger for assistants, by the Model Context Protocol: what `sayso mcp` serves on standard input and output.

Five tools, none of which writes. Each gives printed sentences with their offsets, who said them, and where they are
shown; where the ledger has none it says so instead of answering. The protocol's own library comes with the extra
`sayso[mcp]`; nothing imports this room but the command line, and that only to serve.
"""
