"""How many independent origins stand behind a claim, between two bounds, with a reason for each step of the count.

In: the claims that say one thing, and the links of their documents and actors. Out: `Origins`: pages, publishers, distinct
texts, those with sourcing of their own, and the roots. The upper bound counts every root as another, the lower one only those
that cannot be the same. It says nothing of truth, and no number of it stands without the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.inheritance import is_whole
from sayso.linking.lineage import Lineage, Root, find_lineage
from sayso.linking.naming import house_name, page_name
from sayso.linking.telling_apart import count_apart
from sayso.linking.unions import Unions
from sayso.records import CountReason, CountRule, OriginRoot, Origins, Policy, RecordLink, RootKind

__all__ = ["add_perhaps", "count_lineage", "count_origins", "say_origins"]

#: Kinds of roots of which nobody says who they are.
UNKNOWN = frozenset({"untraced", "outlet"})
HEARD = frozenset({"speaker", "document", "post", "anonymous"})


def count_origins(
    claims: Sequence[ClaimProfile],
    links: Sequence[RecordLink],
    policy: Policy = "origins",
    perhaps: Sequence[ClaimProfile] = (),
) -> Origins:
    """The origins of claims that say the same.

    Args:
        claims: profiles of the claims, in any order; several of one page, and of versions of it, may be among them.
        links: copy, rewrite, same_utterance and credits of documents, same_actor of actors; others are passed over.
        policy: what is counted as one: houses, texts, newsrooms, speakers, or independent roots.
        perhaps: claims that may say the same: what only they have for a root counts in the upper bound alone.
    """
    return add_perhaps(count_lineage(find_lineage(claims, links), links, policy), claims, links, perhaps)


def add_perhaps(
    found: Origins, claims: Sequence[ClaimProfile], links: Sequence[RecordLink], perhaps: Sequence[ClaimProfile]
) -> Origins:
    """A count with the roots added that only claims have which may say the same; pages, houses and texts stay."""
    known = {claim.claim.id for claim in claims}
    if all(claim.claim.id in known for claim in perhaps):
        return found
    wide = count_lineage(find_lineage([*claims, *perhaps], links), links, found.policy)
    more = [replace(root, at_least=0) for root in wide.roots if known.isdisjoint(root.claims)]
    where = {claim.claim.id: page_name(claim) for claim in perhaps}
    reasons = [
        CountReason("perhaps", root.claims[0], None, None, f"{where[root.claims[0]]} may say the same.") for root in more
    ]
    return replace(
        found,
        at_most=found.at_most + sum(root.at_most for root in more),
        roots=(*found.roots, *more),
        reasons=(*found.reasons, *reasons),
    )


def count_lineage(lineage: Lineage, links: Sequence[RecordLink], policy: Policy = "origins") -> Origins:
    """The same for a lineage that was found before."""
    funnel = _read_funnel(lineage, links)
    roots, doubts = _roots_by(policy, lineage, funnel)
    return Origins(
        policy=policy,
        pages=len(funnel.pages),
        publishers=len(funnel.houses),
        texts=len(funnel.texts),
        own_sourcing=len(funnel.own),
        at_least=sum(root.at_least for root in roots),
        at_most=sum(root.at_most for root in roots),
        roots=tuple(roots),
        untraced=_untraced(lineage),
        reasons=(*_step_reasons(lineage), *doubts),
    )


def say_origins(origins: Origins) -> str:
    """The count in words for people, never one number alone."""
    found = f"at most {_many(origins.at_most, 'independent origin')} found"
    if origins.at_least < origins.at_most:
        found = f"between {origins.at_least} and {_many(origins.at_most, 'independent origin')} found"
    silent = len(origins.untraced)
    return f"{found}, {_many(silent, 'page')} {'names' if silent == 1 else 'name'} no source"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


# --- the funnel ---


@dataclass(frozen=True, slots=True)
class _Funnel:
    """Pages, houses, texts (by the page that stands for them), texts and houses that heard somebody themselves."""

    pages: dict[str, list[str]]
    houses: dict[str, list[str]]
    texts: dict[str, list[str]]
    own: dict[str, None]
    newsrooms: dict[str, list[str]]


def _read_funnel(lineage: Lineage, links: Sequence[RecordLink]) -> _Funnel:
    pages: defaultdict[str, list[str]] = defaultdict(list)
    houses: defaultdict[str, list[str]] = defaultdict(list)
    newsrooms: defaultdict[str, list[str]] = defaultdict(list)
    for key, profile in lineage.claims.items():
        pages[profile.page].append(key)
        houses[_house(profile)].append(key)
    texts, text_of = _find_texts(lineage, links, pages)
    own: dict[str, None] = {}
    for key, profile in lineage.claims.items():
        if _is_own(lineage, key):
            own[text_of[profile.page]] = None
            newsrooms[_house(profile)].append(key)
    return _Funnel(dict(pages), dict(houses), texts, own, dict(newsrooms))


def _house(profile: ClaimProfile) -> str:
    """The house of a claim; a page whose house is not known is a house of its own."""
    return profile.house or f"page:{profile.page}"


def _is_own(lineage: Lineage, claim: str) -> bool:
    """Whether a page has it from somebody it names or describes itself, through no other house."""
    voice = lineage.voices.of[claim]
    return voice.kind in HEARD and not voice.houses and lineage.steps[claim].towards.startswith("r:")


def _find_texts(
    lineage: Lineage, links: Iterable[RecordLink], pages: dict[str, list[str]]
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Distinct texts: pages that are one but for what was cut or added are one."""
    page_of = {profile.claim.document: profile.page for profile in lineage.claims.values()}
    unions = Unions()
    through: dict[str, str] = {}
    for link in links:
        if link.kind == "copy" and is_whole(link) and link.left in page_of:
            # Two copies of a text that is not here are one text.
            other = page_of.get(link.right) or through.setdefault(link.right, page_of[link.left])
            unions.join(page_of[link.left], other)
    text_of = {page: unions.find(page) for page in pages}
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for page, claims in pages.items():
        texts[text_of[page]] += claims
    return dict(texts), text_of


