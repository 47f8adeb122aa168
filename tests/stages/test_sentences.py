"""What the newer rules are there for: a short invented story for each, with who is to say what in it.

The shipped model reads all of them in one batch. A case says the words of a claim and its chain from the outside inwards; None
is somebody whom nobody names, an empty chain the publisher's own word, and no case at all means that nothing may be claimed.
"""

from functools import cache

import pytest

from sayso.pipeline import open_pipeline
from sayso.records import Analysis, Claim, Failure, Page

pytestmark = pytest.mark.bundle

Chain = tuple[str | None, ...]
CASES: dict[str, tuple[str, str, Chain | None]] = {
    "quoted, passive": (
        "The ferry had been overloaded, the captain was quoted as saying by the Sund Courier.",
        "ferry had been overloaded", ("Sund Courier", "captain"),
    ),
    "quoted, with the words behind": (
        "Radio Sund cited two dockers as saying that the crane had failed twice.",
        "crane had failed twice", ("Radio Sund", "two dockers"),
    ),
    "a report that has somebody saying": (
        "The report has a cook, Ana Brek, testifying that the doors were locked.",
        "doors were locked", ("report", "Ana Brek"),
    ),
    "shown in": (
        "Radio Sund aired a call in which the harbour master boasts that he sold the quay.",
        "he sold the quay", ("Radio Sund", "harbour master"),
    ),
    "a document that an outlet obtained": (
        "Two engineers wrote in a memo obtained by the Sund Courier that the dam could burst.",
        "dam could burst", ("Sund Courier", "Two engineers"),
    ),
    "a document shown to an outlet": (
        "An invoice shown to the Sund Courier indicates that the boat was bought in 2009.",
        "boat was bought in 2009", ("Sund Courier", "invoice"),
    ),
    "somebody puts a figure": (
        "Mayor Ana Brek arrived on Monday. She put the damage at four million crowns.",
        "four million crowns", ("Ana Brek",),
    ),
    "told, with the clause beside the verb": (
        "The Sund Courier quoted an official as saying that a smuggler had told his guards the gold was under the school.",
        "gold was under the school", ("Sund Courier", "official", "smuggler"),
    ),
    "demanded, passed over": (
        "Ministers met on Monday. The opposition demanded his resignation.", "his resignation", ("opposition",),
    ),
    "a study found": (
        "A study by the Harbour Institute found oil in two of seven samples.", "oil in two of seven", ("Harbour Institute",),
    ),
    "a rumour names nobody": ("A rumour in the town has it that the bank is empty.", "bank is empty", (None,)),
    "whose director": (
        "The reply angered the audit office, whose director said the books were missing.", "books were missing", ("director",),
    ),
    "no preposition in a name": (
        "According to Radio Sund, which quoted relatives, no ransom was paid. The station said he was well.",
        "he was well", ("Radio Sund",),
    ),
    "who confirms relays nobody": (
        "The Sund Courier's report that the inspectors were bribed has been confirmed by two of them.",
        "inspectors were bribed", ("Sund Courier",),
    ),
    "a judged report is a claim of each": (
        "Reports in the Sund Courier that the line would be sold are untrue, Transport Minister Ana Brek said.",
        "line would be sold", ("Sund Courier",),
    ),
    "an act is the publisher's word": (
        "A judge in Inverk sentenced two brothers to nine years for smuggling eels.", "sentenced two brothers", (),
    ),
    "who acts before he speaks": (
        "Orlund Foods cut its forecast on Wednesday, blaming the price of oil.", "cut its forecast", (),
    ),
    "what became of a complaint": (
        "Complaints by fishermen that the mussels had died were forwarded to the board last week.",
        "were forwarded to the board", (),
    ),
    "and the complaint": (
        "Complaints by fishermen that the mussels had died were forwarded to the board last week.",
        "mussels had died", ("fishermen",),
    ),
    "the passive of nobody inside a report": (
        "Her coach insists that two of the tests were announced at the wrong address.",
        "two of the tests were announced at the wrong address", ("Her coach",),
    ),
    "who is asked in the passive says nothing": (
        "The minister was asked how the harbour would be paid for.", "harbour would be paid for", None,
    ),
    "nobody was told": (
        "“Nobody here was told that the pumps could fail,” Ana Brek said.", "Nobody here was told", ("Ana Brek",),
    ),
    "anonymity is no claim": (
        "A pilot who asked not to be named said the radar was broken.", "not to be named", None,
    ),
    "half a quotation": (
        "“I have counted, and we have a majority,” harbour master Ilo Vard said.",
        "I have counted, and we have a majority", ("Ilo Vard",),
    ),
    "a surname that is a town": (
        "One of the critics, Cllr Alasdair Weir, said he might appeal. “We are an island,” he said.",
        "We are an island", ("Weir",),
    ),
    "it is who said so and not who is told of": (
        "The Sund Courier reported that a trader had offered a million. The trader, it wrote, had bribed two generals.",
        "had bribed two generals", ("Sund Courier",),
    ),
    "a pronoun that was left open names nobody": (
        "The board and the company sent letters to the bank. It said the bridge was unsafe.", "bridge was unsafe", (None,),
    ),
    "the broadcaster is state television": (
        "Rebels took the pumps, state television said, quoting the army. Engineers had to run them, the broadcaster said.",
        "Engineers had to run them", ("state television",),
    ),
    "according to whom, inside": (
        "Vesa Today, a news site, said on Thursday that, according to the Sund Echo, villagers had an hour to leave.",
        "villagers had an hour", ("Vesa Today", "Sund Echo"),
    ),
    "a deed is no promise": (
        "The mediator has said both armies committed war crimes.", "both armies committed war crimes", ("mediator",),
    ),
    "a need is no demand": (
        "“Maybe Ilo needs new glasses,” Ana Brek told Radio Sund.", "Maybe Ilo needs new glasses", ("Ana Brek",),
    ),
    "what happened says nothing": (
        "President Ana Brek said on Monday that the strike showed Orlund “does not want peace”.",
        "the strike showed Orlund", ("Ana Brek",),
    ),
    "whom it was told is no claim": (
        "A leaked memo suggested that the minister knew of the breach three weeks before telling Parliament.",
        "knew of the breach three weeks before telling Parliament", ("leaked memo",),
    ),
    "a warning without its words": (
        "Two people briefed on the inquiry said that inspectors had warned the operator, Balto Chemicals, in September.",
        "inspectors had warned the operator", ("Two people",),
    ),
    "asked about it": (
        "Asked about the strike, the spokesman repeated that the army never fires at schools.", "the strike", None,
    ),
    "cites nobody": (
        "A blogger known as Rybak said on Telegram that the bomb was in the landing gear, without citing evidence.",
        "bomb was in the landing gear", ("Rybak",),
    ),
    "what is called a lie is denied by who calls it so": (
        ("The palace has called suggestions that it was behind the crash “an absolute "
        "lie”."), "it was behind the crash", ("palace",),
    ),
    "a charge the clerk denies": (
        "The company's lawyers have alleged that Ana Brek doctored the messages, a charge the clerk denies.",
        "doctored the messages", ("the clerk",),
    ),
    "and who made it": (
        "The company's lawyers have alleged that Ana Brek doctored the messages, a charge the clerk denies.",
        "doctored the messages", ("lawyers",),
    ),
    "something the union has also said": (
        "A former clerk, Ilo Vard, warned that the guards were made scapegoats, something the union has also alleged.",
        "guards were made scapegoats", ("union",),
    ),
    "the inner quotation ends": (
        ("“He told me straight: 'I've dropped one there.' Fair play to him, but it doesn't give us our point "
        "back,” said Ana Brek."),
        "Fair play to him", ("Ana Brek",),
    ),
    "the next sentence has a speaker of its own": (
        "According to a police report, a guard heard a bang at 6 a.m. The harbour master said that the pumps had been off.",
        "pumps had been off", ("harbour master",),
    ),
    "a month is no source": (
        "The Harbour Institute said in a report in October that seventeen divers had died.",
        "seventeen divers had died", ("Harbour Institute",),
    ),
    "between a cue and its contents": (
        "The family's lawyer, Ana Brek, said a witness told him that the officer gave no warning.",
        "officer gave no warning", ("Ana Brek", "witness"),
    ),
    "while another demands": (
        ("Government spokeswoman Ana Brek said that the cabinet respects the ruling, while opposition leader "
        "Ilo Vard demanded an inquiry."),
        "an inquiry", ("Ilo Vard",),
    ),
    "and the first ends there": (
        ("Government spokeswoman Ana Brek said that the cabinet respects the ruling, while opposition leader "
        "Ilo Vard demanded an inquiry."),
        "cabinet respects the ruling", ("Ana Brek",),
    ),
    "critics fear a step": (
        "The Front plans to postpone the vote, three people said, a step critics fear would cement its grip on power.",
        "would cement its grip on power", ("critics",),
    ),
    "why is nobody": (
        "Governor Ana Brek said ministers should cut fares this month, citing a weakening labour market.",
        "ministers should cut fares this month", ("Ana Brek",),
    ),
    "when asked": (
        "Ana Brek said last week, when asked whether the council could fire her, “Not permitted under the law.”",
        "Not permitted under the law", ("Ana Brek",),
    ),
    "a headline's speaker is nobody's of the story": (
        "Mayor: ferry was overloaded\n\nThe ferry had been overloaded by forty cars, Mayor Ana Brek said this morning.",
        "ferry was overloaded", ("Mayor",),
    ),
    "how it was reported": (
        "The Sund Courier reported, without naming its sources, that the mayor had resigned.",
        "that the mayor had resigned", ("Sund Courier",),
    ),
    "who did not do what a coordinate says": (
        "A baker told Radio Sund that the man had shouted something but that she could not understand it.",
        "she could not understand it", ("baker",),
    ),
    "a figure that another disputes": (
        "The herder said 40,000 animals had died since October, a figure the county government disputes.",
        "40,000 animals had died", ("county government",),
    ),
    "a move that is described is not said": (
        "The council has banned motorcycles from the centre, a move the riders' union described as “wicked”.",
        "motorcycles from the centre", ("council",),
    ),
    "where it was alleged": (
        "The clerk, Ana Brek, alleges in a lawsuit filed in Inverk on Monday that the mayor pushed her against a wall.",
        "the mayor pushed her against a wall", ("Ana Brek",),
    ),
    "researchers who act are they": (
        "Researchers at the Harbour Institute followed 4,000 adults. They found that salt doubled the risk.",
        "salt doubled the risk", ("Researchers",),
    ),
    "in one's own words one is I": (
        ("The witness, Ilo Vard, told the court on Monday: “He said the boat was "
        "empty.”"), "the boat was empty", ("Ilo Vard", None),
    ),
    "an agency is no he": (
        "Esmail Vard was quoted by IRNA as saying that the talks were over. He accused Orlund of being behind the leak.",
        "Orlund of being behind the leak", ("Esmail Vard",),
    ),
    "a mother is a she": (
        "Haddad's mother, Samira, believes he was betrayed by a neighbour. “She was jealous,” she said.",
        "She was jealous", ("Samira",),
    ),
    "what is kept back goes on with no report": (
        ("The company said the review had found nothing. It would not release the "
        "review."), "It would not release the review", (),
    ),
}  # fmt: skip


