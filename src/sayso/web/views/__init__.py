"""What the screens show, as frozen records: made from the ledger, turned into HTML or JSON elsewhere."""
