"""Tagging: the only place where the neural model runs.

In: analyses that hold a document, its sentences and its quotations. Out: `Tags`: cues with their sources and contents,
each with a score. It resolves nobody and names no kind of cue or source; `stages` do.
"""

from sayso.tagging.base import Tagger

__all__ = ["Tagger"]
