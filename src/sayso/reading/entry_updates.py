"""The entries that a page declares in its JSON-LD, where their words stand in its text.

In: declared updates, a text and its blocks. Out: `Draft`s in page order. An update whose words are not on the page has no
entry; words that several updates have in common decide nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from sayso.reading.dates import read_date
from sayso.reading.declarations import LinkedUpdate
from sayso.reading.entry_drafts import Draft
from sayso.reading.lines import fold_text, words_of
from sayso.records import Block, Span

__all__ = ["find_update_entries"]

#: Words of a block are looked up in runs of so many; of its runs so many must be those of one update.
RUN: Final = 4
MOST: Final = 0.6
#: So many blocks that belong to no update may stand within one.
GAP: Final = 4
#: In the place of an update where several have the same words.
SEVERAL: Final = -1


def find_update_entries(updates: Sequence[LinkedUpdate], text: str, blocks: Sequence[Block]) -> list[Draft]:
    """The updates that are to be seen, each with the stretch from its first to its last block."""
    runs, titles = _index(updates)
    words = [words_of(block.span.of(text)) for block in blocks]
    owners = [_owner(own, runs, titles) for own in words]
    clusters: defaultdict[int, list[list[int]]] = defaultdict(list)
    last, before = SEVERAL, 0
    for number, owner in enumerate(owners):
        if owner == SEVERAL:
            continue
        if owner == last and number - before <= GAP:
            clusters[owner][-1].append(number)
        else:
            clusters[owner].append([number])
        last, before = owner, number
    found = []
    for owner, own in clusters.items():
        # Its headline may also stand in a list of links; the text stands where most words do.
        best = max(own, key=lambda numbers: sum(len(words[number]) for number in numbers))
        if sum(len(words[number]) for number in best) >= RUN:
            found.append(_draft(updates[owner], Span(blocks[best[0]].span.start, blocks[best[-1]].span.end)))
    return sorted((one for one in found if one.stated is not None), key=lambda one: one.span.start)


def _index(updates: Sequence[LinkedUpdate]) -> tuple[Mapping[tuple[str, ...], int], Mapping[tuple[str, ...], int]]:
    """Runs of words, and headlines, to the update that alone has them."""
    runs: dict[tuple[str, ...], int] = {}
    titles: dict[tuple[str, ...], int] = {}
    for number, update in enumerate(updates):
        headline, body = words_of(update.headline), words_of(update.body)
        for at in range(len(body) - RUN + 1):
            run = body[at : at + RUN]
            runs[run] = number if runs.get(run, number) == number else SEVERAL
        if headline:
            titles[headline] = number if titles.get(headline, number) == number else SEVERAL
    return runs, titles


def _owner(words: tuple[str, ...], runs: Mapping[tuple[str, ...], int], titles: Mapping[tuple[str, ...], int]) -> int:
    """The update that a block's words are those of."""
    if words in titles:
        return titles[words]
    count = len(words) - RUN + 1
    if count < 1:
        return SEVERAL
    votes = Counter(runs.get(words[at : at + RUN], SEVERAL) for at in range(count))
    del votes[SEVERAL]
    best = max(votes, key=lambda owner: votes[owner], default=SEVERAL)
    return best if best != SEVERAL and votes[best] >= MOST * count else SEVERAL


def _draft(update: LinkedUpdate, span: Span) -> Draft:
    stated = read_date(update.published)
    changed = read_date(update.modified)
    if changed is not None and stated is not None and changed.value == stated.value:
        changed = None
    names = (fold_text(party.name) for party in update.authors if party.name)
    return Draft(
        span,
        stated,
        None,
        "json-ld liveBlogUpdate",
        0.99,
        title=update.headline or None,
        bylines=tuple(dict.fromkeys(names)),
        address=update.url or None,
        modified=changed,
        is_declared=True,
    )
