"""Who may be one party across documents, who never is, and why."""

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, permutations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.languages import load_language
from sayso.linking.actors import MOST, find_row, make_link, suggest_links
from sayso.linking.agreement import ENOUGH, Match, compare_profiles
from sayso.linking.profiles import Profile, profile_of
from sayso.linking.verdicts import Verdicts, describe_link, end_of, find_adrift, read_verdicts
from sayso.records import Actor, ActorKind, Judgement, KeptJudgement, RecordLink, SeenActor
from sayso.records.codec import from_plain, to_plain

ENGLISH = load_language("en")


def seen(
    name: str,
    number: int = 1,
    *,
    kind: ActorKind = "person",
    names: Sequence[str] = (),
    country: str | None = None,
    roles: Sequence[str] = (),
    day: str | None = "2031-05-02",
) -> SeenActor:
    """An actor in a document of its own."""
    actor = Actor(f"r{number:04}", name, (name, *names), kind, country, (), tuple(roles))
    return SeenActor(actor, f"d{number}", f"p{number}", day, "Port Gazette")


def between(links: Sequence[RecordLink]) -> set[frozenset[str]]:
    """The pairs of actors that are joined; links to tables are left out."""
    return {frozenset((link.left, link.right)) for link in links if ":" not in link.right}


def joined(*actors: SeenActor) -> set[frozenset[str]]:
    return between(list(suggest_links(actors)))


def are_joined(left: SeenActor, right: SeenActor) -> bool:
    """Whether two are joined, whichever comes first."""
    found = {bool(joined(*order)) for order in permutations((left, right))}
    assert len(found) == 1, "the order decides"
    return found.pop()


# --- never ---


def test_khamenei_and_khomeini_stay_apart() -> None:
    iran: dict[str, Any] = {"country": "IR", "roles": ("supreme leader",)}
    for one, other in [
        ("Ali Khamenei", "Ruhollah Khomeini"),
        ("Ayatollah Ali Khamenei", "Ayatollah Khomeini"),
        ("Ayatollah Khamenei", "Ayatollah Khomeini"),
        ("Khamenei", "Khomeini"),
        ("Ali Khamenei", "Ali Khomeini"),
        ("Hassan Khamenei", "Hassan Khomeini"),
        ("Hassan Khamunei", "Hassan Khomeini"),
    ]:
        assert not are_joined(seen(one, 1, **iran), seen(other, 2, **iran)), (one, other)


def test_the_two_lead_to_their_own_rows() -> None:
    links = list(suggest_links([seen("Ali Khamenei", 1), seen("Ruhollah Khomeini", 2)]))
    assert {(link.left, link.right) for link in links} == {
        ("r0001", "actors:ali-khamenei"),
        ("r0002", "actors:ruhollah-khomeini"),
    }


SAME: dict[str, Any] = {"country": "NL", "roles": ("mayor",)}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Hartog", "Hartog"),
        ("Mayor Hartog", "Mayor Hartog"),
        ("Mr. Hartog", "Ilse Hartog"),
        ("Hartog", "Ilse Hartog"),
        ("al-Hartog", "al-Hartog"),
        ("Al Hartog", "Al Hartog"),
    ],
)
def test_a_surname_alone_joins_nobody(left: str, right: str) -> None:
    assert not are_joined(seen(left, 1, **SAME), seen(right, 2, **SAME))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ilse Hartog", "Mia Hartog"),
        ("Hafez al-Tamm", "Bashar al-Tamm"),
        ("Jon Brek", "Jon Brek Jr."),
        ("Jon Brek Sr.", "Jon Brek Jr."),
        ("Jon Brek", "Jon Brek III"),
        ("Hassan Tamm", "Hussein Tamm"),
        ("Mohammed Tamm", "Mahmoud Tamm"),
        ("Kim Vong Il", "Kim Vong Un"),
        ("George H. W. Bush", "George W. Bush"),
        ("Anna B. Orlo", "Anna C. Orlo"),
        ("Orlo Vane", "Vane Orlo"),
    ],
)
def test_other_forenames_fathers_and_sons_are_others(left: str, right: str) -> None:
    assert not are_joined(seen(left, 1, **SAME), seen(right, 2, **SAME))


