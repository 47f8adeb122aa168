"""The ledger in a browser: reader, who says so, search and corrections, served on this machine."""
