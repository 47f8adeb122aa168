"""Codes of actors: 300 noun phrases with the country and sector that a coder would give each, read alone."""
