"""What a figure is a figure of: killed, injured, missing, detained, displaced, affected; money, a share, people, things.

In: a `Site` and the tree. Out: a kind, or null where a bare number counts nothing that the sentence names. What becomes of
people is read from the verb that they are under, from words beside the noun, and, where the tree says nothing, from the words
next to the number.
"""

from collections.abc import Iterator
from typing import Final

from sayso.languages.en import lemmas
from sayso.languages.figure_lexicon import FATES, FigureLexicon
from sayso.records import QuantityKind
from sayso.stages.figure_sites import Site
from sayso.stages.trees import SUBJECTS, Tree

__all__ = ["find_fate", "find_kind", "is_state", "is_toll"]

#: Words between a number without a noun and what became of them: "30 others were slightly injured".
PASSED: Final = frozenset({
    "others", "other", "more", "people", "persons", "were", "was", "been", "are", "is", "be", "being", "have", "has", "had",
    "still", "remain", "remained", "remains", "confirmed", "reported", "now", "feared", "presumed", "listed", "badly",
    "seriously", "slightly", "critically", "left", "who", "also", "later", "of", "them", "believed", "to",
})  # fmt: skip
BEFORE: Final = frozenset({
    "another", "a", "further", "at", "least", "some", "about", "around", "more", "than", "nearly", "almost", "up", "to", "as",
    "many", "over", "the",
})  # fmt: skip
ONLY_PEOPLE: Final = frozenset({"detained", "displaced", "missing", "injured"})
#: Verbs by which somebody loses people or lives.
LOSING: Final = frozenset({"lose", "claim", "cost", "take"})
LIVES: Final = frozenset({"life", "lives"})
CUSTODY: Final = frozenset({"seize", "capture", "hold", "intern"})
#: How a clause hangs on the noun that it is of; in a headline also as if it were a sentence.
HUNG: Final = ("acl", "relcl", "xcomp", "mod", "other", "root")
NEAR: Final = 7
#: "A few things" and "several times" say no number; of people they do.
VAGUE: Final = 24


def find_kind(site: Site, tree: Tree, lexicon: FigureLexicon, *, is_people: bool) -> QuantityKind | None:
    """The kind of a figure; `is_people` says whether the noun that it counts means people."""
    if site.unit == "%" or site.amount.is_part:
        return "share"
    if site.unit is not None:
        return "other" if site.unit.split()[-1] in lexicon.measures else "money"
    fate = find_fate(site, tree, lexicon, is_people=is_people)
    if fate is not None:
        return fate
    if site.noun is None or site.amount.is_nobody or site.text(site.amount.at) == "one":
        return None
    if (not is_people and site.amount.is_vague and site.amount.high < VAGUE) or not _is_plural(site, tree, lexicon):
        return None
    return "people" if is_people else "things"


def _is_plural(site: Site, tree: Tree, lexicon: FigureLexicon) -> bool:
    """Whether a noun can be counted: "the 80486 processor" is no count of processors."""
    if site.noun is None or site.amount.low == site.amount.high == 1 or site.amount.low < 1:
        return True
    form = tree.form(site.noun.place)
    return form.endswith(("s", "ese", "men")) or form in lexicon.lists["people.plurals"] or form[:1].isdigit()


def find_fate(site: Site, tree: Tree, lexicon: FigureLexicon, *, is_people: bool) -> QuantityKind | None:
    """What became of those whom a figure counts."""
    can_be = is_people or site.noun is None or is_state(tree.form(site.noun.place), lexicon)
    for kind in (*_by_tree(site, tree, lexicon), *_by_words(site, lexicon, tree)):
        if can_be or kind not in ONLY_PEOPLE:
            return kind
    return _of_toll(site, lexicon) if site.noun is None and is_toll(site) else None


def is_state(word: str, lexicon: FigureLexicon) -> bool:
    """Whether a word says what became of somebody, and is no noun for people: "injured", "dead", "missing"."""
    return any(word in fate.states for fate in lexicon.fates.values())


