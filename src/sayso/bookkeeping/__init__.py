"""What the ledger does in several steps: it reads with `store`, asks `linking`, and writes what comes out."""
