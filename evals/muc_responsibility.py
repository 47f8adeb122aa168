"""Who is said to have done it, how firmly, and how far it went: `python -m evals.muc_responsibility`.

In: the development part of `muc34` in usual letters, read by the shipped model; of each incident its template is given: its
type, the organisations, whom or what they hit. Out: macro-F1 of the perpetrator's confidence (fact, claimed, suspected,
accused by authorities, possible) and of the stage of execution (accomplished, attempted, threatened), with 95 % intervals
over incidents: of the commonest value, of words in a list, of what sayso itself reads, and of a linear head on all of it, by
five folds of documents.

Policy: see `muc_sets` for mixed and `?` values. sayso's own value is that of the events whose actors are called as an
organisation of the template; where several are, the commonest, of equal ones the least firm; where none is, that of the claim
that names it, else fact. Of the stage, it is the tense and polarity of the events of the incident's type.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from zlib import crc32

import numpy as np

from evals.muc_sets import Incident, read_incidents, read_texts
from evals.plover_sets import FOLDS, tag_texts
from evals.root_fit import Floats, Sample, fit, interval, macro_f1
from sayso.languages.en import lemmas
from sayso.languages.event_lexicon import load_event_lexicon
from sayso.records import Analysis, Claim, Event, Span

__all__ = ["Case", "main", "make_cases"]

#: From the least firm on: of equal counts the first counts.
FIRMNESS: Final = ("possible", "suspected", "accused_by_authorities", "claimed", "fact")
CONFIDENCE_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "claimed": ("claimed", "claim responsibility", "admitted", "took credit", "communique"),
    "possible": ("could be", "may have", "might", "possibly", "linked", "connected"),
    "accused_by_authorities": (
        "police said",
        "army said",
        "army reported",
        "police reported",
        "authorities",
        "government accused",
    ),
    "suspected": ("suspected", "alleged", "allegedly", "accused", "blamed", "attributed", "presumed", "believed"),
}
STAGE_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "threatened": ("threaten", "will kill", "death threats", "plan to", "would"),
    "attempted": ("attempt", "tried to", "foiled", "failed", "thwarted", "frustrated", "deactivated", "escaped unharmed"),
}
#: The words of an incident's type, as the reader's codes and as stems.
TYPE_STEMS: Final[Mapping[str, tuple[str, ...]]] = {
    "attack": ("attack", "kill", "murder", "assassinat", "shot", "ambush", "massacre", "die", "dead", "threat"),
    "bombing": ("bomb", "explo", "dynamit", "blast", "charge", "detonat"),
    "kidnapping": ("kidnap", "abduct", "hostage", "captur", "seiz", "missing", "disappear"),
    "arson": ("fire", "burn", "set on", "arson", "blaze"),
    "robbery": ("rob", "stole", "loot", "assault"),
    "forced work stoppage": ("strike", "stoppage", "transport", "boycott"),
}
#: Words with which contents of an owned deed begin.
OWNING: Final = frozenset({"responsibility"})
#: How far rare values weigh more: 0 as they come, 1 all alike.
PRIOR: Final = 0.8
LEAST_MENTION: Final = 3
#: Numbers of a sentence vector.
SIZE: Final = 384


@dataclass(frozen=True, slots=True)
class Case:
    """An incident with what was read of it: the sentences that name its organisations, and those of its type."""

    incident: Incident
    naming: tuple[str, ...]
    telling: tuple[str, ...]
    features: Mapping[str, float]
    stage_features: Mapping[str, float]
    vector: Floats
    stage_vector: Floats
    read_confidence: str
    read_stage: str

    @property
    def fold(self) -> int:
        """Its part in cross-validation, by its document."""
        return crc32(self.incident.document.encode()) % FOLDS


def main() -> int:
    """Print the figures of both slots."""
    cases = make_cases()
    told = [case for case in cases if case.incident.confidence is not None]
    _report(
        "perpetrator's confidence",
        [case.incident.confidence or "" for case in told],
        {
            "words in a list": [_by_words(case.naming, CONFIDENCE_WORDS, "fact") for case in told],
            "as sayso reads it": [case.read_confidence for case in told],
            "linear head, by folds": _by_folds(
                [Sample(case.features, case.vector, case.incident.confidence or "", case.fold) for case in told]
            ),
        },
    )
    staged = [case for case in cases if case.incident.stage is not None]
    _report(
        "stage of execution",
        [case.incident.stage or "" for case in staged],
        {
            "words in a list": [_by_words(case.telling, STAGE_WORDS, "accomplished") for case in staged],
            "as sayso reads it": [case.read_stage for case in staged],
            "linear head, by folds": _by_folds(
                [Sample(case.stage_features, case.stage_vector, case.incident.stage or "", case.fold) for case in staged]
            ),
        },
    )
    return 0


def make_cases() -> list[Case]:
    """All incidents of documents that were read, with what was read of them."""
    incidents, texts = read_incidents(), read_texts()
    wanted = list(dict.fromkeys(incident.document for incident in incidents if incident.document in texts))
    read = dict(zip(wanted, tag_texts([texts[name] for name in wanted]), strict=True))
    return [_case(incident, analysis) for incident in incidents if (analysis := read.get(incident.document)) is not None]


def _case(incident: Incident, analysis: Analysis) -> Case:
    reading = _Reading(incident, analysis)
    return Case(
        incident, tuple(map(reading.words, reading.naming)), tuple(map(reading.words, reading.telling)),
        reading.confidence_features(), reading.stage_features(), reading.vector(reading.nearest()),
        reading.vector(reading.telling[:LEAST_MENTION]), reading.confidence(), reading.stage(),
    )  # fmt: skip


class _Reading:
    """What was read of one incident."""

    def __init__(self, incident: Incident, analysis: Analysis) -> None:
        self.incident, self.analysis, self.text = incident, analysis, analysis.document.text
        folded = self.text.lower()
        self.mentions = [span for name in incident.names for span in _find(folded, name.lower())]
        people = [span for name in incident.individuals for span in _find(folded, name.lower())]
        targets = [span for name in incident.targets for span in _find(folded, name.lower())]
        self.naming = self._sentences(self.mentions or people)
        stems = next((found for kind, found in TYPE_STEMS.items() if incident.kind.startswith(kind)), TYPE_STEMS["attack"])
        near = self._sentences([*targets, *self.mentions, *people])
        self.telling = [one for one in near if any(stem in self.words(one).lower() for stem in stems)] or near

    def _sentences(self, spans: Sequence[Span]) -> list[Span]:
        return [one for one in self.analysis.sentences if any(one.overlaps(span) for span in spans)]

    def words(self, sentence: Span) -> str:
        """The words of a sentence."""
        return sentence.of(self.text)

    def nearest(self) -> list[Span]:
        """The sentences that name an organisation: first those that tell the incident too."""
        return sorted(self.naming, key=lambda one: (one not in self.telling, one.start))[:LEAST_MENTION]

    def vector(self, sentences: Sequence[Span]) -> Floats:
        """The mean of the reader's vectors of some sentences."""
        places = [place for place, one in enumerate(self.analysis.sentences) if one in sentences]
        vectors = self.analysis.tags.vectors if self.analysis.tags is not None else ()
        found = [np.frombuffer(vectors[place], dtype="<f2").astype(np.float64) for place in places if place < len(vectors)]
        return np.mean(found, axis=0) if found else np.zeros(SIZE)

    # --- what sayso says of it ---

    def _events(self) -> list[Event]:
        return [
            event
            for event in self.analysis.events
            if event.responsibility is not None and any(a.overlaps(b) for a in event.actor_spans for b in self.mentions)
        ]

    def _claims(self) -> list[Claim]:
        return [claim for claim in self.analysis.claims if any(a.overlaps(b) for a in claim.contents for b in self.mentions)]

    def _owned(self) -> list[Claim]:
        """The claims of an organisation that own up to a deed: to responsibility, or to an event that it is the actor of."""
        sources = {
            one.id: one for one in self.analysis.attributions if any(a.overlaps(b) for a in one.sources for b in self.mentions)
        }
        own = {event.id for event in self.analysis.events if event.responsibility == "claimed"}
        found = []
        for claim in self.analysis.claims:
            innermost = next((hop.attribution for hop in reversed(claim.chain) if hop.role == "source"), None)
            words = " ".join(span.of(self.text) for span in claim.contents).lower()
            if innermost in sources and (OWNING.intersection(words.split()[:3]) or own.intersection(claim.events)):
                found.append(claim)
        return found

    def confidence(self) -> str:
        """The value that sayso's events, or else its claims, amount to."""
        found = Counter(str(event.responsibility) for event in self._events())
        found["claimed"] += len(self._owned())
        for claim in () if found.total() else self._claims():
            found[_of_claim(claim)] += 1
        ranked = [value for value in FIRMNESS if found[value]]
        return max(ranked, key=lambda value: (found[value], -FIRMNESS.index(value)), default="fact")

    def stage(self) -> str:
        """Threatened where all events of the incident are only to come, attempted where they did not come off."""
        held = [
            event.factuality
            for event in self.analysis.events
            if event.factuality is not None
            and event.code in {"ASSAULT", "THREATEN", "COERCE"}
            and any(one.contains(event.trigger) for one in self.telling)
        ]
        if held and all(one.tense == "future" or one.mood not in {"asserted", "demanded"} for one in held):
            return "threatened"
        return "attempted" if held and all(one.polarity == "-" for one in held) else "accomplished"

    # --- what the head looks at ---

    def confidence_features(self) -> dict[str, float]:
        """The words around the organisations, who says so, and what sayso says."""
        found: Counter[str] = Counter({f"type={self.incident.kind}": 1.0, f"read={self.confidence()}": 2.0})
        found.update(f"event={event.responsibility}" for event in self._events())
        found["owned"] = len(self._owned())
        for name, sentences in (("naming", self.naming), ("both", [one for one in self.telling if one in self.naming])):
            text = " ".join(map(self.words, sentences)).lower()
            found.update(f"{name}:{value}" for value, words in CONFIDENCE_WORDS.items() if any(word in text for word in words))
        for claim in self._claims():
            found[f"claim={_of_claim(claim)}"] += 1
            source = next((hop for hop in reversed(claim.chain) if hop.role == "source"), None)
            if source is None:
                found["source=none"] += 1
                continue
            found[f"source={'authority' if _is_authority(source.name) else 'other'}"] += 1
            if any(name.lower() in (source.name or "").lower() for name in self.incident.names):
                found["source=itself"] += 1
        found.update(self._bag(self.nearest(), self.mentions))
        return _scaled(found)

    def stage_features(self) -> dict[str, float]:
        """The words around whom or what was hit, and what sayso says."""
        found: Counter[str] = Counter({f"type={self.incident.kind}": 1.0, f"read={self.stage()}": 2.0})
        text = " ".join(map(self.words, self.telling)).lower()
        found.update(f"telling:{value}" for value, words in STAGE_WORDS.items() if any(word in text for word in words))
        found.update(self._bag(self.telling[:LEAST_MENTION], ()))
        return _scaled(found)

    def _bag(self, sentences: Sequence[Span], hidden: Sequence[Span]) -> Iterator[str]:
        """The base forms of words that are no names, one and two at a time."""
        for sentence in sentences:
            words = list(self._plain(sentence, hidden))
            yield from (f"word={word}" for word in words)
            yield from (f"pair={one} {other}" for one, other in pairwise(words))

    def _plain(self, sentence: Span, hidden: Sequence[Span]) -> Iterator[str]:
        at = sentence.start
        for word in sentence.of(self.text).split():
            start = self.text.index(word, at)
            at = start + len(word)
            if any(span.start <= start < span.end for span in hidden):
                yield "ORG"
            elif (bare := word.strip(".,;:\"'()[]-")).islower():
                yield min(lemmas(bare), key=len, default=bare)


