"""The probe: what happened × who says so × how it is held, written out from forms: `python -m evals.probe.make`.

In: eight happenings, half of them for development and half for the test, and eighteen sentences that each of them is told in.
Out: `probe.jsonl`, a sentence a line with what the ledger must hold: code, actor, recipient, chain, polarity, certainty,
tense, mood, date, responsibility. Countries and deeds are examples of grammar; none of it is said to have happened.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

__all__ = ["PUBLISHED", "main"]

TARGET: Final = Path(__file__).with_name("probe.jsonl")
PUBLISHED: Final = "2018-09-04"


@dataclass(frozen=True, slots=True)
class Happening:
    """A deed in the forms that the sentences need: "Israel", "bombed Syria", "bomb Syria", "bombing Syria", "Syria was bombed by"."""

    half: str
    code: str
    actor: str
    actor_code: str
    recipient_code: str | None
    past: str
    base: str
    gerund: str
    passive: str
    third: str
    relay: str


# ruff: noqa: E501  a row of forms is read across
HAPPENINGS: Final = (
    Happening("dev", "ASSAULT", "Israel", "IL", "SY", "bombed Syria", "bomb Syria", "bombing Syria", "Syria was bombed by Israel", "Iran", "Turkey"),
    Happening("dev", "RETREAT", "Russia", "RU", None, "withdrew its troops from Georgia", "withdraw its troops from Georgia", "withdrawing its troops from Georgia", "Troops were withdrawn from Georgia by Russia", "France", "Poland"),
    Happening("dev", "AID", "Japan", "JP", "NP", "sent food aid to Nepal", "send food aid to Nepal", "sending food aid to Nepal", "Food aid was sent to Nepal by Japan", "India", "China"),
    Happening("dev", "ACCUSE", "Greece", "GR", "TR", "condemned Turkey", "condemn Turkey", "condemning Turkey", "Turkey was condemned by Greece", "Cyprus", "Malta"),
    Happening("dev", "COERCE", "Qatar", "QA", None, "confiscated a Danish ship", "confiscate a Danish ship", "confiscating a Danish ship", "A Danish ship was confiscated by Qatar", "Oman", "Jordan"),
    Happening("dev", "SANCTION", "Canada", "CA", None, "suspended aid to Haiti", "suspend aid to Haiti", "suspending aid to Haiti", "Aid to Haiti was suspended by Canada", "Cuba", "Mexico"),
    Happening("dev", "REJECT", "Norway", "NO", "IE", "turned down an Irish request", "turn down an Irish request", "turning down an Irish request", "An Irish request was turned down by Norway", "Finland", "Iceland"),
    Happening("dev", "MOBILIZE", "Angola", "AO", None, "deployed troops along the border", "deploy troops along the border", "deploying troops along the border", "Troops were deployed along the border by Angola", "Namibia", "Zambia"),
    Happening("test", "ASSAULT", "Sudan", "SD", "TD", "attacked Chad", "attack Chad", "attacking Chad", "Chad was attacked by Sudan", "Egypt", "Libya"),
    Happening("test", "COERCE", "Belarus", "BY", None, "seized a Lithuanian tanker", "seize a Lithuanian tanker", "seizing a Lithuanian tanker", "A Lithuanian tanker was seized by Belarus", "Latvia", "Sweden"),
    Happening("test", "SANCTION", "Peru", "PE", None, "imposed sanctions on Bolivia", "impose sanctions on Bolivia", "imposing sanctions on Bolivia", "Sanctions were imposed on Bolivia by Peru", "Chile", "Brazil"),
    Happening("test", "REJECT", "Kenya", "KE", "UG", "rejected a Ugandan proposal", "reject a Ugandan proposal", "rejecting a Ugandan proposal", "A Ugandan proposal was rejected by Kenya", "Rwanda", "Ghana"),
)  # fmt: skip


def main() -> None:
    """Write the file."""
    lines = [json.dumps({"id": number, **item}, ensure_ascii=True) for number, item in enumerate(_items(), 1)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="ascii")


def _items() -> Iterator[dict[str, Any]]:
    for happening in HAPPENINGS:
        for form, text, changes in _sentences(happening):
            expected: dict[str, Any] = {
                "code": happening.code, "actors": [happening.actor_code],
                "recipients": [happening.recipient_code] if happening.recipient_code else None,
                "chain": [], "polarity": "+", "certainty": "certain", "tense": ["past"], "mood": ["asserted"], "date": None,
            }  # fmt: skip
            yield {"half": happening.half, "form": form, "text": text, "expected": expected | changes}


def _sentences(h: Happening) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each form: its name, the sentence, and what differs from a plain assertion."""
    it = f"{h.actor} {h.past}"
    yield "plain", f"{it}.", {"responsibility": "fact"}
    yield "passive", f"{h.passive}.", {"responsibility": "fact"}
    yield "said behind", f"{it}, {h.third} said.", {"chain": [h.third]}
    yield "said before", f"{h.third} said that {it}.", {"chain": [h.third]}
    yield "according to", f"According to {h.third}, {it}.", {"chain": [h.third]}
    yield "relayed", f"{h.relay} reported that {h.third} said that {it}.", {"chain": [h.relay, h.third]}
    yield "allegedly", f"{h.actor} allegedly {h.past}.", {"chain": [None], "certainty": "unknown"}
    yield (
        "reportedly",
        f"{h.actor} reportedly {h.past} on Monday.",
        {"chain": [None], "certainty": "unknown", "date": "2018-09-03"},
    )
    yield "denied", f"{h.actor} denied that it {h.past}.", {"chain": [h.actor], "polarity": "-"}
    yield "not", f"{h.actor} did not {h.base}.", {"polarity": "-"}
    yield "never", f"{h.actor} never {h.past}.", {"polarity": "-"}
    yield (
        "if",
        f"{h.actor} would {h.base} if {h.third} asked for it.",
        {"tense": ["future"], "mood": ["conditional", "hypothetical"]},
    )
    yield "in a year", f"In 1982 {it}.", {"date": "1982", "tense": ["past", "historical"]}
    yield "years ago", f"{it} two years ago.", {"date": "2016", "tense": ["past", "historical"]}
    yield "accused of", f"{h.third} accused {h.actor} of {h.gerund}.", {"chain": [h.third], "responsibility": "suspected"}
    yield "own word", f"{h.actor} said that it {h.past}.", {"chain": [h.actor], "responsibility": "claimed"}
    yield (
        "will",
        f"{h.actor} will {h.base} on Friday, {h.third} said.",
        {"chain": [h.third], "tense": ["future"], "date": "2018-09-07"},
    )
    yield (
        "may have",
        f"{h.actor} may have {_participle(h.past)}, {h.third} said.",
        {"chain": [h.third], "certainty": "possible"},
    )
    yield (
        "demanded",
        f"{h.third} demanded that {h.actor} {h.base}.",
        {"chain": [h.third], "tense": ["future"], "mood": ["demanded"]},
    )
    yield "threatened or offered", *_ahead(h)


def _ahead(h: Happening) -> tuple[str, dict[str, Any]]:
    if h.code in {"AID", "RETREAT"}:
        return f"{h.actor} offered to {h.base}.", {"chain": [h.actor], "tense": ["future"], "mood": ["offered"]}
    return f"{h.actor} threatened to {h.base}.", {"chain": [h.actor], "tense": ["future"]}


def _participle(past: str) -> str:
    return past.replace("withdrew", "withdrawn")


if __name__ == "__main__":
    main()
