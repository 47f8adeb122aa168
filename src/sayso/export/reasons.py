"""Why a claim reads as it does: one line for each hop, date and hedge.

In: an `Analysis` and a claim of it. Out: `Reason`s, each with the words of the text, the attribution or rule they were read by,
on what basis, and how surely. It explains what was kept and works nothing out anew.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.export.dates import write_timex
from sayso.export.rows import find_hedges
from sayso.records import Analysis, Attribution, Claim, Factuality, FieldEvidence, Hop, Mention, Timex, text_of

__all__ = ["Explainer", "Reason"]

#: Characters of an id, as in the other tables.
SHOWN_ID: Final = 11
NOBODY: Final = "nobody named"
STANCES: Final = {"-": "disputes what follows", "?": "leaves what follows open"}
HELD: Final = {"+": "affirmed", "-": "denied", "?": "left open"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One line: `what` it explains ("publisher", "source", "said", "hedge" …), what was `found`, and `why`.

    `score` is null where none belongs to it alone.
    """

    what: str
    found: str
    why: str
    score: float | None = None


class Explainer:
    """The reasons of one analysis; holds what is looked up."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.document.text
        self.attributions = {one.id: one for one in analysis.attributions}
        self.timexes = {one.id: one for one in analysis.timexes}
        self.cues = {span for one in analysis.attributions for span in one.cue}
        self.read_by_model = {group.cue for group in analysis.tags.groups} if analysis.tags else None
        self.mentions: defaultdict[str, list[Mention]] = defaultdict(list)
        for mention in analysis.mentions:
            if mention.actor is not None:
                self.mentions[mention.actor].append(mention)

    def explain(self, claim: Claim) -> Iterator[Reason]:
        """The reasons of a claim: its hops from the page inwards, its dates, its hedges, and how firmly it is held."""
        for hop in claim.chain:
            yield self._source(hop) if hop.role == "source" else self._house(hop)
        if not any(hop.role == "source" for hop in claim.chain):
            yield Reason("source", "its own word", "no attribution covers these words, no hedge leaves their source open")
        yield from self._dates(claim)
        yield from self._hedges(claim)
        if claim.factuality is not None:
            yield self._held(claim, claim.factuality)
        yield Reason("claim", claim.id[:SHOWN_ID], "how sure the whole reading is", claim.score)

    def _house(self, hop: Hop) -> Reason:
        """Whose page or copy it is: the words that say so, or the method that concluded it."""
        evidence = [one for one in self.analysis.document.evidence if one.field == hop.role and one.value == hop.name]
        seen = next((one for one in evidence if one.span is not None), None) or next(iter(evidence), None)
        house = self.analysis.document.publisher if hop.role == "publisher" else self.analysis.document.republisher
        method = seen.method if seen else house.method if house else "the page"
        return Reason(hop.role, hop.name or "unknown", f"{hop.basis}, by {method}{self._seen(seen)}", hop.score)

    def _seen(self, evidence: FieldEvidence | None) -> str:
        return f": “{evidence.span.of(self.text)}”" if evidence and evidence.span else ""

    def _source(self, hop: Hop) -> Reason:
        parts = [hop.basis + self._named_by(hop), *self._read_by(hop)]
        if hop.channel:
            parts.append(f"channel “{hop.channel}”")
        if hop.polarity in STANCES:
            parts.append(STANCES[hop.polarity])
        return Reason("source", hop.name or NOBODY, "; ".join(parts), hop.score)

    def _named_by(self, hop: Hop) -> str:
        """Which words stand for a source, and, where they are no name, how they were resolved."""
        attribution = self.attributions.get(hop.attribution or "")
        words = text_of(self.text, attribution.sources) if attribution else ""
        if attribution is None or not words:
            return ""
        meant = self.mentions.get(hop.actor or "", [])
        mention = next((one for one in meant if any(span.contains(one.span) for span in attribution.sources)), None)
        if hop.basis != "resolved" or mention is None:
            return f", “{words}”"
        kind = "a pronoun" if mention.kind == "pronoun" else "a description"
        return f", “{words}”: “{mention.span.of(self.text)}” is {kind} for {hop.name or NOBODY} ({mention.score:.2f})"

    def _read_by(self, hop: Hop) -> Iterator[str]:
        """The attribution that a hop comes from."""
        if hop.attribution is None:
            signs = hop.name is not None and not hop.hedges and hop.actor is None
            mark = next((one.method for one in self.analysis.document.evidence if one.field == "genre"), "") if signs else ""
            if hop.channel:
                yield "the account of a post that the page embeds"
            elif mark:
                yield f"signs the page, which calls itself {self.analysis.document.genre} ({mark})"
            else:
                yield "no attribution: " + ("the hedge names nobody" if hop.hedges else "none was kept")
            return
        attribution = self.attributions.get(hop.attribution)
        if attribution is None:
            yield f"attribution {hop.attribution[:SHOWN_ID]}, which the last reading no longer finds"
            return
        yield f"cue “{text_of(self.text, attribution.cue)}” ({self._describe(attribution)})"
        if hop.basis == "carried":
            yield "this sentence goes on with what it reports"

    def _describe(self, attribution: Attribution) -> str:
        read = ""  # Tags are not kept in a ledger, so that only a fresh reading can tell.
        if self.read_by_model is not None:
            read = ", by the model" if attribution.cue in self.read_by_model else ", by a rule"
        return f"{attribution.cue_kind}, {attribution.style}{read}, {attribution.id[:SHOWN_ID]}"

    def _dates(self, claim: Claim) -> Iterator[Reason]:
        """The dates of the hops, then those of the claim that are not among them."""
        dated = [hop for hop in claim.chain if hop.said is not None]
        for hop in dated:
            yield self._date("said", hop.said, f"dates what {hop.name or NOBODY} said")
        if claim.said is not None and all(hop.said != claim.said for hop in dated):
            yield self._date("said", claim.said, "dates the saying")
        if claim.happened is not None:
            yield self._date("happened", claim.happened, "dates what is said to have happened")

    def _date(self, what: str, key: str | None, role: str) -> Reason:
        timex = self.timexes.get(key or "")
        if timex is None:
            return Reason(what, (key or "")[:SHOWN_ID], f"{role}; the last reading no longer finds its words")
        return Reason(what, write_timex(timex, self.text), f"{self._timex(timex)}; {role}")

    def _timex(self, timex: Timex) -> str:
        counted = "names the date itself" if timex.anchor in {"", "none"} else f"counted from {timex.anchor}"
        return f"“{timex.span.of(self.text)}” is {timex.kind} {timex.value} by the rule {timex.rule}, {counted}"

    def _hedges(self, claim: Claim) -> Iterator[Reason]:
        for span in find_hedges(claim):
            holder = next((hop for hop in claim.chain if span in hop.hedges), None)
            is_cue = span in self.cues
            why = "words of the cue, which names nobody" if is_cue else "words of the contents"
            if holder is not None:
                why += f"; on the hop of {holder.name or NOBODY}"
            yield Reason("hedge", f"“{span.of(self.text)}”", why)

    def _held(self, claim: Claim, held: Factuality) -> Reason:
        """How firmly the innermost source holds a claim, and what of its cue that follows from."""
        inner = next((hop for hop in reversed(claim.chain) if hop.attribution in self.attributions), None)
        cue = self.attributions[inner.attribution or ""] if inner else None
        why = f"from {_count(find_hedges(claim))}"
        why += f" and a cue of {cue.cue_kind}" if cue else ""
        return Reason("held", f"{held.certainty}, {HELD.get(held.polarity, held.polarity)}, {held.mood}, {held.tense}", why)


def _count(hedges: Sequence[object]) -> str:
    return "no hedge" if not hedges else f"{len(hedges)} hedge{'' if len(hedges) == 1 else 's'}"