@cache
def readings() -> dict[str, Analysis]:
    pages = [Page(f"{name}.txt", None, text.encode(), "text/plain", "") for name, (text, _, _) in CASES.items()]
    found = {}
    for name, reading in zip(CASES, open_pipeline().read(pages, plain=True, published="2021-03-10"), strict=True):
        assert not isinstance(reading, Failure)
        found[name] = reading.analysis
    return found


def over(analysis: Analysis, key: str) -> list[Claim]:
    start = analysis.document.text.index(key)
    whole = range(start, start + len(key))
    held = [{at for span in claim.contents for at in range(span.start, span.end)} for claim in analysis.claims]
    return [
        claim for claim, own in zip(analysis.claims, held, strict=True) if sum(at in own for at in whole) > 0.8 * len(whole)
    ]


@pytest.mark.parametrize("name", CASES)
def test_who_says_what(name: str) -> None:
    _, key, wanted = CASES[name]
    chains = [[hop.name for hop in claim.chain if hop.role == "source"] for claim in over(readings()[name], key)]
    if wanted is None:
        assert chains == []
    else:
        assert any(
            len(chain) == len(wanted)
            and all(own is part if part is None else part in (own or "") for own, part in zip(chain, wanted, strict=True))
            for chain in chains
        ), chains


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Had the pump been serviced, the oil would have stayed inside, the insurer argued.", "hypothetical"),
        ("The ministers said they would have sent troops had the council agreed.", "hypothetical"),
        ("“If the barrier had been raised, we would be playing on Sunday,” Ana Brek said.", "hypothetical"),
        ("Unless it rains, the herd will have to be slaughtered, Minister Ana Brek said.", "conditional"),
        ("The officer asked for reinforcements from the capital.", "demanded"),
        ("Officials have been told by the president not to discuss the figures.", "demanded"),
        ("The ministry promised a register of estates by June.", "offered"),
        ("The mayor said the quay had been repaired.", "asserted"),
        ("“Absolutely not,” Ana Brek said.", "asserted"),
    ],
)
def test_in_what_mood(text: str, mood: str) -> None:
    (reading,) = open_pipeline().read(
        [Page("a.txt", None, text.encode(), "text/plain", "")], plain=True, published="2021-03-10"
    )
    assert not isinstance(reading, Failure)
    held = [claim.factuality for claim in reading.analysis.claims]
    assert mood in {one.mood for one in held if one is not None}


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("The wolves are moving faster than expected, researchers said.", []),
        ("“I did not believe the map,” Ana Brek said.", []),
        ("Its leader, known as the Baker, has died, a defector said.", []),
        ("Ana Brek said prices are expected to fall.", ["expected to"]),
        ("Smokers were more likely to suffer a stroke, researchers said.", []),
        ("“Customers move faster than we thought,” Ana Brek said.", []),
        ("A strike is likely to begin on Monday, Ana Brek said.", ["likely to"]),
    ],
)
def test_when_a_verb_of_belief_is_a_hedge(text: str, hedges: list[str]) -> None:
    (reading,) = open_pipeline().read(
        [Page("a.txt", None, text.encode(), "text/plain", "")], plain=True, published="2021-03-10"
    )
    assert not isinstance(reading, Failure)
    found = {span for claim in reading.analysis.claims for span in (claim.factuality.hedges if claim.factuality else ())}
    assert [span.of(text) for span in sorted(found)] == hedges
