"""What linking needs of each document, made when it is kept, and once more where it is missing.

In: analyses. Out: `KeptProfile`s, and from these the records of `linking` again. The sentences' vectors are in no ledger: they
go into the profile of a document when it is added, and stay there when only the form of a profile has changed.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from sayso.bookkeeping.applying import settle_kept
from sayso.bookkeeping.barring import Bar, tell_barred
from sayso.linking.claim_profiles import ClaimProfile, profile_claims
from sayso.linking.fingerprints import Fingerprint, fingerprint
from sayso.linking.headline_checks import HEADS, may_tell
from sayso.linking.story_profiles import StoryProfile, profile_story
from sayso.records import Analysis, Failure, Reading
from sayso.records.codec import from_plain, to_plain
from sayso.store import Added, KeptProfile, View, Writer

__all__ = [
    "FORMS",
    "keep_item",
    "list_missing",
    "make_profiles",
    "read_claims",
    "read_prints",
    "read_scene",
    "read_story_profiles",
]

#: The forms of the profiles; another number makes a profile anew from the document's last reading.
FORMS: Final = {"claims": "1", "copies": "1", "story": "2"}


def keep_item(writer: Writer, item: Analysis | Reading | Failure, at: str) -> Added:
    """Keep an item, with the profiles of what is new in it; what was redacted is not kept."""
    bar = Bar.read(writer.view)
    if isinstance(item, Failure):
        barred = bar.find_failure(item)
        return writer.keep_failure(item, at) if barred is None else Added("failed", item.url, error=tell_barred(barred))
    analysis, page = (item.analysis, item.page) if isinstance(item, Reading) else (item, None)
    barred = bar.find_reading(analysis, page)
    if barred is not None:
        return Added("failed", analysis.document.url, error=tell_barred(barred))
    added = writer.keep(analysis, page, at)
    if added.outcome in ("added", "updated"):
        writer.put_profiles(make_profiles(settle_kept(writer, analysis, at)))
    return added


def make_profiles(analysis: Analysis, vector: bytes = b"") -> Iterator[KeptProfile]:
    """The profiles of a document; `vector` is that of an older profile, for an analysis without tags."""
    told = profile_story(analysis)
    found = {
        "claims": [to_plain(one) for one in profile_claims(analysis)],
        "copies": to_plain(fingerprint(analysis)),
        "story": to_plain(told if told.vector else replace(told, vector=vector)),
    }
    for kind, form in FORMS.items():
        yield KeptProfile(analysis.document.id, kind, form, json.dumps(found[kind], ensure_ascii=True, separators=(",", ":")))


def list_missing(view: View) -> list[str]:
    """The documents that lack a profile of today's form: those of an older ledger, or of an older sayso."""
    return list(view.read_unprofiled(FORMS))


def read_prints(view: View) -> Iterator[Fingerprint]:
    """The fingerprints of all documents."""
    return (from_plain(Fingerprint, json.loads(one.record)) for one in view.iter_profiles("copies"))


def read_story_profiles(view: View, documents: Collection[str] | None = None) -> Iterator[StoryProfile]:
    """The profiles by which documents are put into stories."""
    return (from_plain(StoryProfile, json.loads(one.record)) for one in view.iter_profiles("story", documents))


def read_claims(
    view: View, documents: Iterable[str], claims: Collection[str] | None = None
) -> dict[str, tuple[ClaimProfile, ...]]:
    """The claims of these documents, those of each in its order; of some claims, these alone."""
    kept = view.iter_profiles("claims", list(documents))
    found = ((one.document, json.loads(one.record)) for one in kept)
    return {
        document: tuple(from_plain(ClaimProfile, item) for item in items if claims is None or item["claim"]["id"] in claims)
        for document, items in found
    }


def read_scene(view: View, documents: Iterable[str], claims: Collection[str], inside: Collection[str]) -> list[ClaimProfile]:
    """These claims of these documents, and all others on pages where the head and a claim inside can be told apart.

    A story of hundreds of pages has thousands of claims: what an answer does not ask for stays JSON.
    """
    found: list[ClaimProfile] = []
    for one in view.iter_profiles("claims", list(documents)):
        items = json.loads(one.record)
        is_whole = _concerns_head(items, inside)
        found += [from_plain(ClaimProfile, item) for item in items if is_whole or item["claim"]["id"] in claims]
    return found


def _concerns_head(items: Sequence[Any], inside: Collection[str]) -> bool:
    """Whether the head of a page may say more than one of these claims of its body, or is one of them."""
    own = [item for item in items if item["claim"]["id"] in inside]
    heads = [item["words"] for item in items if item["role"] in HEADS]
    if any(item["role"] in HEADS for item in own):
        return True
    return any(may_tell(head, item["words"]) for head in heads for item in own)
