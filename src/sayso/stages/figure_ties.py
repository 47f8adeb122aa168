"""What ties a figure to its surroundings: the larger one it is a part of, all that it sums up, its day, its event, its poll.

In: a `Site`, the tree, and what the reading found before. Out: single answers; `quantities` puts them together. A figure takes
no day from the page: what has no date in its own clause or its claim has none.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from sayso.languages.en import lemmas
from sayso.languages.figure_lexicon import FigureLexicon, Phrase
from sayso.records import Analysis, Attribution, Span, Timex
from sayso.stages.figure_kinds import is_toll
from sayso.stages.figure_sites import Site
from sayso.stages.trees import PREDICATES, SUBJECTS, Tree

__all__ = ["Poll", "find_answer", "find_date", "find_event", "find_poll", "is_answered", "is_cumulative", "is_part"]

#: A poll's attribution, or that there is a poll that nobody is named for.
Poll = Attribution | bool
PERFECT: Final = frozenset({"has", "have", "had", "'ve", "’ve"})
NEW: Final = frozenset({"another", "more", "further", "additional", "new"})
#: Words that stand between "including" and its number, at most.
BETWEEN: Final = 2
_NAME: Final = r"[A-Z][\w’'&-]*(?:\s+[A-Z][\w’'&-]*)*"
_AHEAD: Final = r"(?:leads?|led|leading|beats?|beating|ahead of|tops?|edges?|edging|trails?|trailing|behind)"
#: "Put the Farmers' League on 22 per cent", "while Brek received 38 per cent", "Brek 41 per cent, Ruiz 38 per cent".
PARTY_BEFORE: Final = re.compile(
    rf"\b(?:[Tt]he\s+)?(?P<party>{_NAME})\s*(?:\s(?:on|at|with|to|(?:was|is) (?:on|at)|stands at|received|receives|gets|got"
    r"|has|had|won|drew|draws)\s+(?:just|only|about|some)?\s*)?$"
)
#: "Clinton leads Trump by 43 percent to 38 percent": the first figure, and the second.
FIRST_PARTY: Final = re.compile(rf"\b(?P<party>{_NAME})\s+(?:(?:is|was|were)\s+)?{_AHEAD}\s+(?:the\s+)?{_NAME}\s+(?:by\s+)?$")
OTHER_PARTY: Final = re.compile(rf"{_AHEAD}\s+(?:the\s+)?(?P<party>{_NAME})\s+(?:by\s+)?[\d.]+\s*(?:%|per ?cent)\s+to\s+$")
CLAUSE_END: Final = re.compile(r"[,;:()]|\s(?:while|and\s+\d|but)\b|[.!?]?[\"'”’]?\s*$")


def is_part(site: Site, lexicon: FigureLexicon) -> bool:
    """Whether a figure is said to be a part of one before it: "including 3 children", "45 of them children"."""
    texts = [token.text for token in site.tokens]
    first = site.amount.first
    for step in range(BETWEEN + 1):
        for phrase in lexicon.phrases["parts.before"]:
            end = first - step
            if end >= len(phrase) and tuple(texts[end - len(phrase) : end]) == phrase and not _is_broken(site, end):
                return True
    behind = texts[site.behind : site.behind + 2]
    return tuple(behind) in lexicon.phrases["parts.behind"] or ":" in site.tokens[first].glue


def _is_broken(site: Site, start: int) -> bool:
    """Whether a number or a comma stands between: "including Slepian, three nurses" names no part."""
    between = site.tokens[start : site.amount.first]
    marks = (token.glue for token in site.tokens[start : site.amount.first + 1])
    return any(token.text[0].isdigit() for token in between) or any("," in mark for mark in marks)


def is_cumulative(site: Site, tree: Tree, lexicon: FigureLexicon) -> bool:
    """Whether a figure counts all so far: a toll, a total, or what has happened since."""
    around = {site.text(site.amount.first - 1), site.text(site.amount.after)}
    if around & NEW:
        return False
    if is_toll(site) and site.noun is None:
        return True
    start, end = _segment(site)
    words = site.tokens
    texts = [token.text for token in words[start:end]]
    first = [token.text for token in words[: site.amount.first]]
    if _has(texts, lexicon.phrases["totals.phrases"]):
        return True
    if any(tuple(first[-len(phrase) :]) == phrase for phrase in lexicon.phrases["totals.before"]):
        return True
    if "since" not in texts or not PERFECT & set(texts):
        return False
    since = tree.at(site.sentence.start + words[start + texts.index("since")].start)
    own = _predicates(tree, _start(site))
    return since is not None and (tree.predicate(since) in own or bool(own.intersection(tree.above(since))))


def _segment(site: Site) -> tuple[int, int]:
    """The tokens around a figure between semicolons."""
    start, end = site.amount.first, site.behind
    while start > 0 and ";" not in site.tokens[start].glue:
        start -= 1
    while end < len(site.tokens) and ";" not in site.tokens[end].glue:
        end += 1
    return start, end


def _has(texts: Sequence[str], phrases: frozenset[Phrase]) -> bool:
    return any(tuple(texts[n : n + len(phrase)]) == phrase for phrase in phrases for n in range(len(texts)))


def find_date(
    site: Site, tree: Tree, dates: Sequence[Timex], said: Mapping[str, frozenset[int]], lexicon: FigureLexicon
) -> str | None:
    """The date in the clause of a figure; `said` are dates of saying, with their cues: none of what is said."""
    start = _start(site)
    own = _predicates(tree, start)
    wanted = {start, site.place, *(own if _is_direct(tree, site.place) else ())}
    found: list[tuple[int, str]] = []
    for timex in dates:
        if not site.sentence.contains(timex.span) or timex.value.endswith("_REF"):
            continue
        if timex.id in said and tree.predicate(start) not in said[timex.id]:
            continue
        at = next((n for n, token in enumerate(site.tokens) if site.sentence.start + token.start >= timex.span.start), 0)
        if at and site.text(at - 1) in lexicon.lists["totals.not_as_of"]:
            continue
        word = tree.head([timex.span])
        if word is not None and _hangs_on(word, wanted, tree):
            found.append((abs(timex.span.start - site.span.start), timex.id))
    return min(found)[1] if found else None


def _is_direct(tree: Tree, place: int) -> bool:
    """Whether a figure is said of its clause, and not of a noun in it: not "expelled in punishment for two killings"."""
    for at in (place, *tree.above(place)):
        if tree.relation(at) in PREDICATES - {"conj"}:
            return True
        if tree.relation(at) == "nmod" and not any(tree.form(mark) == "of" for mark in tree.children(at, "mark")):
            return False
    return True


def _start(site: Site) -> int:
    return site.place if site.noun is None else site.noun.place


def _hangs_on(word: int, wanted: set[int], tree: Tree) -> bool:
    """Whether a date hangs on one of some words, or on a phrase of it: not "below 2005 levels"."""
    above = tree.words[word].head
    if above in wanted:
        return True
    if above < 0 or tree.relation(word) not in {"obl", "nmod"}:
        return False
    return tree.relation(above) in {"obl", "nmod"} and tree.words[above].head in wanted


def _predicates(tree: Tree, place: int) -> set[int]:
    """The verbs of a word's clause: the nearest above it, and those joined to that."""
    first = tree.predicate(place)
    found = {first}
    while tree.relation(first) in {"conj", "advcl"} and tree.words[first].head not in found and tree.words[first].head >= 0:
        first = tree.words[first].head
        found.add(first)
    return found


