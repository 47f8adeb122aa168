"""Invented happenings as several houses tell them: an agency's story, a copy cut from the bottom, a report with a denial.

`tell(3)` is always the same three documents: what is said is made from the number alone. Nothing here reads or links anything.
"""

import random
from dataclasses import replace
from typing import Any

from tests.factory import analysis, page

from sayso.records import Analysis, PublicationDate, Publisher, Reading

__all__ = ["AGENCY", "COURIER", "TELEGRAPH", "report", "tell", "tell_all"]

AGENCY = Publisher("Vallis Wire", "vallis-wire", "json-ld")
COURIER = Publisher("Gull Ness Courier", None, "json-ld")
TELEGRAPH = Publisher("Orrin Telegraph", None, "json-ld")
Saying = tuple[str, str, str]
ENDINGS = [
    "bin",
    "cask",
    "dle",
    "fel",
    "gate",
    "hook",
    "kin",
    "lock",
    "mast",
    "ner",
    "pole",
    "quay",
    "rig",
    "sel",
    "tar",
    "ver",
    "wick",
    "yard",
    "zel",
    "stone",
]
#: Eight hundred things that nobody has heard of, so that no two happenings share words by chance.
THINGS = [
    f"{one}{two}{three}"
    for one in ("bar", "cor", "dal", "fen", "gor", "hal", "kel", "lum", "mor", "nev")
    for two in "aeio"
    for three in ENDINGS
]
TOWNS = ("Orrin", "Gull Ness", "Hallow Bay", "Marrow Point", "Tarn", "Vallis", "Selkirk Ford", "Old Quay", "Brack", "Lumen")
PEOPLE = (
    "Ilse Hartog",
    "Tomas Brek",
    "Nadia Oyelaran",
    "Conrad Vey",
    "Marit Lund",
    "Rhona Adair",
    "Piet Sorrell",
    "Aldis Kerr",
)


def report(
    *sayings: Saying, url: str, house: Publisher | None = AGENCY, day: str | None = "2031-05-02", **changes: Any
) -> Analysis:
    """A document of sentences "SOURCE CUE CONTENTS." by a house, on a day."""
    published = None if day is None else PublicationDate(day, "day", None, "json-ld")
    made = analysis(*sayings, url=url, published=published, publisher=house, **changes)
    name = None if house is None else house.name
    claims = tuple(
        replace(
            claim, chain=tuple(replace(hop, name=name, outlet=None) if hop.role == "publisher" else hop for hop in claim.chain)
        )
        for claim in made.claims
    )
    if house is None:
        claims = tuple(replace(claim, chain=claim.chain[1:]) for claim in claims)
    return replace(made, claims=claims)


def tell(number: int) -> tuple[Analysis, Analysis, Analysis]:
    """One happening in three documents: the agency's, the Courier's copy of its first sentences, the Telegraph's own report."""
    chance = random.Random(number)  # noqa: S311  the same happenings every time, nothing secret
    town, (mayor, other) = TOWNS[number % len(TOWNS)], chance.sample(PEOPLE, 2)
    things = chance.sample(THINGS, 40)
    day, lost = f"2031-{number % 12 + 1:02}-{number % 26 + 1:02}", f"{number + 11} workers had left the {things[2]}"
    told = f"the {things[0]} in {town} had been closed because of the {things[1]}"
    sayings: list[Saying] = [(mayor, "said", f"{told} and {lost}")]
    for at in range(3, 38, 7):
        what = f"the {things[at]} and the {things[at + 1]} of the {things[at + 2]} beside the {things[at + 3]}"
        rest = f"{things[at + 4]} after the {things[at + 5]} of the {things[at + 6]}" if at < 30 else "year"
        sayings.append((other if at % 2 else mayor, "said", f"{what} would cost {town} {at * 7 + number} crowns a {rest}"))
    title = f"{things[0].title()} in {town} closed because of {things[1]}"
    agency = report(*sayings, url=f"https://wire.example/{number}", day=day, title=title)
    copy = report(
        *sayings[:4], url=f"https://courier.example/{number}", house=COURIER, day=day, title=f"{town}: {things[0]} closed"
    )
    own = report(
        (mayor, "said", f"{lost}, for the {things[0]} was closed"),
        (other, "denied", f"the {things[0]} in {town} had been closed because of any {things[1]}"),
        ("Harbour police", "said", f"nobody in {town} had seen the {things[37]} near the {things[38]} by night"),
        url=f"https://telegraph.example/{number}", house=TELEGRAPH, day=day, title=f"Dispute about the {things[0]} in {town}",
    )  # fmt: skip
    denial = own.claims[1]
    hop = replace(denial.chain[-1], polarity="-")
    assert denial.factuality is not None
    denied = replace(denial, chain=(*denial.chain[:-1], hop), factuality=replace(denial.factuality, polarity="-"))
    attributions = (own.attributions[0], replace(own.attributions[1], cue_kind="denial", polarity="-"), *own.attributions[2:])
    return agency, copy, replace(own, claims=(own.claims[0], denied, *own.claims[2:]), attributions=attributions)


def tell_all(count: int) -> list[Reading]:
    """So many happenings with their pages."""
    return [Reading(page(one.document.url, one.document.text), one) for number in range(count) for one in tell(number)]
