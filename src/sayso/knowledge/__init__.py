"""Versioned tables and their loaders: what sayso knows before it reads anything.

In: tables written by us, with what a row says sourced or plainly factual. Out: frozen records found by name.
Nothing here reads a story.
"""
