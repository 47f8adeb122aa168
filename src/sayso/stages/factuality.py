"""How firmly a claim is held by its innermost source, whether it is affirmed, when and in what mood.

In: the tree, the words of a proposition and the cue it hangs on. Out: a `Factuality`. Hedges come from `hedging`; negations
count in the clause of the proposition alone, and a cue that disputes turns them round: who denied that nobody was paid holds
that somebody was. It says nothing of the world.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.languages import Language
from sayso.records import CueKind, Factuality
from sayso.stages.hedging import Hedge
from sayso.stages.trees import Tree

__all__ = ["Holding", "find_factuality"]

#: What these cues say with "to" behind them is still to come.
AHEAD = frozenset({"threat", "intention", "promise"})
OPPOSITE = {"+": "-", "-": "+", "?": "?"}


@dataclass(frozen=True, slots=True)
class Holding:
    """How the innermost source holds the contents: the kind and polarity of its cue, and the cue's first telling word.

    `is_infinitive`: the contents begin with "to", after whom was told, asked or ordered; `is_unnamed`: nobody is named for it;
    `is_direct`: the contents are in the speaker's own words.
    """

    cue_kind: CueKind | None = None
    polarity: str = "+"
    lemma: str = ""
    is_infinitive: bool = False
    is_unnamed: bool = False
    is_direct: bool = False


def find_factuality(
    tree: Tree, places: set[int], head: int | None, hedges: Sequence[Hedge], holding: Holding, language: Language
) -> Factuality:
    """The factuality of a proposition; without a head only what the cue says of it."""
    spans = tuple(hedge.span for hedge in hedges)
    if head is None:
        return Factuality(
            _certainty(hedges, holding, head), holding.polarity, "past", _mood_of(holding, language) or "asserted", spans
        )
    own = _polarity(tree, head, places, language)
    polarity = OPPOSITE[own] if holding.polarity == "-" else own if holding.polarity == "+" else "?"
    mood = _mood_of(holding, language) or (
        "demanded" if _is_order(tree, head, places, holding, language) else _mood(tree, head, places, language)
    )
    tense = "future" if holding.is_infinitive and holding.cue_kind in AHEAD else _tense(tree, head, language, mood)
    return Factuality(_certainty(hedges, holding, head), polarity, tense, mood, spans)


def _certainty(hedges: Sequence[Hedge], holding: Holding, head: int | None) -> str:
    weights = {hedge.weight for hedge in hedges if hedge.noun is None or hedge.noun == head}
    if "unnamed" in weights or holding.polarity == "?" or (holding.is_unnamed and holding.cue_kind != "belief"):
        return "unknown"
    if "possible" in weights:
        return "possible"
    if weights & {"probable", "believed"} or holding.cue_kind == "belief":
        return "probable"
    return "certain"


def _polarity(tree: Tree, head: int, places: set[int], language: Language) -> str:
    """The negations of a clause, and of the judgement over it ("it is not true that P"), counted together."""
    lists = language.lexicon.lists
    negated = sum(_negations(tree, place, language) for place in _spine(tree, head, places, language))
    negated += sum(tree.form(place) in lists["negation.judgements"] for place in _spine(tree, head, places, language))
    return "-" if negated % 2 else "+"


def _spine(tree: Tree, head: int, places: set[int], language: Language) -> list[int]:
    """The head, and the clause under it where it only judges that clause ("it is untrue that P", "is believed to have P")."""
    found = [head]
    judges = tree.form(head) in language.lexicon.lists["negation.judging"]
    if judges or tree.form(head) in language.lexicon.lists["hedges.passives"]:
        found += [c for c in tree.children(head, "ccomp", "xcomp") if c in places][:1]
    return found


def _negations(tree: Tree, place: int, language: Language) -> int:
    words, quantifiers = language.lexicon.lists["negation.words"], language.lexicon.lists["negation.quantifiers"]
    own = tree.children(place, "mod", "aux", "mark")
    found = sum(tree.form(child) in words or _is_contracted(tree, child) for child in own)
    found += sum(tree.form(child) == "longer" and tree.form(child - 1) == "no" for child in own if child)
    for child in tree.children(place, "subj", "subj_pass", "obj"):
        forms = {tree.form(child), *(tree.form(c) for c in tree.children(child, "mod"))}
        found += bool(forms & quantifiers)
    return found


def _is_contracted(tree: Tree, place: int) -> bool:
    """Whether a word ends in a negation that is cut anywhere: "won't" is also "won" and "'t", or "won'" and "t"."""
    span = tree.words[place].span
    return tree.text[max(0, span.start - 2) : span.end].lower().endswith(("n't", "n’t"))


def _mood_of(holding: Holding, language: Language) -> str | None:
    """The mood that a cue gives its contents."""
    lists = language.lexicon.lists
    if holding.cue_kind == "demand" or (holding.is_infinitive and holding.lemma in lists["directed.words"]):
        return "demanded"
    if holding.cue_kind == "promise":
        return "offered"
    if holding.lemma in lists["moods.wishes"]:
        return "wished"
    return None


def _is_order(tree: Tree, head: int, places: set[int], holding: Holding, language: Language) -> bool:
    """Whether quoted words begin with a bare verb: "Stay in your cabins!"; "Absolutely not." orders nothing."""
    if not holding.is_direct or tree.subject(head) is not None or tree.children(head, "aux"):
        return False
    first = min((p for p in places if tree.relation(p) not in {"punct", "mark"}), default=None)
    return (
        first == head
        and not tree.form(head).endswith(("ing", "ed", "s"))
        and any(
            tree.form(child) not in language.lexicon.lists["negation.words"]
            for child in tree.children(head, "obj", "obl", "mod", "xcomp")
        )
    )


def _mood(tree: Tree, head: int, places: set[int], language: Language) -> str:
    lists = language.lexicon.lists
    if _is_unreal(tree, places, language):
        return "hypothetical"
    opening = min((p for p in places if tree.relation(p) != "punct"), default=head)
    if tree.form(opening) in lists["moods.conditions"] or _is_inverted(tree, opening, language):
        return "conditional"
    if any(tree.form(child) in lists["moods.demands"] for child in tree.children(head, "aux")):
        return "demanded"
    for clause in tree.children(head, "advcl"):
        marks = {tree.form(mark) for mark in tree.children(clause, "mark")}
        if marks & lists["moods.conditions"]:
            return "conditional"
    return "asserted"


def _is_unreal(tree: Tree, places: set[int], language: Language) -> bool:
    """Whether it is said what would have been: "would have" with a condition before or behind it, or "had" turned round."""
    lists = language.lexicon.lists
    unreal = lists["moods.unreal"]
    for place in places:
        auxiliaries = [child for child in tree.children(place, "aux") if child in places]
        if {"would", "have"} <= {tree.form(child) for child in auxiliaries}:
            others = places - set(auxiliaries)
            return any(tree.form(other) in unreal and (not other or tree.form(other - 1) != "as") for other in others)
    # "If the barrier had been raised, we would be playing Bach."
    would = any(tree.form(place) == "would" and tree.relation(place) == "aux" for place in places)
    clauses = [tree.words[place].head for place in places if tree.form(place) in lists["moods.conditions"]]
    return would and any(
        tree.form(child) == "had" for clause in clauses if clause >= 0 for child in tree.children(clause, "aux")
    )


def _is_inverted(tree: Tree, opening: int, language: Language) -> bool:
    """Whether a proposition begins with a condition without "if": "Should the talks fail, …"."""
    if tree.form(opening) not in language.lexicon.lists["moods.inverted"] or tree.relation(opening) != "aux":
        return False
    verb = tree.words[opening].head
    subject = tree.subject(verb) if verb >= 0 else None
    return subject is not None and opening < subject < verb


def _tense(tree: Tree, head: int, language: Language, mood: str) -> str:
    lists = language.lexicon.lists
    forms = [tree.form(child) for child in tree.children(head, "aux")]
    if mood in {"demanded", "offered"} or any(form in lists["tenses.future"] for form in forms):
        return "future"
    own = tree.form(head)
    if own.endswith("ing") and any(form in lists["tenses.present"] for form in forms):
        return "ongoing"
    if forms and all(form in lists["tenses.present"] for form in forms) and not own.endswith(("ed", "en")):
        return "ongoing"
    if not forms and own.endswith("s") and not own.endswith("ss") and own != "was":
        return "ongoing"
    return "past"