@pytest.mark.parametrize("kind", ["anonymous", "group", "document", "other"])
def test_who_is_not_named_is_joined_to_nobody(kind: ActorKind) -> None:
    for name in ("US officials", "Ilse Hartog", "a senior official", "Hezbollah", "witnesses"):
        assert list(suggest_links([seen(name, 1, kind=kind, country="US"), seen(name, 2, kind=kind, country="US")])) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("US officials", "org"),
        ("US OFFICIALS", "org"),
        ("FBI director", "person"),
        ("the deputy leader", "person"),
        ("spokeswoman for Ilse Hartog", "person"),
        ("aide to Ilse Hartog", "person"),
        ("former top aide to President Ilse Hartog", "person"),
        ("close friend of Gov. Ilse Hartog", "person"),
        ("Ilse Hartog’s doctor", "person"),
        ("Foreign Ministry", "org"),
        ("Supreme Court", "org"),
        ("Hartog campaign", "org"),
        ("Attorney General", "person"),
        ("Syria", "org"),
        ("Syrians", "org"),
        ("N.", "org"),
        ("", "person"),
        ("—", "org"),
    ],
)
def test_a_description_is_no_name(name: str, kind: ActorKind) -> None:
    assert list(suggest_links([seen(name, 1, kind=kind), seen(name, 2, kind=kind)])) == []


def test_another_country_and_another_sort_part_what_is_called_alike() -> None:
    assert not are_joined(seen("Ilse Hartog", 1, country="NL"), seen("Ilse Hartog", 2, country="BE"))
    assert not are_joined(seen("Vallis Hartog", 1, country="NL"), seen("Vallis Hartog", 2, kind="org", country="NL"))
    assert not are_joined(seen("Lebanese Foreign Ministry", 1, kind="org"), seen("Syrian Foreign Ministry", 2, kind="org"))
    assert not are_joined(
        seen("Damascus", 1, kind="government", country="SY"), seen("Beirut", 2, kind="government", country="LB")
    )


def test_two_of_one_document_are_left_to_that_document() -> None:
    other = replace(seen("Ilse Hartog", 2), document="d1")
    assert joined(seen("Ilse Hartog", 1), other) == set()


def test_the_same_letters_alone_are_not_enough() -> None:
    assert not are_joined(seen("Ilse Hartog", 1, day=None), seen("Ilse Hartog", 2, day=None))
    assert not are_joined(seen("Ilse Hartog", 1, day="2001-01-01"), seen("Ilse Hartog", 2, day="2031-01-01"))
    assert not are_joined(seen("Naeim Qassar", 1), seen("Naim Kassar", 2))


def test_who_bears_two_persons_names_is_not_the_second() -> None:
    mixed = seen("Brina Palagno", 1, names=("Vladimir Putin",))
    assert {link.left for link in suggest_links([mixed, seen("Vladimir Putin", 2, day=None)])} == {"r0002"}


# --- may be one ---


@pytest.mark.parametrize("name", ["Hizbullah", "Hizballah", "Hizbollah", "حزب الله", "Party of God"])
def test_the_spellings_of_hezbollah_meet(name: str) -> None:
    links = list(suggest_links([seen("Hezbollah", 1, kind="org"), seen(name, 2, kind="org", day="2001-01-01")]))
    assert between(links) == {frozenset(("r0001", "r0002"))}
    assert {link.right for link in links if ":" in link.right} == {"actors:hezbollah"}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Naim Qassar", "Naim Kassar"),
        ("Naim al-Qassar", "Naeem Qasar"),
        ("Ilse Hartog", "Ilse M. Hartog"),
        ("Ilse Hartog", "I. Hartog"),
        ("Mayor Ilse Hartog", "ILSE HARTOG"),
        ("Former Secretary of State and Northern candidate Ilse Hartog", "Ilse Hartog"),
        ("Ilse Hartog", "Ílse Hartog"),
        ("Nadia al-Oyelaran", "Nadia Oyelaran"),
        ("نعيم كسار", "Naim Kassar"),
    ],
)
def test_spellings_initials_and_titles_meet_where_country_or_office_agree(left: str, right: str) -> None:
    assert are_joined(seen(left, 1, **SAME), seen(right, 2, **SAME))
    assert are_joined(seen(left, 1, country="NL"), seen(right, 2, country="NL"))


def test_a_full_name_in_one_year_is_enough_to_suggest() -> None:
    (link,) = suggest_links([seen("Ilse Hartog", 1), seen("Ilse Hartog", 2, day="2030-12-31")])
    assert (link.method, link.score, link.state, link.kind) == ("same name", 0.65, "suggested", "same_actor")
    assert [(reason.rule, reason.left, reason.right) for reason in link.evidence] == [
        ("same name", "Ilse Hartog", "Ilse Hartog"),
        ("time", "2030-12-31", "2031-05-02"),
    ]


def in_office(role: str, number: int) -> SeenActor:
    return seen("Ilse Hartog", number, roles=(role,), day=None)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("foreign minister of Lebanon", "Lebanese foreign minister"),
        ("minister", "foreign minister"),
        ("mayor", "the mayor"),
    ],
)
def test_offices_agree_whosever_they_are(left: str, right: str) -> None:
    link = next(suggest_links([in_office(left, 1), in_office(right, 2)]))
    assert [reason.rule for reason in link.evidence] == ["same name", "office"]


