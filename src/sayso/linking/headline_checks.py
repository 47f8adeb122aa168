"""Where the headline, standfirst or caption of a page says more than its body: no source, no hedge, a number without its bound.

In: the claims of one document. Out: `Discrepancy`s, the head's claim on the left. A head claim is compared with the body claims
that hold most of its words; where the body says it as firmly anywhere, nothing is said. It prefers to say nothing: a head that
names the speaker, quotes, asks or tells what somebody did with words is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.languages import load_language
from sayso.languages.claim_lexicon import load_claim_lexicon, sense_of
from sayso.languages.sourcing import load_sourcing
from sayso.linking.claim_profiles import ClaimProfile, HopProfile
from sayso.linking.losses import certainty_of, compare_figures, has_source, hedges_of
from sayso.records import Discrepancy, DiscrepancyKind

__all__ = ["HEADS", "check_heads", "may_tell"]

HEADS = frozenset({"headline", "standfirst", "caption"})
#: A body claim tells a head's if it holds this share of the head's words, and all of it if it holds that; from the last on it
#: may say the same in the page's own voice. Chosen on the pages for development (`evals/headlines`).
TELLS, TELLS_ALL, TOUCHES = 0.6, 0.8, 0.35
#: Only bounds from above are told of numbers within a page (`losses.compare_figures`).
SURE_NUMBER = 0.9
#: A head of fewer words than this says too little to be found again.
FEWEST = 4
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
QUOTE = re.compile(r"[\"“”„«»]|(?<!\w)['‘][^'‘’]+['’](?!\w)")
#: Kinds of cues that tell that something is so; who plans, demands or promises tells what he does himself.
TELLING: frozenset[str | None] = frozenset({"speech", "writing", "report", "claim", "implied", "belief", None})
#: A head that ends in whose word it is: "… in drone strike – charity".
LAST = re.compile(r"\s[-–—]\s(?:\S+\s?){1,3}$")
#: "Cabinet to approve sale": a headline's future, which is open enough.
FUTURE = re.compile(r"\b(?:to|will|would)\s+[a-z]")
#: Cues that are no saying of the source beside them: "an alleged attack".
NO_VERBS = frozenset({"alleged", "reported", "criticism", "accusation"})
#: A head that argues or asks: "Yes, he did", "Why …".
ARGUED = re.compile(
    r"(?:yes|no|why|how|what|is|are|was|did|does|do|will|can|could|should)\b(?:,|\s.*\?)|(?:why|how|what|where|who|when) ",
    re.IGNORECASE,
)
ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
#: Who announces mostly announces his own deeds.
ACTS = frozenset({"announce", "announced", "announces", "announcing", "release", "released", "releases", "unveil", "unveiled"})
#: Contents that only name a deed: "to begin", "removing a passage".
BARE = re.compile(r"(?:to|\w{2,}ing)\s", re.IGNORECASE)
PRONOUN = re.compile(r"(?:it|they|he|she|we|i|you)\b", re.IGNORECASE)
NEGATION = re.compile(r"\b(?:not|no|never|nobody|none|without)\b|n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim of the body and how much of a head's it holds."""

    claim: ClaimProfile
    share: float


def check_heads(claims: Sequence[ClaimProfile]) -> Iterator[Discrepancy]:
    """What the head of one document says more surely than its body."""
    repeated = {_folded(claim.words) for claim in claims if claim.role in HEADS}
    # Pages often repeat the head at the top of the body.
    bodies = [(c, _stems(c.words)) for c in claims if c.role == "body" and _folded(c.words) not in repeated]
    for head in claims:
        stems = _stems(head.words)
        if head.role not in HEADS or len(stems) < FEWEST or not bodies:
            continue
        told = [_Told(claim, len(stems & own) / len(stems)) for claim, own in bodies]
        told = sorted((one for one in told if one.share >= TOUCHES), key=lambda one: (-one.share, one.claim.claim.id))
        if told and told[0].share >= TELLS:
            yield from _dropped_source(head, told)
            yield from _raised_number(head, told)
        if told and told[0].share >= TELLS_ALL:
            yield from _dropped_hedge(head, told)


