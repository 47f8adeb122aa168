"""What a stage is: a name, the fields of `Analysis` it needs, those it gives, and the function that does it.

The pipeline checks in its constructor that what a stage needs was given before; a stage itself checks nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sayso.records import Analysis

__all__ = ["Stage"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the pipeline; `needs` and `gives` are names of fields of `Analysis`."""

    name: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    apply: Callable[[Analysis], Analysis]
