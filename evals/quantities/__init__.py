"""Figures in sentences of our own: how many are found, and how many are right in every field."""
