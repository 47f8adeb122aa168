"""How an event is held in its own clause: affirmed or not, past or to come, asserted, offered, asked for, only supposed.

In: the tree, a trigger, and the claim that it stands in. Out: a `Factuality`. The head of a claim's contents is held as the
claim is; what hangs below it is held as the words between say: "offered to withdraw", "the threatened invasion". It says
nothing of the world.
"""

from collections.abc import Iterator
from typing import Final

from sayso.languages.event_lexicon import EventLexicon
from sayso.records import Factuality, Span
from sayso.stages.factuality import OPPOSITE
from sayso.stages.trees import Tree
from sayso.stages.triggers import Trigger, base_forms

__all__ = ["NOT", "find_modality", "governors_of"]

HIGHEST: Final = 6
NOT: Final = frozenset({"not", "n't", "n’t", "never", "no", "without", "neither", "nor", "nobody", "none", "hardly"})
FUTURE: Final = frozenset({"will", "shall", "'ll", "’ll", "would", "going"})
PRESENT: Final = frozenset({"is", "are", "am", "has", "have", "'s", "’s", "'re", "’re", "being"})
MODAL: Final = {
    "may": "possible",
    "might": "possible",
    "could": "possible",
    "can": "possible",
    "should": "demanded",
    "must": "demanded",
}
POSSIBLE: Final = frozenset({"may", "might", "could"})
#: Before a clause of its own: what is said over it does not hold it.
TOLD: Final = frozenset({"as", "after", "because", "since", "when", "while", "before", "although", "though"})
PERFECT: Final = frozenset({"have", "had", "has", "having"})
ASSERTED: Final = Factuality("certain", "+", "past", "asserted", ())


def governors_of(tree: Tree, place: int) -> Iterator[int]:
    """The words above a trigger, the nearest first, as far as its sentence's verb."""
    for count, above in enumerate(tree.above(place)):
        if count == HIGHEST:
            return
        yield above


def _holding(tree: Tree, place: int) -> Iterator[int]:
    """The words above a trigger that hold it: none over a clause that tells more of a noun, or when or why something was."""
    for above in governors_of(tree, place):
        marks = {tree.form(child) for child in tree.children(place, "mark")}
        relation = tree.relation(place)
        if relation == "relcl" or (relation == "acl" and "to" not in marks and not tree.form(place).endswith("ing")):
            return
        if relation == "advcl" and marks & TOLD:
            return
        yield above
        place = above


def find_modality(
    tree: Tree, trigger: Trigger, lexicon: EventLexicon, claim: Factuality | None, head: int | None
) -> Factuality:
    """The factuality of an event.

    Args:
        tree: the tree of the text.
        trigger: what says it.
        lexicon: the words that turn events.
        claim: the factuality of the claim that it stands in, if it stands in one.
        head: the head of that claim's contents.
    """
    held = claim or ASSERTED
    if head == trigger.place:
        return _as_claimed(tree, trigger, held) if not trigger.is_nominal else _with_words(tree, trigger, lexicon, held)
    polarity, mood, tense = _own_polarity(tree, trigger), None, None
    for above in _holding(tree, trigger.place):
        lemmas = set(base_forms(tree.form(above)))
        if lemmas & lexicon.words["denying"] and not trigger.is_nominal:
            polarity = OPPOSITE[polarity]
        if above != head and _is_put_off(tree, above):
            polarity = OPPOSITE[polarity]
        if tree.form(above) in lexicon.words["answering"]:
            polarity = held.polarity
        mood = mood or _mood_above(tree, above, lemmas, lexicon)
        if mood is not None or (lemmas & lexicon.words["intending"] and tense is None):
            tense = "future"
        if above == head:
            break
    return _combined(tree, trigger, lexicon, held, polarity, mood, tense)


def _as_claimed(tree: Tree, trigger: Trigger, held: Factuality) -> Factuality:
    """A verb at the head of a claim is held as that is, and by a "not" before its "to" that the tree hung elsewhere."""
    found = _ahead(tree, trigger, held)
    hung = tree.children(trigger.place)
    missed = sum(place not in hung for place in negations_of(tree, trigger.place))
    polarity = OPPOSITE[found.polarity] if missed % 2 else found.polarity
    is_bare = tree.form(trigger.place).endswith("ing") and not tree.children(trigger.place, "aux")
    tense = "past" if is_bare and found.tense == "ongoing" else found.tense
    return Factuality(found.certainty, polarity, tense, found.mood, found.hedges)


def _ahead(tree: Tree, trigger: Trigger, held: Factuality) -> Factuality:
    """What may or could be done, and what is a condition, is still to come, whatever the form of the verb."""
    forms = {tree.form(child) for child in tree.children(trigger.place, "aux")}
    mood = held.mood
    if _is_inverted(tree, trigger.place):
        mood, forms = "conditional", forms | {"if"}
    is_open = bool(forms & POSSIBLE) or _is_due(tree, trigger.place) or _is_condition(tree, trigger.place, mood)
    if is_open and not forms & PERFECT and not tree.form(trigger.place).endswith("ing"):
        return Factuality(held.certainty, held.polarity, "future", mood, held.hedges)
    polarity = OPPOSITE[held.polarity] if _is_put_off_verb(tree, trigger.place) else held.polarity
    return Factuality(held.certainty, polarity, held.tense, mood, held.hedges)


def _is_condition(tree: Tree, place: int, mood: str) -> bool:
    """Whether a verb is in the condition itself: "unless Chad withdraws"."""
    return mood == "conditional" and tree.relation(place) == "advcl"


