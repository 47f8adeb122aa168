"""How near pairs of documents are, kept so that it is worked out once for each pair.

In: a view of the ledger, and the pairs as they are now. Out: what is known of pairs, and the rows that changed, one for each
document. They belong to a form of the profiles and to a model; with another of either nothing is known. It scores and joins
nothing.
"""

from base64 import b64decode, b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.bookkeeping.profiling import FORMS
from sayso.linking.pair_scores import KnownScores
from sayso.linking.stories import StoryPairs
from sayso.linking.story_profiles import StoryProfile
from sayso.linking.story_scores import load_story_model
from sayso.records.ids import digest
from sayso.store import KeptProfile, View

__all__ = ["Nearness", "read_nearness"]

KIND: Final = "nearness"
#: Another number scores every pair anew: what the features of a pair are has changed.
FORM: Final = "1"


@dataclass(frozen=True, slots=True)
class Nearness:
    """The rows that are kept, by document, as JSON text, and the form that they must have."""

    rows: Mapping[str, str]
    form: str

    def known(self, fresh: Collection[str]) -> KnownScores:
        """The scores of pairs, but those of fresh documents."""
        rows = {document: b64decode(row[1:-1]) for document, row in self.rows.items() if document not in fresh}
        return KnownScores(rows).without(fresh)

    def list_changes(self, pairs: StoryPairs) -> Iterator[KeptProfile]:
        """The rows that are not yet as they should be; a document has one also where it has no pairs."""
        for document, packed in pairs.known().rows.items():
            row = f'"{b64encode(packed).decode("ascii")}"'
            if self.rows.get(document) != row:
                yield KeptProfile(document, KIND, self.form, row)


def read_nearness(view: View, profiles: Sequence[StoryProfile]) -> Nearness:
    """What is known of the pairs of these profiles: nothing where it was found by another model."""
    # Vectors of two sizes cannot be compared: which of them count depends on the longest.
    size = max((len(one.vector) for one in profiles), default=0)
    form = digest(FORM, FORMS["story"], repr(load_story_model()), str(size))
    return Nearness({one.document: one.record for one in view.iter_profiles(KIND) if one.version == form}, form)