def _untraced(lineage: Lineage) -> tuple[str, ...]:
    """The documents of which no claim has a source that is known."""
    traced = {
        profile.claim.document
        for key, profile in lineage.claims.items()
        if any(lineage.roots[end].kind != "untraced" for end in lineage.ends[key])
        or lineage.steps[key].rule in {"declares_source", "near_copy"}
    }
    return tuple(dict.fromkeys(p.claim.document for p in lineage.claims.values() if p.claim.document not in traced))


# --- the roots ---


def _roots_by(policy: Policy, lineage: Lineage, funnel: _Funnel) -> tuple[list[OriginRoot], list[CountReason]]:
    """What a policy counts, and why some of it may count for nothing."""
    if policy == "outlets":
        return _houses_as_roots(lineage, funnel.houses), []
    if policy == "distinct_texts":
        return [_as_root(lineage, "outlet", page_name(lineage.claims[own[0]]), own, 1) for own in funnel.texts.values()], []
    if policy == "newsrooms":
        rest = {house: own for house, own in funnel.houses.items() if house not in funnel.newsrooms}
        silent = [_house_root(lineage, house, own, 0) for house, own in rest.items() if _is_silent(lineage, own)]
        return [*_houses_as_roots(lineage, funnel.newsrooms), *silent], []
    claims_of: defaultdict[str, list[str]] = defaultdict(list)
    for claim, ends in lineage.ends.items():
        for end in ends:
            claims_of[end].append(claim)
    wanted = {key: root for key, root in lineage.roots.items() if policy == "origins" or root.kind in HEARD}
    apart = count_apart(tuple(wanted.values()), lineage.voices.perhaps)
    roots = [_as_root(lineage, root.kind, root.name, claims_of[key], int(key in apart.kept)) for key, root in wanted.items()]
    return roots, list(_doubts(lineage, wanted, apart.why, claims_of))


def _is_silent(lineage: Lineage, claims: Iterable[str]) -> bool:
    return all(lineage.steps[claim].rule == "untraced" for claim in claims)


def _houses_as_roots(lineage: Lineage, houses: dict[str, list[str]]) -> list[OriginRoot]:
    """Known houses count in both bounds; of pages whose house is not known each may be that of another."""
    known = any(not house.startswith("page:") for house in houses)
    first = next((house for house in houses if house.startswith("page:")), None)
    return [
        _house_root(lineage, house, own, int(not house.startswith("page:") or (house == first and not known)))
        for house, own in houses.items()
    ]


def _house_root(lineage: Lineage, house: str, claims: list[str], at_least: int) -> OriginRoot:
    return _as_root(lineage, "outlet", house_name(house), claims, at_least)


def _as_root(lineage: Lineage, kind: RootKind, name: str | None, claims: Sequence[str], at_least: int) -> OriginRoot:
    documents = tuple(dict.fromkeys(lineage.claims[claim].claim.document for claim in claims))
    return OriginRoot(kind, name, tuple(claims), documents, at_least, 1)


# --- the reasons ---


def _step_reasons(lineage: Lineage) -> Iterator[CountReason]:
    """Why each claim but the first of its root is not counted again."""
    seen: dict[str, str] = {}
    for claim, step in lineage.steps.items():
        ends = lineage.ends[claim]
        first = next((seen[end] for end in ends if end in seen), None)
        for end in ends:
            seen.setdefault(end, claim)
        if step.rule in {"near_copy", "same_page", "shares_quote"}:
            yield CountReason(step.rule, claim, step.towards[2:], step.link, step.words)
        elif first is not None and step.rule == "untraced":
            words = f"{step.words} Its house is counted already, by what another page of it has it from."
            yield CountReason("same_publisher", claim, first, step.link, words)
        elif first is not None:
            yield CountReason(step.rule, claim, first, step.link, step.words)


def _doubts(
    lineage: Lineage, roots: dict[str, Root], why: Mapping[str, str], claims_of: dict[str, list[str]]
) -> Iterator[CountReason]:
    """Why a root counts in the upper bound alone, by the first of its claims that stands for it."""
    explained = {reason.left for reason in _step_reasons(lineage)}
    for key, other in why.items():
        root = roots[key]
        first = next((claim for claim in claims_of[key] if claim not in explained), claims_of[key][0])
        where = page_name(lineage.claims[first])
        rule: CountRule = "untraced" if root.kind in UNKNOWN else "anonymous" if root.kind == "anonymous" else "same_speaker"
        may = f"may be {_call(roots[other])}" if other in roots else "may be any other"
        who = f"Who {where} has it from is not known and" if root.kind in UNKNOWN else f"{_call(root)} in {where}"
        yield CountReason(rule, first, claims_of[other][0] if other in claims_of else None, None, f"{who} {may}.")


def _call(root: Root) -> str:
    if root.kind in UNKNOWN:
        return f"whoever {root.name or 'that page'} has it from"
    return f"“{root.name}”" if root.kind == "anonymous" else str(root.name)
