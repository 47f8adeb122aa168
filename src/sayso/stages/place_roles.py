"""What a place is named for: where something happened or was said, a government, a nationality, a part of a body's name.

In: an analysis, its spots and what they mean. Out: a `PlaceRole` for each. The tree decides where there is one, the words
around elsewhere. "Damascus said" is a government and "Syrian army" a nationality; neither is a point on a map.
"""

import re
from collections.abc import Iterator

from sayso.knowledge.places import Places
from sayso.languages import load_language
from sayso.languages.place_words import load_place_words
from sayso.records import Analysis, PlaceRole, Span, merge_spans
from sayso.stages.place_choice import Choice
from sayso.stages.place_names import Spot
from sayso.stages.trees import Tree

__all__ = ["Roles"]

WORD = re.compile(r"[^\W\d_][\w’'-]*")
#: A small word before a name, with what may stand between.
BEFORE = re.compile(r"(?P<word>[^\W\d_][\w-]*)\s+(?:the\s+)?$", re.IGNORECASE)
NOUN_AFTER = re.compile(r"[ \u00a0-](?P<word>[a-z][\w’'-]*)")
POSSESSED = re.compile(r"['’]s?[ \u00a0](?:[a-z-]+[ \u00a0]){0,2}?(?P<word>[a-z-]+)")
#: What a clause opens behind.
OPENING = re.compile(r"(?:^|[,;:\"“”’—–\n.])\s?$")
#: Characters before a name in which its preposition is looked for, and after a cue in which a place is still where it was said.
NEAR = 40
SAID_WITHIN = 90
CLAUSE = re.compile(r"[,;:.!?\"“”]|\b(?:that|who|which|whose|where|after|before|when|while|because)\b")
#: Heads over a place that are asked what they are.
HEIGHT = 4
#: Kinds of places that have a government.
GOVERNED = frozenset({"territory", "region", "disputed", "seat", "body"})
#: Relations over which no saying is looked for: "officials in Texas said" does not say where they said it.
CLOSED = frozenset({"subj", "subj_pass", "poss", "appos", "acl", "relcl", "ccomp", "advcl", "root"})
ENDS = re.compile(r"['’]s?$")