def test_other_offices_do_not_agree() -> None:
    assert not are_joined(in_office("foreign minister", 1), in_office("defence minister", 2))


def test_governments_meet_by_their_country_and_houses_by_the_table_of_outlets() -> None:
    governments = [
        seen("Damascus", 1, kind="government", country="SY"),
        seen("Syrian government", 2, kind="government", country="SY"),
    ]
    assert are_joined(*governments)
    links = list(suggest_links([seen("Associated Press", 1, kind="media"), seen("AP", 2, kind="media", day=None)]))
    assert between(links) == {frozenset(("r0001", "r0002"))}
    assert {link.right for link in links if ":" in link.right} == {"outlets:associated-press"}


def test_whoever_held_the_office_then_is_meant() -> None:
    bush = [seen("George Bush", 1, day="1991-02-01"), seen("George Bush", 2, day="2004-02-01")]
    links = list(suggest_links(bush))
    assert {(link.left, link.right) for link in links} == {
        ("r0001", "actors:george-h-w-bush"),
        ("r0002", "actors:george-w-bush"),
    }
    assert all("in office then" in {reason.rule for reason in link.evidence} for link in links)


def test_a_namesake_in_a_frozen_list_is_meant_only_where_the_country_agrees() -> None:
    assert list(suggest_links([seen("Malcolm Turnbull", 1, day="2016-01-01")])) == []
    (link,) = suggest_links([seen("Malcolm Turnbull", 1, country="AU")])
    assert link.right == "actors:malcolm-turnbull"


def test_where_two_parties_fit_equally_nobody_is_suggested() -> None:
    two = [seen("Ilse Hartog", 1, country="NL"), seen("Ilse Hartog", 2, country="BE")]
    assert joined(*two, seen("Ilse Hartog", 3)) == set()
    assert joined(*two, seen("Ilse Hartog", 3, country="BE")) == {frozenset(("r0002", "r0003"))}


# --- how they are found ---


def test_the_work_grows_with_the_rows_and_not_with_their_pairs() -> None:
    def count(rows: int) -> int:
        looked = 0

        def counting(left: Profile, right: Profile) -> Match | None:
            nonlocal looked
            looked += 1
            return compare_profiles(left, right)

        letters, forenames = "bdfklmnprstvz", ("Ilse", "Mia", "Tomas", "Nadia", "Jon")
        surnames = [f"{a}a{b}o{c}".title() for a, b, c in product(letters, repeat=3)]
        actors = (seen(f"{forenames[n % 5]} {surnames[n % len(surnames)]}", n, country="NL") for n in range(rows))
        list(suggest_links(actors, compare=counting))
        return looked

    small, large = count(1_000), count(8_000)
    assert 0 < large < 8_000 * 6
    assert small < 1_000 * 6


def test_a_name_that_thousands_share_is_compared_with_a_bounded_number() -> None:
    looked: list[tuple[Profile, ...]] = []

    def counting(*pair: Profile) -> Match | None:
        looked.append(pair)
        return None

    list(suggest_links((seen("Ilse Hartog", n, names=(f"Ilse {n} Hartog",)) for n in range(1_500)), compare=counting))
    assert len(looked) <= 1_500 * MOST * 3


def test_links_of_many_mentions_are_a_chain_and_not_all_pairs() -> None:
    links = list(suggest_links(seen("Ilse Hartog", n, country="NL") for n in range(50)))
    assert [(link.left, link.right) for link in links] == [(f"r{n:04}", f"r{before:04}") for before, n in pairwise(range(50))]


def test_a_link_is_one_whichever_side_is_named_first_and_survives_the_codec() -> None:
    left, right = seen("Ilse Hartog", 1, **SAME), seen("Ilse Hartog", 2, **SAME)
    (there,), (back,) = suggest_links([left, right]), suggest_links([right, left])
    assert there.id == back.id
    assert from_plain(RecordLink, json.loads(json.dumps(to_plain(there)))) == there


TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)
KINDS: tuple[ActorKind, ...] = ("person", "org", "media", "group", "government", "document", "anonymous", "other")


@given(st.lists(st.tuples(TEXT, st.sampled_from(KINDS), st.sampled_from(["2031-05-02", "2031", None, "soon"])), max_size=8))
def test_any_actors_give_explained_links_and_no_error(rows: list[tuple[str, ActorKind, str | None]]) -> None:
    actors = [seen(name, n, kind=kind, day=day, country="NL", roles=(name,)) for n, (name, kind, day) in enumerate(rows)]
    for link in suggest_links(actors):
        assert ENOUGH <= link.score <= 1
        assert link.evidence[0].rule == link.method
        assert all(reason.left for reason in link.evidence)