def is_toll(site: Site) -> bool:
    """Whether a number is that of a toll: "the death toll rose to 19", "put the number of dead at 60"."""
    words = [token.text for token in site.tokens[: site.amount.first]][-12:]
    if site.text(site.amount.first - 1) not in {
        "to",
        "at",
        "passed",
        "exceeded",
        "reached",
        "topped",
        "past",
        "of",
        "is",
        "was",
    }:
        return False
    counted = [n for n in range(len(words)) if words[n : n + 2] == ["number", "of"] and n + 2 < len(words)]
    return "toll" in words or any(words[n + 2] in {"dead", "deaths", "fatalities", "victims"} for n in counted)


def _of_toll(site: Site, lexicon: FigureLexicon) -> QuantityKind:
    """What a toll counts: the dead, if it does not say "of injured"."""
    words = [token.text for token in site.tokens[: site.amount.first]]
    at = max((n for n, word in enumerate(words) if word == "toll"), default=len(words))
    counted = [word for word in words[at + 2 : at + 4] if words[at + 1] == "of"] if at + 2 < len(words) else []
    named = (kind for kind in FATES for word in counted if word in lexicon.fates[kind].states | lexicon.fates[kind].nouns)
    return next(named, "killed")


# --- by the tree ---


def _by_tree(site: Site, tree: Tree, lexicon: FigureLexicon) -> Iterator[QuantityKind]:
    start = site.place if site.noun is None else site.noun.place
    without = CUSTODY if site.noun is None else frozenset[str]()
    if site.noun is None:
        yield from _before(site, lexicon)
    for place in dict.fromkeys((start, site.place)):
        yield from _above(place, tree, lexicon, without)
        yield from _of_noun(place, tree, lexicon)
        yield from _below(place, tree, lexicon, without)


def _forms(tree: Tree, place: int) -> frozenset[str]:
    form = tree.form(place)
    return frozenset({form, *lemmas(form)})


def _of_noun(place: int, tree: Tree, lexicon: FigureLexicon) -> Iterator[QuantityKind]:
    """The noun itself, and the words before it: "17 bodies", "3,000 displaced families"."""
    forms = _forms(tree, place)
    yield from (kind for kind in FATES if forms & lexicon.fates[kind].nouns or tree.form(place) in lexicon.fates[kind].states)
    beside = {tree.form(child) for child in tree.children(place, "mod") if child < place}
    yield from (kind for kind in FATES if beside & lexicon.fates[kind].states)


def _below(place: int, tree: Tree, lexicon: FigureLexicon, without: frozenset[str]) -> Iterator[QuantityKind]:
    """A clause on the noun: "people shot and killed in the raid", "miners who died"; "left 27 people dead"."""
    clauses = [child for child in tree.children(place, *HUNG) if child > place]
    joined = [other for child in clauses for other in tree.children(child, "conj")]
    for child in (*clauses, *joined):
        forms, has_object = _forms(tree, child), bool(tree.children(child, "obj"))
        own_subject = tree.subject(child)
        is_own = own_subject is None or tree.form(own_subject) in {"who", "that", "which"}
        for kind in FATES:
            fate = lexicon.fates[kind]
            is_object = forms & fate.objects - without and not has_object and not tree.form(child).endswith("ing")
            if is_own and (is_object or forms & fate.subjects or tree.form(child) in fate.states):
                yield kind


