"""Readers of the corpora that the network learns from, one module for each scheme of annotation."""