def test_a_name_of_any_length_is_read_so_far() -> None:
    long = "Ilse " * 50_000 + "Hartog"
    assert joined(seen(long, 1, **SAME), seen(long, 2, **SAME)) == set()
    assert profile_of(seen("Ilse Hartog", 1, names=tuple(f"Ilse {n} Hartog" for n in range(5_000))), ENGLISH) is not None


# --- what people have decided ---


def judged(left: SeenActor, right: SeenActor | str, action: str = "reject", number: int = 1) -> KeptJudgement:
    link = make_link(left, right)
    before = describe_link(link, (left, right))
    made = Judgement(f"j{number}", link.id, None, action, before, None, "ana", f"2031-06-{number:02}T00:00:00Z")
    return KeptJudgement(made, left.page, False)


def taken_back(kept: KeptJudgement, number: int) -> KeptJudgement:
    old = kept.judgement
    new = replace(old, id=f"j{number}", action="withdraw", before=None, withdraws=old.id, at=f"2031-06-{number:02}T00:00:00Z")
    return replace(kept, judgement=new)


ONE, TWO, THREE = (seen("Ilse Hartog", n, **SAME) for n in (1, 2, 3))


def links_of(actors: Sequence[SeenActor], *kept: KeptJudgement) -> list[RecordLink]:
    return list(suggest_links(actors, read_verdicts(kept)))


@pytest.mark.parametrize("order", list(permutations((ONE, TWO))))
def test_what_was_rejected_is_not_suggested_again(order: tuple[SeenActor, SeenActor]) -> None:
    assert links_of(order, judged(ONE, TWO)) == []
    assert links_of(order, judged(TWO, ONE)) == []


def test_nor_through_a_third() -> None:
    found = between(links_of([ONE, THREE, TWO], judged(TWO, ONE)))
    assert found == {frozenset(("r0001", "r0003"))}


def test_a_rejection_that_was_withdrawn_counts_no_more() -> None:
    kept = judged(ONE, TWO)
    assert between(links_of([ONE, TWO], kept, taken_back(kept, 2))) == {frozenset(("r0001", "r0002"))}
    assert links_of([ONE, TWO], kept, judged(ONE, TWO, "accept", 2), judged(ONE, TWO, "reject", 3)) == []


def test_a_rejection_outlives_a_new_reading_of_the_pages() -> None:
    again = [replace(one, actor=replace(one.actor, id=f"{one.actor.id}b"), document=f"{one.document}b") for one in (ONE, TWO)]
    assert links_of(again, judged(ONE, TWO)) == []
    putin = seen("Vladimir Putin", 1)
    assert links_of([replace(putin, actor=replace(putin.actor, id="r0001b"))], judged(putin, "actors:vladimir-putin")) == []


def test_what_was_accepted_is_confirmed_even_if_nothing_speaks_for_it() -> None:
    other = seen("Mia Brek", 2)
    (link,) = links_of([ONE, other], judged(ONE, other, "accept"))
    assert (link.state, link.method, link.score) == ("confirmed", "judgement", 1.0)
    assert {link.left, link.right} == {"r0001", "r0002"}
    assert link.id == judged(ONE, other).judgement.subject


def test_a_row_can_be_rejected_and_accepted() -> None:
    putin = seen("Vladimir Putin", 1, day="2016-01-01")
    assert links_of([putin], judged(putin, "actors:vladimir-putin")) == []
    (link,) = links_of([putin], judged(putin, "actors:vladimir-putin", "accept"))
    assert (link.state, link.right) == ("confirmed", "actors:vladimir-putin")


def test_a_verdict_whose_party_is_gone_is_adrift() -> None:
    kept = judged(ONE, TWO)
    assert find_adrift([kept], [ONE, TWO]) == ()
    assert find_adrift([kept], [ONE]) == (kept.judgement,)
    assert find_adrift([kept, taken_back(kept, 2)], []) == ()
    assert find_adrift([judged(ONE, "actors:hezbollah")], [ONE]) == ()
    assert find_adrift([], []) == ()


def test_verdicts_are_asked_by_either_side() -> None:
    verdicts: Verdicts = read_verdicts([judged(ONE, TWO)])
    assert verdicts.of("r0002", end_of(TWO), "r0001", end_of(ONE)) == "reject"
    assert verdicts.of("r0002", end_of(TWO), "r0003", end_of(THREE)) is None


def test_rows_are_found_by_the_ids_that_links_name_them_by() -> None:
    assert find_row("actors:hezbollah") == "Hezbollah"
    assert find_row("outlets:reuters") == "Reuters"
    assert [find_row(name) for name in ("actors:nobody", "outlets:nobody", "places:x", "hezbollah", "")] == [None] * 5