def may_tell(head: str, body: str) -> bool:
    """Whether `check_heads` can have anything to say of words of a head and of a body; from words alone, before all else."""
    stems = _stems(head)
    return len(stems) >= FEWEST and len(stems & _stems(body)) / len(stems) >= TOUCHES


def _dropped_source(head: ClaimProfile, told: Sequence[_Told]) -> Iterator[Discrepancy]:
    """The head says in the page's own voice what the body has from somebody alone."""
    best, words = told[0], _whole(head)
    if _has_own_source(head, told) or not all(has_source(one.claim) for one in told) or not _is_one_voice(told):
        return
    if not _is_one_side(head, best.claim):
        return
    speakers = [hop for hop in best.claim.hops if hop.hop.role == "source" and hop.hop.name is not None]
    if not speakers or speakers[-1].cue_kind not in TELLING or speakers[-1].cue in NO_VERBS:
        return
    if not _is_told(best.claim.words, speakers[-1].cue or "") or PRONOUN.match(head.words):
        return
    if not _has(words, "heads.open") and not _is_marked(words, [one.claim for one in told]):
        right = f"{best.claim.words} ({speakers[-1].hop.name})"
        yield _found("attribution_dropped", head, best.claim, head.words, right, best.share)


def _is_one_voice(told: Sequence[_Told]) -> bool:
    """Whether one source alone tells it: what several tell is mostly told by the page itself somewhere, too."""
    voices = set()
    for one in told:
        sources = [hop for hop in one.claim.hops if hop.hop.role == "source" and hop.hop.name is not None]
        voices.add((sources[-1].hop.actor or sources[-1].key) if sources else None)
    return len(voices) == 1


def _has_own_source(head: ClaimProfile, told: Sequence[_Told]) -> bool:
    """Whether a source stands with the head itself; one whose words stand in the body was carried over to it."""
    carried = {hop.hop.attribution for one in told for hop in one.claim.hops if hop.hop.attribution is not None}
    return any(hop.hop.role == "source" and hop.hop.attribution not in carried for hop in head.hops)


def _dropped_hedge(head: ClaimProfile, told: Sequence[_Told]) -> Iterator[Discrepancy]:
    """The head says flatly what the body leaves open, wherever it tells it."""
    words = _whole(head)
    if hedges_of(head) or certainty_of(head) != "certain" or QUOTE.search(words) or _has(words, "heads.open"):
        return
    if words.rstrip().endswith("?") or _has(words, "heads.saying") or FUTURE.search(words):
        return
    if _is_one_side(head, told[0].claim) and all(certainty_of(one.claim) != "certain" and _telling(one.claim) for one in told):
        yield _found("hedge_dropped", head, told[0].claim, head.words, _telling(told[0].claim)[0], told[0].share)


def _telling(claim: ClaimProfile) -> list[str]:
    """The hedges of a claim that a head may not leave out."""
    return [hedge for hedge in hedges_of(claim) if _has(hedge, "hedges.telling")]


def _raised_number(head: ClaimProfile, told: Sequence[_Told]) -> Iterator[Discrepancy]:
    """The head says a number without the bound that it has where the body tells it."""
    if _has(_whole(head), "heads.open"):
        return
    losses = [(one, list(compare_figures(head.words, one.claim.words))) for one in told if one.share >= TELLS]
    for one, found in losses:
        for loss in found:
            # Whether "over 50" stands for "50" is often a matter of the headline's grammar.
            if loss.score < SURE_NUMBER:
                continue
            yield _found(loss.kind, head, one.claim, loss.left, loss.right, loss.score)
            return


def _is_told(words: str, cue: str) -> bool:
    """Whether contents say that something is so, and are no deed of the source: "plans to begin", "announced sanctions"."""
    return not BARE.match(words) and not any(word.lower() in ACTS for word in WORD.findall(cue))


def _is_one_side(left: ClaimProfile, right: ClaimProfile) -> bool:
    """Whether both affirm, or both deny, by their own words."""
    negations = [len(NEGATION.findall(claim.words)) % 2 for claim in (left, right)]
    return negations[0] == negations[1]


