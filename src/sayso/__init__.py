"""sayso reads news reports and keeps a ledger of who says what."""