def find_event(site: Site, tree: Tree, triggers: Mapping[int, str]) -> str | None:
    """The event that a figure belongs to: the nearest trigger above it in its clause, or on its noun."""
    start = _start(site)
    for child in tree.children(start, "acl", "relcl"):
        if child in triggers:
            return triggers[child]
    for above in (start, *tree.above(start)):
        if above in triggers:
            return triggers[above]
        if tree.relation(above) in PREDICATES - {"conj"}:
            return None
    return None


def find_poll(site: Site, analysis: Analysis, lexicon: FigureLexicon) -> Poll:
    """The attribution to a poll whose words hold a figure; or whether its sentence speaks of a poll."""
    text, words = analysis.document.text, lexicon.lists["polls.words"]
    for one in analysis.attributions:
        spans = (*one.sources, *one.contents)
        if any(span.overlaps(site.span) for span in spans):
            named = " ".join(span.of(text).lower() for span in one.sources).split()
            if one.source_kind == "survey" or words.intersection(named):
                return one
            if any(token.text in words for token in site.tokens[: site.amount.first]) and one.sources:
                return one
    return any(token.text in words for token in site.tokens[: site.amount.first])


def is_answered(site: Site, tree: Tree, lexicon: FigureLexicon) -> bool:
    """Whether a share does what those asked do: "another 19 per cent said they would not vote"."""
    for place in (site.place, *([tree.words[site.place].head] if tree.relation(site.place) == "mod" else [])):
        verb = tree.words[place].head
        if verb >= 0 and tree.relation(place) in SUBJECTS and tree.form(verb):
            return bool({tree.form(verb), *lemmas(tree.form(verb))} & lexicon.lists["polls.answers"])
    return False


def find_answer(site: Site, text: str, lexicon: FigureLexicon) -> Span | None:
    """The answer that a share of a poll counts: the party before it, or what those asked do, say or want."""
    before = text[site.sentence.start : site.span.start]
    for pattern in (OTHER_PARTY, FIRST_PARTY, PARTY_BEFORE):
        found = pattern.search(before)
        if found is not None:
            return Span(site.sentence.start + found.start("party"), site.sentence.start + found.end("party"))
    at, openings = site.behind, lexicon.lists["polls.openings"]
    while at < len(site.tokens) and site.text(at) in openings:
        at += 1
    if at >= len(site.tokens) or set(site.tokens[at].glue) & set(",;:("):
        return None
    start = site.sentence.start + site.tokens[at].start
    end = CLAUSE_END.search(text[: site.sentence.end], start)
    if end is None or end.start() <= start or site.text(at) in {"and", "to", "or", "from", "in"}:
        return None
    return Span(start, end.start())