class Roles:
    """One document, ready to be asked for the role of a spot."""

    def __init__(self, analysis: Analysis, places: Places) -> None:
        self.text, self.places = analysis.document.text, places
        tags = analysis.tags
        self.tree = Tree(self.text, tags.words) if tags is not None and tags.words else None
        self.words = load_place_words()
        self.lemmas = load_language("en").lemmas
        self.sources = sorted({span for one in analysis.attributions for span in one.sources})
        self.source_set = {self._bare(span) for span in self.sources}
        self.cues = sorted({span for one in analysis.attributions for span in one.cue})
        self.contents = merge_spans(span for one in analysis.attributions for span in one.contents)
        self.nominals = {one.span for one in analysis.mentions if one.kind in ("nominal_person", "nominal_org")}

    def find(self, spot: Spot, choice: Choice) -> PlaceRole:
        """The role of one spot."""
        if spot.inside == "dateline":
            return "dateline"
        if spot.is_demonym:
            return "nationality_modifier"
        if spot.inside == "media":
            return "outlet"
        if spot.inside == "org":
            return "nationality_modifier" if self._is_initials(spot) else "institution_part"
        if self._is_government(spot, choice):
            return "actor_metonym"
        if self._is_modifier(spot, choice):
            return "nationality_modifier"
        return "mentioned" if choice.place is not None and choice.place.kind == "body" else self._where(spot)

    def _where(self, spot: Spot) -> PlaceRole:
        """What a name that nobody acts by is there for."""
        if self._is_struck(spot):
            return "event"
        if self._preposition(spot) not in self.words["locative"]:
            return "mentioned"
        if self._is_said_there(spot):
            return "statement"
        return "mentioned" if self._describes(spot) else "event"

    def _is_initials(self, spot: Spot) -> bool:
        """Whether it is "U.S." at the head of a body's name: "U.S. Army"."""
        words = spot.span.of(self.text)
        first = spot.container is not None and self.text[spot.container.start : spot.span.start].strip().lower() in ("", "the")
        return first and len(words.replace(".", "")) <= 3 and words.isupper()

    def _is_government(self, spot: Spot, choice: Choice) -> bool:
        """Whether the name speaks, decides or is spoken to."""
        words = spot.span.of(self.text)
        kind = choice.place.kind if choice.place is not None else None
        is_capital = self.places.is_capital(words)
        if not (is_capital or kind in GOVERNED or spot.span in self.source_set):
            return False
        if spot.span in self.source_set or (kind == "seat" and self._preposition(spot) not in self.words["locative"]):
            return True
        return (
            self._acts_in_tree(spot) or self._acts_in_words(spot) or self._possesses(spot) or self._is_related(spot, is_capital)
        )

    def _acts_in_tree(self, spot: Spot) -> bool:
        """Whether it is the subject of an act, the agent of a passive one, or the object of an address."""
        tree = self.tree
        head = tree.head([spot.span]) if tree is not None else None
        if tree is None or head is None:
            return False
        head = self._first_of_joint(tree, head)
        above = tree.words[head].head
        if above < 0:
            return False
        relation = tree.relation(head)
        if relation == "subj":
            return self._is(tree.form(above), "acts")
        if relation == "obl" and self._marks(tree, head) & {"by"}:
            return self._is(tree.form(above), "acts")
        if relation == "obl" and self._marks(tree, head) & {"on"}:
            return self._is(tree.form(above), "addressed") and tree.form(above).startswith("call")
        return relation in ("obj", "iobj", "subj_pass") and self._is(tree.form(above), "addressed")

    def _acts_in_words(self, spot: Spot) -> bool:
        """Whether a verb of acting follows, and no preposition stands before."""
        opens = OPENING.search(self.text[max(0, spot.span.start - 3) : spot.span.start]) is not None
        if not opens and self._preposition(spot) is not None:
            return False
        for place, match in enumerate(_words_after(self.text, spot.span.end)):
            word = match.group().lower()
            if self.tree is not None:
                # The tree has been asked; a verb of saying right behind the name is surer than a tree.
                return place == 0 and self._is(word, "speaking") and not word.endswith("ing")
            if word not in self.words["helpers"]:
                return self._is(word, "acts") and not word.endswith("ing")
        return False

    def _possesses(self, spot: Spot) -> bool:
        """Whether it is "Moscow's decision"."""
        match = POSSESSED.match(self.text, spot.span.end)
        if match is None and (ending := ENDS.search(spot.span.of(self.text))):
            match = POSSESSED.match(self.text, spot.span.start + ending.start())
        return match is not None and self._is(match["word"], "possessed")

    def _is_related(self, spot: Spot, is_capital: bool) -> bool:
        """Whether it is "talks with Tehran", "ties between Moscow and Washington"; countries and capitals only."""
        before = self.text[max(0, spot.span.start - NEAR) : spot.span.start]
        words = [match.group().lower() for match in WORD.finditer(before)]
        if not is_capital or not words:
            return False
        if words[-1] == "and" and "between" in words:
            words = words[: words.index("between") + 1]
        return len(words) > 1 and words[-1] in self.words["relating"] and self._is(words[-2], "relations")

    def _is_modifier(self, spot: Spot, choice: Choice) -> bool:
        """Whether a country's name stands before a noun as its adjective would: "U.S. officials", "Syria's army"."""
        if choice.place is None or choice.place.kind not in ("territory", "disputed"):
            return False
        after = NOUN_AFTER.match(self.text, spot.span.end)
        is_short = spot.span.of(self.text).isupper()
        if (after is not None or is_short) and self.tree is not None:
            head = self.tree.head([spot.span])
            above = self.tree.words[head].head if head is not None else -1
            return head is not None and above > head and self.tree.relation(head) in ("mod", "nmod", "flat", "other")
        if after is not None and is_short:
            return (
                not any(self._is(after["word"], name) for name in ("acts", "relating", "locative"))
                and after["word"] not in self.words["helpers"]
            )
        match = POSSESSED.match(self.text, spot.span.end)
        return match is not None and any(span.start <= match.start("word") < span.end for span in self.nominals)

    def _is_struck(self, spot: Spot) -> bool:
        """Whether it is where something arrives: "entered Aleppo", "shelling hit Donetsk"."""
        if self.tree is not None:
            head = self.tree.head([spot.span])
            above = self.tree.words[head].head if head is not None and self.tree.relation(head) in ("obj", "subj_pass") else -1
            return above >= 0 and self._is(self.tree.form(above), "reaching")
        match = BEFORE.search(self.text[max(0, spot.span.start - NEAR) : spot.span.start])
        return match is not None and self._is(match["word"], "reaching")

    def _preposition(self, spot: Spot) -> str | None:
        """The small word that hangs on the name in the tree, or stands before it; also over "northern" and over "A and B"."""
        if self.tree is not None and (head := self.tree.head([spot.span])) is not None:
            head = self._first_of_joint(self.tree, head)
            marks = [self.tree.form(child) for child in self.tree.children(head, "mark") if child < head]
            if marks:
                return marks[-1]
            if self.tree.relation(head) in ("subj", "subj_pass", "obj", "root", "poss"):
                return None
        before = self.text[max(0, spot.span.start - NEAR) : spot.span.start]
        match = BEFORE.search(before)
        while match is not None and match["word"].lower() in self.words["parts"]:
            before = before[: match.start()]
            match = BEFORE.search(before)
        word = match["word"].lower() if match is not None else None
        return (
            word
            if word in self.words["locative"] | self.words["relating"] | {"by", "of", "into", "via", "than", "like"}
            else None
        )

    def _is_said_there(self, spot: Spot) -> bool:
        """Whether somebody speaks at the place: it hangs on a cue, or on a news conference, outside of what is said."""
        if any(span.contains(spot.span) for span in self.contents):
            return False
        if self.tree is not None and (head := self.tree.head([spot.span])) is not None:
            for above, _ in zip(self.tree.above(head), range(HEIGHT), strict=False):
                form = self.tree.form(above)
                if self._is(form, "occasions") or self._is(form, "speaking") or self._in_cue(self.tree.words[above].span):
                    return True
                if self.tree.subject(above) is not None or self.tree.relation(above) in CLOSED:
                    return False
            return False
        stretch = self.text[max(0, spot.span.start - SAID_WITHIN) : spot.span.start]
        cut = max((match.end() for match in CLAUSE.finditer(stretch)), default=0)
        return any(
            self._is(m.group().lower(), "speaking") or self._is(m.group().lower(), "occasions")
            for m in WORD.finditer(stretch, cut)
        )

    def _describes(self, spot: Spot) -> bool:
        """Whether the place only says which people or body is meant: "the embassy in Damascus"."""
        if self.tree is None or (head := self.tree.head([spot.span])) is None:
            return False
        head = self._first_of_joint(self.tree, head)
        if self.tree.relation(head) != "nmod":
            return False
        above = self.tree.words[head].head
        own = self.tree.words[above].span if above >= 0 else None
        return own is not None and any(span.contains(own) for span in self.nominals)

    def _first_of_joint(self, tree: Tree, head: int) -> int:
        """The first of "Moscow and Beijing", which hangs as both do."""
        seen = {head}
        while tree.relation(head) == "conj" and tree.words[head].head >= 0 and tree.words[head].head not in seen:
            above = tree.words[head].head
            if not tree.words[above].span.of(self.text)[:1].isupper():
                break
            head = above
            seen.add(head)
        return head

    def _marks(self, tree: Tree, head: int) -> set[str]:
        return {tree.form(child) for child in tree.children(head, "mark")}

    def _is(self, word: str, name: str) -> bool:
        """Whether a word is a form of one of a list."""
        return any(lemma in self.words[name] for lemma in self.lemmas(word.lower()))

    def _in_cue(self, span: Span) -> bool:
        return any(cue.overlaps(span) for cue in self.cues)

    def _bare(self, span: Span) -> Span:
        """A source without its article."""
        words = span.of(self.text)
        return Span(span.start + 4, span.end) if words[:4].lower() == "the " else span


def _words_after(text: str, at: int) -> Iterator[re.Match[str]]:
    """Up to five words that follow without a break."""
    end = at
    for _ in range(5):
        match = WORD.match(text, end + 1) if text[end : end + 1] in (" ", "\u00a0") else None
        if match is None:
            return
        yield match
        end = match.end()
