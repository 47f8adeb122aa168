"""The numbers that copy finding goes by, with where they come from.

In: nothing. Out: `CopySettings`, whose defaults were set on one half of the labelled pairs (docs/explanation/copies.md).
"""

from dataclasses import dataclass

__all__ = ["CopySettings"]


@dataclass(frozen=True, slots=True)
class CopySettings:
    """What is looked at, and what counts as a copy. A share is one of 5-grams, of the side that has the larger one.

    Looked at are pages that share `shared` rare 5-grams within `window_hours`, or a paragraph at any time: each with the last
    `neighbours` before it, with one where more than `rare` pages have the same words.

    A copy shares `copy_grams` and `copy_share`; or `passage_grams`, a passage that is taken into a longer text; or, of a text
    of few words, `short_grams` and `short_share`. A rewrite shares `rewrite_grams` and `rewrite_share`, or, of a text
    of few words, `short_rewrite_grams` and `short_rewrite_share`. A copy is wholly derived from the share of its words `wholly`
    on.

    One stands strictly in the other if a share `contained` does and the other is longer by `longer`. The same utterance is
    `utterance_words` in a row inside quotation marks; in other words it is a share `other_words` of the longer words of what
    one speaker said, at least `other_least` of them. A credit leads to a document that shares `credit_words` in a row.
    """

    window_hours: int = 72
    neighbours: int = 8
    rare: int = 64
    shared: int = 2
    copy_grams: int = 10
    copy_share: float = 0.2
    passage_grams: int = 20
    passage_share: float = 0.05
    short_grams: int = 8
    short_share: float = 0.5
    rewrite_grams: int = 8
    rewrite_share: float = 0.12
    short_rewrite_grams: int = 6
    short_rewrite_share: float = 0.2
    wholly: float = 0.6
    contained: float = 0.95
    longer: float = 0.15
    utterance_words: int = 8
    other_words: float = 0.5
    other_least: int = 4
    credit_words: int = 8

    @property
    def window_days(self) -> int:
        """The window in whole days."""
        return -(-self.window_hours // 24)