def _is_due(tree: Tree, place: int) -> bool:
    """Whether something is to be done: "is to send troops"."""
    forms = [tree.form(child) for child in tree.children(place, "aux", "mark") if child < place]
    return "to" in forms and any(form in {"is", "are"} for form in forms[: forms.index("to")])


def _is_inverted(tree: Tree, place: int) -> bool:
    """Whether a condition is told by the order of words: "Should Togo attack"."""
    subject = tree.subject(place)
    first = next(iter(tree.children(place, "aux")), None)
    return (
        tree.relation(place) == "advcl" and subject is not None and first is not None and first < subject
        and tree.form(first) in {"should", "had", "were"}
    )  # fmt: skip


def _is_put_off(tree: Tree, place: int) -> bool:
    """Whether a verb says that something is not yet done: "has yet to recognise"."""
    return tree.form(place) in {"has", "have", "had"} and any(tree.form(c) == "yet" for c in tree.children(place, "mod"))


def _is_put_off_verb(tree: Tree, place: int) -> bool:
    forms = [tree.form(child) for child in tree.children(place, "mod", "mark", "aux") if child < place]
    return "yet" in forms and "to" in forms and bool({"has", "have", "had"} & set(forms))


def _combined(
    tree: Tree, trigger: Trigger, lexicon: EventLexicon, held: Factuality, polarity: str, mood: str | None, tense: str | None
) -> Factuality:
    own = _own_mood(tree, trigger.place, lexicon)
    mood = mood or own or (held.mood if held.mood in {"conditional", "hypothetical"} else "asserted")
    tense = tense or _own_tense(tree, trigger.place) or (held.tense if trigger.is_nominal else "past")
    certainty = held.certainty
    if any(tree.form(child) in POSSIBLE for child in tree.children(trigger.place, "aux")):
        certainty = "possible"
    found = Factuality(certainty, polarity, tense, mood, held.hedges if certainty == held.certainty else ())
    return _with_words(tree, trigger, lexicon, found if trigger.is_nominal else _ahead(tree, trigger, found))


def _with_words(tree: Tree, trigger: Trigger, lexicon: EventLexicon, held: Factuality) -> Factuality:
    """What the words on the trigger itself say: "the alleged offer", "a possible attack", "no withdrawal"."""
    certainty, tense, polarity, hedges = held.certainty, held.tense, held.polarity, list[Span](held.hedges)
    for child in tree.children(trigger.place, "mod"):
        lemmas = {tree.form(child), *base_forms(tree.form(child))}
        if lemmas & lexicon.words["suspecting"]:
            certainty = "unknown"
            hedges.append(tree.words[child].span)
        elif lemmas & lexicon.words["possible"]:
            tense = "future"
            certainty = "possible" if "possible" in lemmas or "potential" in lemmas else certainty
        elif trigger.is_nominal and tree.form(child) == "no":
            polarity = OPPOSITE[polarity]
    return Factuality(certainty, polarity, tense, held.mood, tuple(dict.fromkeys(hedges)))


def _own_polarity(tree: Tree, trigger: Trigger) -> str:
    if trigger.is_nominal:
        return "+"
    return "-" if sum(tree.form(child) in NOT for child in negations_of(tree, trigger.place)) % 2 else "+"


def negations_of(tree: Tree, place: int) -> list[int]:
    """The words on a verb that may negate it: "not to attack" negates the attack, though the tree hangs it on "pledged"."""
    own = [child for child in tree.children(place, "mod", "aux", "mark") if child < place or not _is_before_to(tree, child)]
    marks = [child for child in tree.children(place, "mark") if tree.form(child) == "to"]
    return own + [mark - 1 for mark in marks if mark and mark - 1 not in own and tree.form(mark - 1) == "not"]


def _is_before_to(tree: Tree, place: int) -> bool:
    return place + 1 < len(tree.words) and tree.form(place + 1) == "to" and tree.form(place) == "not"


def _mood_above(tree: Tree, above: int, lemmas: set[str], lexicon: EventLexicon) -> str | None:
    """The mood that a word above an event gives it."""
    words = lexicon.words
    for name, mood in (("offering", "offered"), ("demanding", "demanded"), ("wishing", "wished")):
        if lemmas & words[name]:
            return mood
    marks = {tree.form(mark) for mark in tree.children(above, "mark")}
    return "conditional" if marks & words["conditions"] and tree.relation(above) == "advcl" else None


def _own_mood(tree: Tree, place: int, lexicon: EventLexicon) -> str | None:
    marks = {tree.form(mark) for mark in tree.children(place, "mark")}
    if marks & lexicon.words["conditions"]:
        return "conditional"
    auxiliaries = {tree.form(child) for child in tree.children(place, "aux")}
    if {"would", "have"} <= auxiliaries:
        return "hypothetical"
    clauses = tree.children(place, "advcl")
    if any({tree.form(mark) for mark in tree.children(clause, "mark")} & lexicon.words["conditions"] for clause in clauses):
        return "conditional"
    return next((MODAL[form] for form in sorted(auxiliaries) if MODAL.get(form) == "demanded"), None)


def _own_tense(tree: Tree, place: int) -> str | None:
    forms = {tree.form(child) for child in tree.children(place, "aux")}
    own = tree.form(place)
    if forms & FUTURE:
        return "future"
    if forms & PRESENT and own.endswith("ing"):
        return "ongoing"
    return None
