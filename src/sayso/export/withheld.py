"""Which rows files and feeds leave out unless they are asked for: accusations that we may have read into the wrong mouth.

In: a claim, by what kind of cue it is said, and how it was reviewed. Out: whether it is left out. On the screen it stands,
marked as unreviewed; nothing here deletes or hides anything.
"""

from sayso.records import Claim

__all__ = ["is_withheld"]


def is_withheld(claim: Claim, cue_kind: str | None, review: str) -> bool:
    """Whether it is an unreviewed accusation whose speaker the text does not state by name.

    Whom it accuses a row does not say, so that all accusations count as those of somebody by name.
    """
    sources = [hop for hop in claim.chain if hop.role == "source"]
    is_stated = bool(sources) and sources[-1].basis == "stated" and sources[-1].name is not None
    return cue_kind == "accusation" and review == "machine" and not is_stated
