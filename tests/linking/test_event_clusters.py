from dataclasses import replace

from sayso.linking.event_clusters import SeenEvent, cluster_events

DAY = ("2031-05-02", "2031-05-02")
RAID = SeenEvent("e1", "ASSAULT", None, True, frozenset({"name arland"}), frozenset({"name borland"}), DAY, frozenset({"c1"}))


def joined(*events: SeenEvent) -> list[tuple[str, ...]]:
    return [one.events for one in cluster_events(events)]


def test_events_of_claims_that_say_the_same_are_one_even_where_one_of_them_has_no_day() -> None:
    assert joined(RAID, replace(RAID, id="e2", days=None)) == [("e1", "e2")]


def test_without_a_claim_in_common_both_sides_and_a_day_must_agree() -> None:
    other = replace(RAID, id="e2", groups=frozenset({"c2"}))
    assert joined(RAID, other) == [("e1", "e2")]
    assert len(joined(RAID, replace(other, days=None))) == 2
    assert len(joined(RAID, replace(other, recipients=frozenset()))) == 2
    assert len(joined(RAID, replace(other, actors=frozenset({"name corland"})))) == 2
    assert len(joined(RAID, replace(other, days=("2031-05-03", "2031-05-03")))) == 2


def test_what_is_to_come_and_another_code_or_mode_are_apart() -> None:
    assert len(joined(RAID, replace(RAID, id="e2", is_past=False))) == 2
    assert len(joined(RAID, replace(RAID, id="e2", code="COERCE"))) == 2
    aerial, drone = replace(RAID, mode="aerial"), replace(RAID, id="e2", mode="drone")
    assert len(joined(aerial, drone)) == 2
    assert joined(RAID, aerial) == [("e1", "e1")]


def test_the_same_word_between_the_same_two_sides_is_enough_without_a_day() -> None:
    told = replace(RAID, days=None, triggers=frozenset({"shell"}))
    assert joined(told, replace(told, id="e2", groups=frozenset({"c2"}))) == [("e1", "e2")]
    assert len(joined(told, replace(told, id="e2", groups=frozenset({"c2"}), triggers=frozenset({"raid"})))) == 2


def test_two_events_of_one_claim_are_apart_and_each_finds_the_one_told_by_its_word() -> None:
    raid = replace(RAID, claims=frozenset({"a"}), triggers=frozenset({"raid"}))
    strike = replace(raid, id="e2", triggers=frozenset({"strike"}))
    there = replace(strike, id="e3", claims=frozenset({"b"}))
    assert joined(raid, strike, there) == [("e1",), ("e2", "e3")]


def test_without_a_party_in_common_the_word_must_be_the_same() -> None:
    bare = replace(RAID, actors=frozenset(), recipients=frozenset(), triggers=frozenset({"war"}))
    assert len(joined(bare, replace(bare, id="e2", triggers=frozenset({"attack"})))) == 2
    assert joined(bare, replace(bare, id="e2")) == [("e1", "e2")]


def test_two_days_are_never_joined_through_a_week() -> None:
    week = replace(RAID, id="e2", days=("2031-05-01", "2031-05-07"))
    later = replace(RAID, id="e3", days=("2031-05-04", "2031-05-04"))
    assert joined(week, RAID, later) == [("e2", "e1"), ("e3",)]


def test_the_id_is_that_of_the_first_event_whatever_comes_later() -> None:
    (alone,), (both,) = cluster_events([RAID]), cluster_events([RAID, replace(RAID, id="e2")])
    assert alone.id == both.id
