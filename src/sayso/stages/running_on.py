"""Contents that the tagger took too far, or began too late.

In: a draft. Out: the same with contents that end with their paragraph, with their sentence where the next has a speaker of its
own, before ", while Y said Q", with the quotation inside a quotation, and before "without elaborating"; without whom something
was told; with the clause between a cue and its contents ("said [a witness told him] that P"), and with what a "which" means.
A headline says what stands in it. What is quoted may run on over paragraphs. It adds nobody.
"""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from sayso.records import Attribution, CueKind, Span, strip_span
from sayso.stages.drafts import Draft
from sayso.stages.references import antecedent
from sayso.stages.trees import find_subject

__all__ = ["end_contents"]

#: What a report says of how something was said, behind contents.
MANNER = re.compile(
    r",?\s+without\s+(?:elaborating|explaining|explanation|elaboration|(?:further|any)\s+(?:details?|explanation|elaboration)"
    r"|(?:giving|providing|offering|citing|presenting|producing|naming|specifying|identifying|saying|going)\b[^,;.“”\"]{0,60})"
    r"[.,;]?\s*\Z"
)
FRONT_MANNER = re.compile(
    r",?\s*(?:without\s+\w+ing\b[^,;.“”\"]{0,60}|when\s+(?:asked|pressed|questioned)\b[^,;.“”\"]{0,120}),\s+"
)
#: Where something was said, between a cue and its clause.
IN_VENUE = re.compile(r"(?<=\w)\s+(?:in|on|at)\Z")
VENUE = re.compile(r"(?:an?|the|his|her|its|their)\s[^,;.“”\"]{3,90}?\s(?=that\s)")
#: A quotation inside a quotation, from its first character on.
INNER = re.compile(r"‘[^‘“”\"]{6,300}?[.,!?…]’(?=[\s”\"]|\Z)|'[^“”\"]{6,300}?[.,!?…]'(?=[\s”\"]|\Z)")
OBJECTS: Final = ("obj", "iobj")
#: Who says something in a headline says what it says.
WORDS_OF: Final[frozenset[CueKind]] = frozenset({"speech", "report", "writing", "claim", "implied", "belief", "threat"})
SHORTEST_HEADLINE: Final = 3
#: With these, behind a comma, whoever writes sets one report against another.
AGAINST: Final = frozenset({"while", "whereas", "although", "though", "but"})
LONGEST_NOUN: Final = 4
CONTRASTED: Final = frozenset({"advcl", "conj", "ccomp", "parataxis"})
RELATIVES: Final = frozenset({"which", "that"})
EDGES: Final = " ,:;—–-"
ENDS: Final = frozenset('.!?…”"’')


def end_contents(draft: Draft) -> None:
    """Cut what runs on, and put before contents what belongs to them."""
    for first, second in pairwise(draft.analysis.sentences):
        _end_with_sentence(draft, first, second)
    for one in draft.attributions:
        _end_with_paragraph(draft, one)
    for one in draft.attributions:
        if one.parent in draft.kept:
            _end_before(draft, draft.kept[one.parent], one)
    for one in draft.attributions:
        parent = draft.kept.get(one.parent or "")
        cut = _without_manner(draft, _without_addressee(draft, _without_venue(draft, _as_quoted(draft, one, parent))))
        whole = _with_antecedent(draft, _with_gap(draft, _without_frame(draft, cut)))
        if whole != one:
            # What has not changed is not put back: each change has all that is known of the text worked out anew.
            draft.kept[one.id] = whole


def _end_with_sentence(draft: Draft, first: Span, second: Span) -> None:
    """End contents that run on from one sentence into another that has a speaker of its own, outside quotation marks."""
    if draft.is_quoted(Span(first.end - 1, second.start + 1)):
        return
    running = [
        one for one in draft.within(first) if any(span.start < first.end < span.end for span in one.contents) and one.sources
    ]
    if not running or not any(_is_main(draft, one) for one in draft.within(second)):
        return
    for one in running:
        left = [_bare(draft.text, Span(s.start, min(s.end, first.end))) for s in one.contents if s.start < first.end]
        ended = tuple(Span(span.start, span.end - (draft.text[span.end - 1] == ".")) for span in left if span)
        draft.kept[one.id] = replace(one, contents=ended)
        _release(draft, one, second.start)


def _is_main(draft: Draft, one: Attribution) -> bool:
    """Whether a speaker is that of his whole sentence, and named or described there."""
    head = draft.tree.head(one.cue)
    if head is None or not one.sources or not one.contents or draft.is_quoted(one.sources[0]):
        return False
    return draft.tree.relation(head) == "root" and find_subject(draft.tree, head) in draft.tree.within(one.sources)


def _release(draft: Draft, around: Attribution, start: int) -> None:
    """Let those speak for themselves whose cue stands behind what is left of the contents around them."""
    for other in draft.attributions:
        if other.parent == around.id and other.cue[0].start >= start:
            draft.kept[other.id] = replace(other, parent=around.parent)