def _whole(head: ClaimProfile) -> str:
    """All words of a headline, of which a claim may leave some out; of other parts only the claim's."""
    return head.title if head.role == "headline" and head.title else head.words


def _is_marked(head: str, bodies: Sequence[ClaimProfile]) -> bool:
    """Whether a head shows in another way that it is somebody's word: it quotes, names who says it, has a word of saying."""
    if QUOTE.search(head) or ":" in head or LAST.search(head) or ARGUED.match(head) or _has(head, "heads.saying"):
        return True
    named = {word for claim in bodies for hop in claim.hops if hop.hop.role == "source" for word in _names_of(hop)}
    if named & {_bare(word.lower()) for word in WORD.findall(head)}:
        return True
    sources = [hop for claim in bodies for hop in claim.hops if hop.hop.role == "source" and hop.hop.name]
    acronyms = ACRONYM.findall(head)
    return any(_speaks_for_itself(hop) or any(_is_short_for(one, hop.hop.name or "") for one in acronyms) for hop in sources)


def _speaks_for_itself(hop: HopProfile) -> bool:
    """Whether a source is whom the head is about, by all likelihood: "the club", a press secretary."""
    roles = hop.actor.roles if hop.actor is not None else ()
    return _is_anaphoric(hop.hop.name or "") or any("press secretary" in role.lower() for role in roles)


def _is_short_for(acronym: str, name: str) -> bool:
    """Whether letters stand for a name, in whatever order: "DOJ", "the Justice Department"."""
    initials = {word[0] for word in WORD.findall(name.removeprefix("The ")) if word[:1].isupper()}
    return len(initials) > 1 and bool(acronym) and initials <= set(acronym)


def _is_anaphoric(name: str) -> bool:
    """Whether a source is a body that only the text around it names: "the club" is mostly whom the head is about."""
    words = name.lower().split()
    lists = load_sourcing().lists
    is_bare = (words[:1] == ["the"] or name.islower()) and len(words) == 2 and words[-1] not in lists["people.officials"]
    return (is_bare or words[:1] in (["its"], ["their"])) and words[-1] in lists["heads.selves"]


def _has(words: str, name: str) -> bool:
    """Whether one of the words is on a list, as it is written or by a base form."""
    listed, language = load_sourcing().lists[name], load_language("en")
    found = (word.lower() for word in WORD.findall(words))
    return any(word in listed or not listed.isdisjoint(language.lemmas(word)) for word in found)


def _names_of(hop: HopProfile) -> Iterator[str]:
    """The words for a source: those of its name, and of what the document calls it beside that."""
    yield from _callings(hop.hop.name or "")
    for role in hop.actor.roles if hop.actor is not None else ():
        yield from _callings(role)


def _callings(name: str) -> Iterator[str]:
    """The words by which a head would call a source: those of a name, of a description its last one."""
    words = WORD.findall(re.split(r"\s(?:of|for|in|at|with|who|on|from)\s", name, maxsplit=1)[0])
    light = load_claim_lexicon().lists["light.words"]
    yield from (_bare(word.lower()) for word in words if word[:1].isupper() and word.lower() not in light)
    if words:
        yield _bare(words[-1].lower())


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s").removesuffix("s")


def _folded(words: str) -> str:
    return " ".join(word.lower() for word in WORD.findall(words))


@lru_cache(16_384)
def _stems(words: str) -> frozenset[str]:
    """The stems of the words that say something."""
    light = load_claim_lexicon().lists["light.words"]
    found = (word.lower().removesuffix("'s").removesuffix("’s") for word in WORD.findall(words))
    return frozenset(sense_of(word).stem for word in found if word not in light and len(word) > 1)


def _found(kind: DiscrepancyKind, head: ClaimProfile, body: ClaimProfile, left: str, right: str, score: float) -> Discrepancy:
    own, other = head.claim, body.claim
    return Discrepancy(
        kind, own.id, other.id, own.document, other.document, left, right, own.contents[0], other.contents[0], round(score, 3)
    )
