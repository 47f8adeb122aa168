"""MUC-3/4: the incidents of its development texts, with who is said to have done them and how far they went.

In: the corpus `muc34`, part dev. Out: `Incident`s, each with its document, and the texts in usual letters: they are in
capitals throughout, so each word takes the form that it mostly has within the sentences of `polnear` (dev), `basil`,
`timebank-aquaint` and `litbank`, and one that they never have is taken for a name unless it ends as nouns and verbs do. What
stands in brackets anywhere ("[FMLN]") stays in capitals.

Policy. A slot with `?` (optional), with alternatives ("FACT / CLAIMED") or with nothing in it is left out. A template that has
several values for several organisations gives one incident for each value, with its own organisations. The texts of the test
parts are never read.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from evals.corpora import corpus

__all__ = ["CONFIDENCES", "STAGES", "Incident", "read_incidents", "read_texts", "restore_case"]

#: MUC's words and ours.
CONFIDENCES: Final = {
    "REPORTED AS FACT": "fact",
    "CLAIMED OR ADMITTED": "claimed",
    "SUSPECTED OR ACCUSED": "suspected",
    "SUSPECTED OR ACCUSED BY AUTHORITIES": "accused_by_authorities",
    "POSSIBLE": "possible",
    "ACQUITTED": "cleared",
}
STAGES: Final = {"ACCOMPLISHED": "accomplished", "ATTEMPTED": "attempted", "THREATENED": "threatened"}
FIELD: Final = re.compile(r"^(\d+)\.\s+([A-Z: ]+?)\s{2,}(.*)$")
HEAD: Final = re.compile(r"^(DEV-MUC3-\d{4})\b", re.MULTILINE)
TEXT: Final = re.compile(r"\[TEXT\]")
DATELINE: Final = re.compile(r"--")
QUOTED: Final = re.compile(r'"([^"]+)"')
WORD: Final = re.compile(r"[A-Z][A-Z']*")
ACRONYM: Final = re.compile(r"\[([A-Z][A-Z0-9-]{1,8})\]")
MARKUP: Final = re.compile(r"<[^>]*>|\\\\u\\w{4}")
#: A word behind a word in small letters or a comma: where no sentence begins.
WITHIN: Final = re.compile(r"(?<=[a-z,] )([A-Za-z][A-Za-z']+)")
SENTENCE_START: Final = re.compile(r"(?:^|[.!?][\"']?\s+|\n\n\s*)([a-z])")
#: What names of Spanish-speaking countries rarely end in.
ENDINGS: Final = ("ed", "ing", "tion", "tions", "ly", "ment", "ments", "ists", "ness", "ities", "ers", "ives", "ations")
TARGETS: Final = ("PHYS TGT: ID", "HUM TGT: NAME", "HUM TGT: DESCRIPTION")


@dataclass(frozen=True, slots=True)
class Incident:
    """A template: of which document, the type of incident, how far it went; organisations and how firmly they are named.

    `stage` and `confidence` are null where the template has no single value. `names` are the words for the organisations,
    `targets` those for whom or what was hit.
    """

    document: str
    kind: str
    stage: str | None
    confidence: str | None
    names: tuple[str, ...]
    individuals: tuple[str, ...]
    targets: tuple[str, ...]


def read_incidents() -> list[Incident]:
    """All incidents of the development part, in the order of the keys."""
    return [incident for path in _files("key-dev-*") for template in _templates(path) for incident in _incidents(template)]


def read_texts() -> dict[str, str]:
    """The development texts in usual letters, without their headers."""
    found: dict[str, str] = {}
    raws = [path.read_text(encoding="latin-1") for path in _files("dev-muc3-*")]
    kept = frozenset(acronym for raw in raws for acronym in ACRONYM.findall(raw))
    for whole in raws:
        parts = HEAD.split(whole)
        for name, raw in zip(parts[1::2], parts[2::2], strict=True):
            body = raw.split("\n", 1)[1] if "\n" in raw else raw
            start = TEXT.search(body) or DATELINE.search(body)
            text = body[start.end() :] if start is not None else body
            found[name] = restore_case(re.sub(r"[ \t]*\n(?!\s*\n)[ \t]*", " ", text).strip(), kept)
    return found


def restore_case(text: str, kept: frozenset[str]) -> str:
    """A text in capitals with usual letters; the words `kept` stay."""
    usual = _usual_forms()

    def form(match: re.Match[str]) -> str:
        word = match.group()
        lower = word.lower()
        if word in kept:
            return word
        return usual.get(lower) or (lower if len(lower) == 1 or lower.endswith(ENDINGS) else word.capitalize())

    return SENTENCE_START.sub(lambda match: match.group()[:-1] + match[1].upper(), WORD.sub(form, text))


@cache
def _usual_forms() -> Mapping[str, str]:
    """The form that a word mostly has within a sentence of mixed letters."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in _mixed_texts():
        text = MARKUP.sub(" ", path.read_text(encoding="utf-8", errors="replace"))
        for match in WITHIN.finditer(text):
            counted[match[1].lower()][match[1]] += 1
    return {lower: forms.most_common(1)[0][0] for lower, forms in counted.items()}