def _above(place: int, tree: Tree, lexicon: FigureLexicon, without: frozenset[str]) -> Iterator[QuantityKind]:
    """The verb that the noun is under, also as one of several; and the noun that it hangs on: "the bodies of two climbers"."""
    seen: set[int] = set()
    while tree.relation(place) in {"conj", "appos"} and place not in seen and tree.words[place].head >= 0:
        seen.add(place)
        if not tree.children(place, "aux", *SUBJECTS):
            place = tree.words[place].head
    verb, relation = tree.words[place].head, tree.relation(place)
    if verb < 0:
        return
    forms, is_passive = _forms(tree, verb), _is_passive(tree, verb)
    has_object = bool(tree.children(verb, "obj")) and not is_passive
    yield from _lost(place, verb, tree)
    for kind in FATES:
        fate, is_done = lexicon.fates[kind], bool(forms & lexicon.fates[kind].objects - without)
        is_so = bool(forms & fate.subjects) or (tree.form(verb) in fate.states and not forms & without and not has_object)
        if relation in SUBJECTS and (is_so or (is_done and (is_passive or relation == "subj_pass"))):
            yield kind
        if relation == "obj" and not is_passive and is_done:
            yield kind
        if relation in {"nmod", "poss"} and forms & fate.nouns:
            yield kind
        if relation in {"obj", *SUBJECTS} and any(tree.form(child) in fate.states for child in tree.children(verb, "xcomp")):
            yield kind


def _lost(place: int, verb: int, tree: Tree) -> Iterator[QuantityKind]:
    """Lives lost: "claimed the lives of eight civilians", "has lost 16 men"."""
    forms, relation = _forms(tree, verb), tree.relation(place)
    if relation == "obj" and forms & LOSING and (_forms(tree, place) & LIVES or "lose" in forms):
        yield "killed"
    above = tree.words[verb].head
    if relation in {"nmod", "poss"} and forms & LIVES and above >= 0 and _forms(tree, above) & LOSING:
        yield "killed"


def _is_passive(tree: Tree, verb: int) -> bool:
    helpers = {tree.form(child) for child in tree.children(verb, "aux")}
    return bool(helpers & {"was", "were", "been", "being", "be", "is", "are"})


# --- by the words next to the number ---


def _by_words(site: Site, lexicon: FigureLexicon, tree: Tree) -> Iterator[QuantityKind]:
    yield from _behind(site, lexicon, tree)


def _behind(site: Site, lexicon: FigureLexicon, tree: Tree) -> Iterator[QuantityKind]:
    """What stands behind the number, as far as the next number or the end of the clause."""
    start, offset = site.behind, site.sentence.start
    if site.noun is not None:
        while start < len(site.tokens) and offset + site.tokens[start].start < site.noun.span.end:
            start += 1
    end = start
    while end < min(len(site.tokens), start + NEAR) and not set(site.tokens[end].glue) & set(",;:()"):
        if site.tokens[end].text[0].isdigit() or site.tokens[end].text in {"and", "but", "while"}:
            break
        end += 1
    words = [token.text for token in site.tokens[start:end]]
    for kind in FATES:
        if any(
            tuple(words[n : n + len(phrase)]) == phrase for phrase in lexicon.fates[kind].phrases for n in range(len(words))
        ):
            yield kind
    while words and words[0] in PASSED:
        words.pop(0)
    if words and (site.noun is None or _is_verbless(site, tree)):
        forms = {words[0], *lemmas(words[0])}
        yield from (kind for kind in FATES if words[0] in lexicon.fates[kind].states or forms & lexicon.fates[kind].subjects)


def _is_verbless(site: Site, tree: Tree) -> bool:
    """Whether a noun hangs on nothing that could say more of it."""
    return site.noun is not None and tree.relation(site.noun.place) in {"root", "parataxis", "appos"}


def _before(site: Site, lexicon: FigureLexicon) -> Iterator[QuantityKind]:
    """The verb right before a bare number: "killing 12 and injuring another 30"."""
    at = site.amount.first - 1
    while site.text(at) in BEFORE:
        at -= 1
    forms = {site.text(at), *lemmas(site.text(at))} if site.text(at) else set[str]()
    yield from (kind for kind in FATES if forms & lexicon.fates[kind].objects - CUSTODY)
