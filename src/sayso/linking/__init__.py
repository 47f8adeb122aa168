"""Joins what belongs together: records in, links out. Reads no store and decides nothing for good."""
