"""Worlds read by the shipped model instead of ideally: their pages as HTML, and the gold carried over to what was read.

In: worlds. Out: `Gold`s whose analyses are those of `sayso.pipe`, whose ids are the read ones, and whose claims are those that
share most of their words with a gold claim of the same page. What the reader misses is missing; nothing is mended.
"""

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from json import dumps
from pathlib import Path

import sayso
from evals.worlds.drafts import Draft
from evals.worlds.generator import World
from evals.worlds.gold import CopyEdge, Gold, GoldClaim, make_gold
from evals.worlds.layouts import lay_out
from sayso.records import Analysis, Failure, text_of

__all__ = ["read_worlds", "render_page"]

WORD = re.compile(r"[^\W_]+")
#: A claim that was read is a gold claim if their words agree by so much (F1).
AGREED = 0.6
TAGS = {
    "headline": "h1",
    "byline": "address",
    "body": "p",
    "correction": "p",
    "credit": "p",
    "promo": "footer",
    "other": "header",
}


def render_page(draft: Draft) -> str:
    """The page of a draft as small HTML, with what the house says of it in its head."""
    page = lay_out(draft)
    title = escape(next(block.span.of(page.text) for block in page.blocks if block.role == "headline"))
    told: dict[str, object] = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": title,
        "publisher": {"@type": "Organization", "name": draft.house.name},
    }  # fmt: skip
    if draft.published is not None:
        told["datePublished"] = draft.published.isoformat() + "Z" if draft.is_exact else draft.published.date().isoformat()
    body: list[str] = []
    dateline = ""
    for block in page.blocks:
        words = escape(block.span.of(page.text))
        if block.role == "dateline":
            dateline = words + " "
            continue
        tag = TAGS[block.role]
        body.append(f"<{tag}>{dateline if tag == 'p' else ''}{words}</{tag}>")
        dateline = "" if tag == "p" else dateline
    link = f'<link rel="canonical" href="{draft.canonical or draft.address}">'
    head = f"<title>{title}</title>{link}<script type='application/ld+json'>{dumps(told)}</script>"
    article = "\n".join(part for part in body if not part.startswith(("<header", "<footer")))
    outside = [[part for part in body if part.startswith(start)] for start in ("<header", "<footer")]
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'>{head}</head><body>"
        f"{''.join(outside[0])}<article>\n{article}\n</article>{''.join(outside[1])}</body></html>"
    )


def read_worlds(worlds: Sequence[World]) -> list[Gold]:
    """The gold of worlds on what the shipped model reads on their pages."""
    with tempfile.TemporaryDirectory() as folder:
        paths: dict[str, tuple[int, int]] = {}
        for number, world in enumerate(worlds):
            for at, draft in enumerate(world.drafts):
                path = Path(folder) / f"{number:03}-{at:03}.html"
                path.write_text(render_page(draft), "utf-8")
                paths[str(path)] = (number, at)
        found: dict[tuple[int, int], Analysis] = {}
        for item in sayso.pipe(sorted(paths)):
            if not isinstance(item, Failure):
                found[paths[item.page.url]] = item.analysis
    return [
        _carried_over(make_gold(world), {at: analysis for (own, at), analysis in found.items() if own == number})
        for number, world in enumerate(worlds)
    ]


def _carried_over(gold: Gold, read: Mapping[int, Analysis]) -> Gold:
    """The same gold in the ids of what was read; pages that could not be read are left out."""
    ids = {ideal.document.id: read[at].document.id for at, ideal in enumerate(gold.analyses) if at in read}
    claims: dict[str, GoldClaim] = {}
    for at, ideal in enumerate(gold.analyses):
        if at in read:
            claims.update(_agreeing(gold, ideal, read[at]))

    def moved(documents: Iterable[str]) -> frozenset[str]:
        return frozenset(ids[document] for document in documents if document in ids)

    edges = [
        replace(edge, left=ids[edge.left], right=ids[edge.right]) for edge in gold.edges if {edge.left, edge.right} <= set(ids)
    ]
    return replace(
        gold, analyses=tuple(read[at] for at in sorted(read)), edges=tuple[CopyEdge, ...](edges),
        groups=tuple(moved(group) for group in gold.groups), texts=tuple(moved(group) for group in gold.texts),
        credits=frozenset((ids[document], house) for document, house in gold.credits if document in ids),
        circles=tuple(moved(circle) for circle in gold.circles), claims=claims,
        stories={ids[document]: story for document, story in gold.stories.items() if document in ids},
        houses={ids[document]: houses for document, houses in gold.houses.items() if document in ids},
        pages={ids[document]: house for document, house in gold.pages.items() if document in ids},
        losses=tuple((ids[document], what) for document, what in gold.losses if document in ids),
    )  # fmt: skip


def _agreeing(gold: Gold, ideal: Analysis, read: Analysis) -> dict[str, GoldClaim]:
    """The read claims that say what a gold claim of the page says, each under the best of them."""
    wanted = [(gold.claims[claim.id], _words(text_of(ideal.document.text, claim.contents))) for claim in ideal.claims]
    found: dict[str, GoldClaim] = {}
    for claim in read.claims:
        words = _words(text_of(read.document.text, claim.contents))
        best = max(((_agreement(words, other), at) for at, (_, other) in enumerate(wanted)), default=(0.0, 0))
        if best[0] >= AGREED:
            found[claim.id] = replace(wanted[best[1]][0], id=claim.id, document=read.document.id)
    return found


def _words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.lower()))


def _agreement(left: Counter[str], right: Counter[str]) -> float:
    shared = (left & right).total()
    return 2 * shared / (left.total() + right.total()) if shared else 0.0