def _of_claim(claim: Claim) -> str:
    """What a claim that names an organisation amounts to, where no event says so."""
    certainty = claim.factuality.certainty if claim.factuality is not None else "certain"
    if certainty == "possible":
        return "possible"
    source = next((hop for hop in reversed(claim.chain) if hop.role == "source"), None)
    if source is None:
        return "fact" if certainty == "certain" else "suspected"
    return "accused_by_authorities" if _is_authority(source.name) else "suspected"


def _is_authority(name: str | None) -> bool:
    return bool(set((name or "").lower().split()) & load_event_lexicon().words["authorities"])


def _find(text: str, words: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1)


def _scaled(found: Mapping[str, float]) -> dict[str, float]:
    """Counts with their logarithm, so that a long text is no other than a short one."""
    return {name: float(np.log1p(count)) for name, count in found.items()}


def _by_words(sentences: Sequence[str], lists: Mapping[str, tuple[str, ...]], default: str) -> str:
    """The first value one of whose words stands in the sentences."""
    text = " ".join(sentences).lower()
    return next((value for value, words in lists.items() if any(word in text for word in words)), default)


def _by_folds(samples: Sequence[Sample]) -> list[str]:
    """The value of each sample by a head that has not seen its document; rare values weigh more, as macro-F1 has it."""
    predicted = [""] * len(samples)
    for fold in range(FOLDS):
        seen = [sample for sample in samples if sample.fold != fold]
        head, counted = fit(seen), Counter(sample.root for sample in seen)
        priors = np.array([counted[label] / len(seen) for label in head.labels]) ** PRIOR
        held = [number for number, sample in enumerate(samples) if sample.fold == fold]
        for number, chances in zip(held, head.predict([samples[number] for number in held]) / priors, strict=True):
            predicted[number] = head.labels[int(chances.argmax())]
    return predicted


def _report(title: str, gold: Sequence[str], systems: Mapping[str, Sequence[str]]) -> None:
    counted = Counter(gold)
    labels = [label for label, _ in counted.most_common()]
    print(f"{title}: {len(gold)} incidents, {', '.join(f'{label} {counted[label]}' for label in labels)}")
    for name, predicted in {"commonest value": [labels[0]] * len(gold), **systems}.items():
        whole, each = macro_f1(gold, predicted, labels)
        low, high = interval(gold, predicted, labels)
        right = sum(one == other for one, other in zip(gold, predicted, strict=True)) / len(gold)
        parts = " ".join(f"{label} {100 * one:.0f}" for label, one in zip(labels, each, strict=True))
        print(
            f"  {name:24}macro-F1 {100 * whole:5.1f} ({100 * low:.1f} to {100 * high:.1f}), right {100 * right:.1f} %; {parts}"
        )


if __name__ == "__main__":
    sys.exit(main())
