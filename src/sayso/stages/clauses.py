"""Attributions that the tree shows inside the contents of others, and refusals that the tagger passed over.

In: a draft. Out: one attribution more for each clause of saying in the contents of another that the tagger did not mark: "a
printer claims [the minister's brother told him [the ballots came from Trieste]]". It needs a verb of the word list with a
subject and a clause under it; the kinds that only wish or see are left in peace, and sentences outside contents are the
tagger's alone.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sayso.languages import CueSense
from sayso.records import Attribution, CueKind, SourceKind, Span
from sayso.stages.drafts import Draft
from sayso.stages.parties import ASIDE, find_agent, find_phrase
from sayso.stages.trees import Tree, find_subject

__all__ = ["add_clauses", "add_declines", "add_figures"]

#: How sure an attribution is that only the tree shows, against the one around it; not measured apart.
SCORE = 0.75
TELLING: frozenset[CueKind] = frozenset(
    {"speech", "writing", "report", "claim", "implied", "denial", "accusation", "demand", "promise", "threat", "belief"}
)
WITH_INFINITIVE: frozenset[CueKind] = frozenset({"demand", "promise", "threat", "denial"})
#: How a verb hangs that is asked for or promised, and whom it is asked of.
ASKED = frozenset({"xcomp", "acl", "advcl"})
OBJECTS = frozenset({"obj", "iobj"})
#: Words that may be left of contents behind what the tree gives to a verb.
LONGEST_END = 8
#: Pronouns that no outlet or document is meant by, and sources that are one.
SPEAKERS = frozenset({"i", "we", "you"})
MEASURES = frozenset({"at", "below", "above", "under", "over", "between", "around"})
OTHERS = frozenset({"he", "she", "they"})
TEXTS: frozenset[SourceKind] = frozenset({"outlet", "document", "post", "survey"})
#: What goes on with another clause: "shouted something, [but that she could not understand]".
JOINING = frozenset({"but", "and", "or"})
BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})


def add_clauses(draft: Draft) -> None:
    """Add the attributions that only the tree shows."""
    tree = draft.tree
    cues = {place for one in draft.kept.values() for place in tree.within(one.cue)}
    for attribution in draft.attributions:
        inner = [one for one in draft.kept.values() if one.parent == attribution.id]
        held = {place for one in inner for place in tree.within(one.contents)}
        parent = attribution
        for place in tree.within(attribution.contents):
            made = None if place in cues or place in held else _clause(draft, place, parent)
            if made is not None and made.id not in draft.kept:
                draft.kept[made.id] = made
                cues |= set(tree.within(made.cue))
                parent = made


def add_figures(draft: Draft) -> None:
    """Add who puts something at a number, where the tagger passed it over: "the army has always put the toll below fifty"."""
    tree = draft.tree
    for place in range(len(tree.words)):
        verb = tree.words[place].span
        figure = set() if draft.is_marked(verb, contents=True) else _figure(draft, place)
        subject = tree.subject(place) if figure else None
        if subject is None or subject > place or tree.relation(subject) == "subj_pass" or tree.form(subject) in SPEAKERS:
            continue
        before = [child for child in tree.children(place, "aux", "mod") if subject < child < place]
        source = tree.extent(_before(tree.below(subject, ASIDE - {"conj", "acl"}), subject, place))
        cue = tree.extent([*before, place])
        if source is not None and cue is not None:
            made = draft.make(source, cue, tree.spans(figure), "speech", parent=None, score=SCORE)
            draft.kept.setdefault(made.id, made)


def add_declines(draft: Draft) -> None:
    """Add the refusals to answer that the tagger passed over: "could not be reached", "did not return calls"."""
    tree = draft.tree
    for place in range(len(tree.words)):
        if not draft.is_in(place, "answering.refusals") or draft.is_marked(tree.words[place].span):
            continue
        subject = find_subject(tree, place)
        before = [child for child in tree.children(place, "aux", "mod", "mark") if child < place]
        after = [child for child in tree.children(place, "obj") if place < child < place + 3]
        cue = tree.extent([*before, place, *after])
        if subject is None or cue is None or draft.language.read_cue(cue.of(draft.text), "", "").kind != "decline":
            continue
        verb = min([*before, place])
        source = tree.extent(_before(tree.below(subject, frozenset({"relcl", "acl", "punct"})), subject, verb))
        if source is not None:
            made = draft.make(source, cue, (), "decline", parent=None, score=SCORE)
            draft.kept.setdefault(made.id, made)


def _clause(draft: Draft, place: int, parent: Attribution) -> Attribution | None:
    tree, lists = draft.tree, draft.lists
    subject = find_subject(tree, place)
    # A pronoun is most often the speaker himself, who would then be his own witness.
    nobody = lists["grammar.relatives"] | lists["nouns.pronouns"] | lists["negation.quantifiers"]
    if subject is None or (tree.form(subject) in nobody and not _is_another(draft, tree.form(subject), parent)):
        return None
    if any(tree.form(child) in lists["negation.quantifiers"] for child in tree.children(subject, "mod")):
        return None
    before = [child for child in tree.children(place, "aux", "mod") if subject < child < place]
    if tree.relation(subject) == "subj_pass" or any(tree.form(child) in BE for child in before):
        # Whom something is offered or told says nothing; who tells him does.
        return _passive(draft, place, before, parent)
    if any(tree.form(mark) == "to" for mark in tree.children(place, "mark")):
        # What somebody went to offer is no offer yet.
        return None
    cue = tree.extent([*before, place])
    source = tree.extent(_before(tree.below(subject, ASIDE - {"conj", "acl"}), subject, place))
    inside = set(tree.within(parent.contents))
    if cue is None or source is None or not set(tree.inside(source)) <= inside:
        return None
    sense, clause = _sense(draft, place, cue)
    if not clause:
        clause = _apart(draft, place, parent)
    contents = tree.spans(_to_the_end(draft, clause & inside, inside) if sense.kind in WITH_INFINITIVE else clause & inside)
    found = sense.lemma in lists["relays.finding"]
    if not (sense.kind in TELLING or found or sense.lemma in lists["relays.heard"]) or sense.polarity == "?" or not contents:
        return None
    if sense.kind == "belief" and sense.lemma not in lists["relays.believing"]:
        return None
    if sense.lemma in lists["moods.demands"]:
        # "policymakers should cut rates": what they should do is said by whoever says so.
        return None
    kind: CueKind = "report" if found else sense.kind
    score = SCORE * parent.score
    return draft.make(source, cue, contents, kind, parent=parent.id, score=score, polarity=sense.polarity)


def _apart(draft: Draft, place: int, parent: Attribution) -> set[int]:
    """The clause that an aside has parted from its verb: "ministers had replied, the station said, [that P]"."""
    word = draft.tree.words[place].span
    for first, second in pairwise(parent.contents):
        if first.contains(word) and word.end == first.end and second.of(draft.text).lower().startswith("that "):
            return set(draft.tree.inside(second))
    return set()


def _is_another(draft: Draft, form: str, parent: Attribution) -> bool:
    """Whether a pronoun cannot mean the speaker around it: a paper or report is no "she"."""
    return form in OTHERS and (parent.source_kind in TEXTS or draft.has_lemma(parent.sources, "nouns.outlet"))


def _passive(draft: Draft, place: int, before: Sequence[int], parent: Attribution) -> Attribution | None:
    """Who tells somebody something in the passive: "was told by its auditors that the land was not its own"."""
    tree = draft.tree
    agent = find_agent(tree, place)
    party = find_phrase(tree, agent) if agent is not None else None
    cue = tree.extent([*before, place])
    if party is None or cue is None or not any(span.contains(party.span) for span in parent.contents):
        return None
    inside = set(tree.within(parent.contents))
    sense, clause = _sense(draft, place, cue)
    contents = tree.spans(clause & inside)
    if sense.kind not in TELLING or sense.polarity == "?" or not contents or agent in clause:
        return None
    return draft.make(party.span, cue, contents, sense.kind, parent=parent.id, score=SCORE * parent.score)


def _sense(draft: Draft, place: int, cue: Span) -> tuple[CueSense, set[int]]:
    """What a verb amounts to, and the words of what it says: the clause under it, or whom it asks and for what."""
    tree, words = draft.tree, cue.of(draft.text)
    plain = draft.language.read_cue(words, "", "")
    figure = _figure(draft, place)
    if figure:
        return CueSense("speech", plain.lemma, "+"), figure
    for child in tree.children(place, "ccomp"):
        if child > place and tree.form(min(tree.below(child))) not in JOINING:
            # A model now and then hangs the clause's subject on the verb of saying.
            asks = plain.kind in WITH_INFINITIVE
            stray = [c for c in tree.children(place, "subj", "subj_pass", *(OBJECTS if asks else ())) if place < c < child]
            return plain, set().union(tree.below(child), *(tree.below(c) for c in stray))
    if plain.lemma in draft.lists["directed.words"] and (told := _beside(draft, place)):
        return plain, told
    asked = draft.language.read_cue(words, "", "to")
    if asked.kind not in WITH_INFINITIVE:
        return plain, set()
    # Who is told or asked is no part of what he is told.
    takes_object = asked.kind in {"demand", "promise"} and asked.lemma not in draft.lists["directed.words"]
    wanted = ASKED | OBJECTS if takes_object else ASKED
    below = [child for child in tree.children(place, *wanted) if child > place and _can_be_asked(tree, child)]
    return asked, set().union(*(tree.below(child) for child in below))


def _beside(draft: Draft, place: int) -> set[int]:
    """What somebody is told where a model hangs it beside the verb: "had told his questioners [the gold was buried]"."""
    tree = draft.tree
    whom = max(tree.children(place, *OBJECTS), default=-1)
    above = tree.words[place].head
    for other in tree.children(above, "ccomp") if above >= 0 and whom > place else ():
        subject = tree.subject(other)
        if other > whom and subject is not None and subject > whom:
            return tree.below(other)
    return set()


def _figure(draft: Draft, place: int) -> set[int]:
    """What somebody puts at a number: "had put the death toll at fourteen"."""
    tree = draft.tree
    if not draft.is_in(place, "relays.putting"):
        return set()
    counted = [child for child in tree.children(place, "obj") if child > place and draft.is_in(child, "relays.figures")]
    for child in counted:
        for number in (*tree.children(place, "obl", "nmod"), *tree.children(child, "nmod", "obl")):
            own = tree.below(number)
            # A model now and then hangs the "at" on a word of the number.
            if number > child and any(tree.form(other) in MEASURES for other in own if tree.relation(other) == "mark"):
                return tree.below(child) | own
    return set()


def _can_be_asked(tree: Tree, place: int) -> bool:
    """Whether a word under a verb is whom or what it asks for: an object, an infinitive, "of taking bribes"."""
    if tree.relation(place) in OBJECTS:
        return True
    return tree.form(place).endswith("ing") or any(tree.form(mark) == "to" for mark in tree.children(place, "mark"))


def _to_the_end(draft: Draft, clause: set[int], inside: set[int]) -> set[int]:
    """What is asked for with the end of the contents, where a model has cut it off: "out of the harbour"."""
    rest = {place for place in inside if place > max(clause, default=0)}
    if not clause or len(rest) > LONGEST_END or any(draft.tree.is_clause(place) for place in rest):
        return clause
    return clause | rest


def _before(places: set[int], subject: int, verb: int) -> Iterator[int]:
    return (place for place in places if place < verb or place <= subject)