def _end_with_paragraph(draft: Draft, one: Attribution) -> None:
    """End what is not quoted with the paragraph of its cue; a headline's words stand in the headline."""
    text, line = draft.text, _line(draft.text, one.cue[0].start)
    outside = [span for span in one.contents if not line.contains(span) and not draft.is_quoted(span)]
    if not outside or one.style == "direct" or text[line.start : line.end].rstrip().endswith(":"):
        return
    kept = [span for span in one.contents if span not in outside]
    met = (Span(max(span.start, line.start), min(span.end, line.end)) for span in outside if span.overlaps(line))
    kept += [strip_span(text, span) for span in met]
    is_headline = text[: line.end].rstrip()[-1:] not in ENDS
    if not kept and is_headline and one.cue_kind in WORDS_OF:
        kept = _rest_of_line(draft, one, line)
    if not kept:
        draft.drop(one)
        return
    draft.kept[one.id] = replace(one, contents=tuple(sorted(kept)))
    for other in draft.attributions:
        if other.parent == one.id and not any(span.contains(other.cue[0]) for span in kept):
            draft.kept[other.id] = replace(other, parent=one.parent)


def _line(text: str, at: int) -> Span:
    """The paragraph around an offset."""
    end = text.find("\n", at)
    return Span(text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text))


def _rest_of_line(draft: Draft, one: Attribution, line: Span) -> list[Span]:
    """What a headline says besides who says it: "[Nine killed in blast], officials say"."""
    marked = [span for span in (*one.sources, *one.cue) if line.contains(span)]
    pieces = (Span(line.start, min(s.start for s in marked)), Span(max(s.end for s in marked), line.end))
    longest = max((_bare(draft.text, piece) for piece in pieces), key=len)
    return [longest] if len(draft.tree.inside(longest)) >= SHORTEST_HEADLINE else []


def _bare(text: str, span: Span) -> Span:
    """A span without commas, dashes and white space at its ends."""
    start, end = span.start, span.end
    while end > start and (text[end - 1] in EDGES or text[end - 1].isspace()):
        end -= 1
    while start < end and (text[start] in EDGES or text[start].isspace()):
        start += 1
    return Span(start, end)


def _end_before(draft: Draft, outer: Attribution, inner: Attribution) -> None:
    """End contents before ", while Y said Q": whoever writes sets them against each other."""
    begun = _contrast(draft, inner) or _afterthought(draft, outer, inner)
    at = next((n for n, span in enumerate(outer.contents) if begun is not None and span.start <= begun < span.end), None)
    if begun is None or at is None or draft.is_quoted(Span(begun, begun + 1)):
        return
    left = _bare(draft.text, Span(outer.contents[at].start, begun))
    kept = (*outer.contents[:at], left) if left else outer.contents[:at]
    if not draft.tree.has_clause(kept):
        return
    draft.kept[outer.id] = replace(outer, contents=kept)
    _release(draft, outer, begun)


def _contrast(draft: Draft, inner: Attribution) -> int | None:
    """Where the clause of a speaker begins that a comma and a word of contrast set against what stands before it."""
    tree = draft.tree
    head = tree.head(inner.cue)
    if head is None or not inner.sources or tree.relation(head) not in CONTRASTED:
        return None
    subject = find_subject(tree, head)
    mark = min(tree.within(inner.sources), default=head) - 1
    if mark < 1 or subject is None or tree.form(mark) not in AGAINST or tree.form(mark - 1) != ",":
        return None
    return tree.words[mark - 1].span.start


def _afterthought(draft: Draft, outer: Attribution, inner: Attribution) -> int | None:
    """Where the words behind a speaker begin that are another's: "P, three people said, [a step critics fear will do Q]"."""
    before = any(span.end <= outer.cue[0].start for span in outer.contents)
    at = next((span for span in outer.contents if span.contains(inner.cue[0])), None)
    if not before or outer.style == "direct" or at is None or at.start < outer.cue[-1].end or not inner.sources:
        return None
    if inner.sources[0].start <= at.start:
        return None
    opening = draft.tree.inside(Span(at.start, inner.sources[0].start))
    articles = draft.lists["grammar.indefinite"] | draft.lists["grammar.definite"] | {"something"}
    # A noun or two, and then who says something of it.
    is_apposed = 0 < len(opening) <= LONGEST_NOUN and draft.tree.form(opening[0]) in articles
    return at.start if is_apposed else None


def _as_quoted(draft: Draft, one: Attribution, parent: Attribution | None) -> Attribution:
    """The attribution with only the inner quotation, where it begins with one and runs on into its holder's words."""
    if parent is None or parent.style != "direct" or not one.contents:
        return one
    span = one.contents[0]
    inner = INNER.match(draft.text, span.start, span.end)
    if inner is None or not (len(one.contents) > 1 or draft.tree.has_clause((Span(inner.end(), span.end),))):
        return one
    return replace(one, contents=(Span(*inner.span()),))


