"""Which documents are compared: by rare words and days, a bounded number each, whatever else there is."""

from dataclasses import replace

import numpy as np
import pytest
from tests import factory

from sayso.linking.story_pairs import MEETINGS, NEIGHBOURS, WINDOW, find_pairs
from sayso.linking.story_profiles import StoryProfile, profile_story
from sayso.linking.story_scores import FEATURES, features_of, load_story_model, pack_profiles, score_rows


def profile(number: int, words: str, day: str | None = "2031-05-02") -> StoryProfile:
    page = factory.document(words, url=f"https://news.example/{number}", title=words)
    return replace(profile_story(replace(factory.analysis(), document=page)), day=day, document=f"d{number:05}")


def pairs(profiles: list[StoryProfile]) -> set[tuple[int, int]]:
    left, right = find_pairs(pack_profiles(profiles))
    return set(zip(left.tolist(), right.tolist(), strict=True))


def test_documents_that_share_a_word_meet_and_others_do_not() -> None:
    assert pairs([profile(1, "Halcyon sandbank"), profile(2, "Halcyon aground"), profile(3, "quarry blast")]) == {(0, 1)}


@pytest.mark.parametrize(("day", "met"), [("2031-05-07", True), ("2031-05-08", False)])
def test_documents_further_apart_than_the_window_do_not_meet(day: str, met: bool) -> None:
    assert WINDOW == 5
    assert bool(pairs([profile(1, "a sandbank"), profile(2, "the sandbank", day)])) == met


def test_a_document_without_a_date_meets_both_kinds() -> None:
    profiles = [profile(1, "a sandbank", None), profile(2, "the sandbank", None), profile(3, "one sandbank")]
    assert pairs(profiles) == {(0, 1), (0, 2), (1, 2)}


def test_a_word_that_all_have_does_not_make_all_meet() -> None:
    found = pairs([profile(number, f"sandbank w{number}") for number in range(400)])
    assert len(found) <= 400 * 2 * NEIGHBOURS
    assert max(other - one for one, other in found) <= MEETINGS


def test_nothing_and_one_have_no_pairs() -> None:
    assert pairs([]) == pairs([profile(1, "a sandbank")]) == set()
    assert features_of(pack_profiles([]), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)).shape == (0, len(FEATURES))


def test_a_pair_scores_the_same_alone_and_among_others_and_either_way_round() -> None:
    words = ["ferry Halcyon aground on a sandbank", "the Halcyon ferry freed from sandbank", "orchard blight spreads"]
    profiles = [profile(number, text) for number, text in enumerate(words * 5)]
    packed, model = pack_profiles(profiles), load_story_model()
    left, right = np.array([0, 0, 0, 3]), np.array([1, 2, 4, 7])
    together = features_of(packed, left, right)
    scores = score_rows(packed, left, right, together, model)
    for at, ends in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        for one, other in (ends, ends[::-1]):
            two = pack_profiles([profiles[one], profiles[other]])
            row = features_of(two, np.array([0]), np.array([1]))
            assert row[0] == pytest.approx(together[at], abs=1e-5)
            assert score_rows(two, np.array([0]), np.array([1]), row, model)[0] == pytest.approx(scores[at], abs=2e-3)


def test_features_say_what_is_shared() -> None:
    one = replace(profile(1, "a sandbank"), names=("ilse hartog",), places=("vallis",), numbers=("214",), dates=("2031-05-01",))
    other = replace(one, document="d2", names=("mayor hartog",), quotes=one.words)
    row = dict(zip(FEATURES, features_of(pack_profiles([one, other]), np.array([0]), np.array([1]))[0], strict=True))
    assert [row["places"], row["title"], row["body"]] == pytest.approx([1, 1, 1])
    assert [row["numbers"], row["dates"]] == pytest.approx([np.log(2), np.log(2)])
    assert 0 < row["names"] < 1
    assert row["both_named"] == 1
    assert row["quotes"] == row["vector"] == 0


def test_vectors_count_where_both_have_one() -> None:
    vector = np.array([1, 0], dtype="<f2").tobytes()
    one, other, without = (replace(profile(number, "a sandbank"), vector=vector if number < 3 else b"") for number in (1, 2, 3))
    packed = pack_profiles([one, other, without])
    assert packed.has_vector.tolist() == [True, True, False]
    row = features_of(packed, np.array([0, 0]), np.array([1, 2]))
    assert row[:, FEATURES.index("vector")].tolist() == [1, 0]


def test_reports_that_have_none_of_the_names_of_the_other_are_foreign() -> None:
    words = "Ferry Halcyon of {0} aground at {0}, {1} Line says"
    one = replace(profile(1, words.format("Vallis", "Brekko")), names=("halcyon", "brekko line"), places=("vallis",))
    again = replace(profile(2, words.format("Vallis", "Dunmark")), names=("halcyon", "dunmark line"), places=("vallis",))
    other = replace(
        profile(3, words.format("Norder", "Pellick").replace("Halcyon", "Aurora")), names=("aurora",), places=("norder",)
    )
    short = replace(profile(4, "Ferry aground at Norder"), places=("norder",))
    row = features_of(pack_profiles([one, again, other, short]), np.array([0, 0, 0]), np.array([1, 2, 3]))
    foreign = row[:, FEATURES.index("foreign")].tolist()
    assert foreign[0] == 0
    assert foreign[1] > 0.5
    assert 0 < foreign[2] < foreign[1], "one name says less than three"