def _mixed_texts() -> list[Path]:
    """Texts of usual letters; of a corpus with a test part, others."""
    timebank, litbank = corpus("timebank-aquaint") / "TBAQ-cleaned", corpus("litbank")
    news = [*(corpus("polnear") / "dev").rglob("*.txt"), *corpus("basil").rglob("*.json")]
    return sorted(
        [*news, *(timebank / "TimeBank").rglob("*.tml"), *(timebank / "AQUAINT").rglob("*.tml"), *litbank.rglob("*.txt")]
    )


def _files(pattern: str) -> list[Path]:
    return sorted((corpus("muc34") / "TASK" / "CORPORA" / "dev").glob(pattern))


def _templates(path: Path) -> Iterator[dict[str, list[str]]]:
    """The templates of a file: each slot with its lines."""
    template: dict[str, list[str]] = {}
    slot = ""
    for line in path.read_text(encoding="latin-1").splitlines():
        match = FIELD.match(line)
        if match is not None:
            if match[1] == "0" and template:
                yield template
                template = {}
            slot = match[2].strip()
            template[slot] = [match[3].strip()]
        elif line.strip() and slot:
            template[slot].append(line.strip())
    if template:
        yield template


def _incidents(template: Mapping[str, list[str]]) -> Iterator[Incident]:
    if template.get("MESSAGE: TEMPLATE", ["*"])[0].startswith("*") or template.get("INCIDENT: TYPE", ["*"])[0] == "*":
        return
    stages = template.get("INCIDENT: STAGE OF EXECUTION", [])
    stage = STAGES.get(stages[0]) if len(stages) == 1 else None
    targets = tuple(name for slot in TARGETS for line in template.get(slot, ()) for name in QUOTED.findall(line))
    individuals = tuple(name for line in template.get("PERP: INDIVIDUAL ID", ()) for name in QUOTED.findall(line))
    shared = (template["MESSAGE: ID"][0].split()[0], template["INCIDENT: TYPE"][0].removeprefix("? ").lower())
    found: dict[str, list[str]] = {}
    for line in template.get("PERP: ORGANIZATION CONFIDENCE", ()):
        value, _, named = line.partition(":")
        if value in CONFIDENCES and named:
            found.setdefault(CONFIDENCES[value], []).extend(QUOTED.findall(named))
    first = True
    for confidence, names in found.items():
        # How far it went is one question for a template, whoever did it.
        yield Incident(*shared, stage if first else None, confidence, tuple(names), individuals, targets)
        first = False
    if not found:
        yield Incident(*shared, stage, None, (), individuals, targets)