def _without_manner(draft: Draft, one: Attribution) -> Attribution:
    """The attribution without how it was said at its ends: "P, without elaborating"."""
    if not one.contents or one.style == "direct":
        return one
    first = FRONT_MANNER.match(draft.text, one.contents[0].start, one.contents[0].end)
    if first is not None and first.end() < one.contents[0].end:
        # "reported, without naming its sources, that P".
        one = replace(one, contents=(Span(first.end(), one.contents[0].end), *one.contents[1:]))
    last = one.contents[-1]
    match = MANNER.search(draft.text, last.start, last.end)
    if match is None or match.start() == last.start or draft.is_quoted(Span(match.start(), last.end)):
        return one
    return replace(one, contents=(*one.contents[:-1], Span(last.start, match.start())))


def _without_venue(draft: Draft, one: Attribution) -> Attribution:
    """The attribution without where it was said in its contents: "alleges in [a lawsuit filed on Monday] that P"."""
    match = IN_VENUE.search(draft.text, one.cue[-1].start, one.cue[-1].end)
    if match is None or not one.contents or one.contents[0].start < one.cue[-1].end:
        return one
    venue = VENUE.match(draft.text, one.contents[0].start, one.contents[0].end)
    if venue is None or not draft.tree.has_clause((Span(venue.end(), one.contents[0].end),)):
        return one
    cue = (*one.cue[:-1], Span(one.cue[-1].start, match.start()))
    return replace(one, cue=cue, contents=(Span(venue.end(), one.contents[0].end), *one.contents[1:]))


def _without_addressee(draft: Draft, one: Attribution) -> Attribution:
    """The attribution without whom it was said to before a clause: "told [jurors] death would have been quick"."""
    tree, head = draft.tree, draft.tree.head(one.cue)
    if head is None or len(one.contents) != 1 or not draft.is_in(head, "misread.telling"):
        return one
    span = one.contents[0]
    inside = tree.inside(span)
    for place in tree.children(head, *OBJECTS):
        extent = tree.extent(p for p in tree.below(place, frozenset({"relcl", "acl", "ccomp", "xcomp"})) if p in inside)
        if extent is None or extent.start != span.start or extent.end >= span.end:
            continue
        rest = strip_span(draft.text, Span(extent.end, span.end))
        # A subject of the clause that a model hung on the verb stays: "told [the fund was empty]".
        if any((tree.subject(p) or 0) > place for p in tree.inside(rest)):
            return replace(one, contents=(rest,))
    return one


def _without_frame(draft: Draft, one: Attribution) -> Attribution:
    """The attribution without the speaker and cue around it in its source: "[Jury hears] teen told friend"."""
    parent = draft.kept.get(one.parent or "")
    if parent is None or len(one.sources) != 1 or not parent.sources:
        return one
    source = one.sources[0]
    last = max(parent.cue[-1].end, parent.sources[-1].end)
    if not source.contains(parent.cue[-1]) or source.start > parent.sources[0].start or last >= source.end:
        return one
    return replace(one, sources=(strip_span(draft.text, Span(last, source.end)),))


def _with_gap(draft: Draft, one: Attribution) -> Attribution:
    """The attribution with another's clause between its cue and its contents: "said [a witness told him] that P"."""
    tree = draft.tree
    if not one.contents or one.contents[0].start <= one.cue[-1].end:
        return one
    gap = strip_span(draft.text, Span(one.cue[-1].end, one.contents[0].start))
    inside = tree.inside(gap)
    if not inside or "," in gap.of(draft.text) or draft.is_marked(gap) or draft.is_quoted(gap):
        return one
    head = tree.head(one.cue)
    for place in inside:
        subject = tree.subject(place)
        if subject is None or subject not in inside or tree.words[place].head != head or tree.relation(place) != "ccomp":
            continue
        return replace(one, contents=(Span(gap.start, one.contents[0].end), *one.contents[1:]))
    return one


def _with_antecedent(draft: Draft, one: Attribution) -> Attribution:
    """The attribution with what its "which" means: "[merger talks], which the daily reported in August"."""
    if len(one.contents) != 1 or one.contents[0].of(draft.text).lower() not in RELATIVES:
        return one
    head = antecedent(draft.tree, one.contents[0])
    if head is None or draft.tree.is_clause(head):
        return one
    tree, relative = draft.tree, one.contents[0]
    below = tree.below(head, frozenset({"relcl", "acl", "appos", "conj"})) - set(tree.children(head, "mark"))
    phrase = tree.extent(p for p in below if tree.words[p].span.end <= relative.start and tree.relation(p) != "punct")
    return one if phrase is None or draft.is_marked(phrase) else replace(one, contents=(phrase,))
