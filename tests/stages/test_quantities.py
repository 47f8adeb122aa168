"""Figures: how many, or how much, of what, read by the shipped model and from trees written by hand."""

from dataclasses import replace

import pytest
from evals.plover_sets import tag_texts
from evals.quantities.gold import read_figures
from tests.factory import analysis
from tests.trees import words

from sayso.records import Analysis, Quantity, Tags
from sayso.stages.quantities import find_quantities


def by_hand(text: str, notation: str) -> list[Quantity]:
    """The figures of one sentence whose tree is written by hand."""
    made = analysis(("", "", text.removesuffix(".")))
    tags = Tags(words=words(made.document.text, notation))
    return list(find_quantities(replace(made, tags=tags)).quantities)


def read(text: str) -> Analysis:
    (found,) = tag_texts([text])
    assert found is not None
    return found


def figures(text: str) -> list[tuple[str, str, str]]:
    """Of each figure its words, kind, and what is counted."""
    return [(one.words, one.fields["kind"], one.fields["what"]) for one in read_figures(read(text))]


class TestByHand:
    def test_the_object_of_a_verb_that_says_what_became_of_it(self) -> None:
        (found,) = by_hand(
            "The blast killed at least 52 people.",
            "The/blast/mod blast/killed/subj killed//root at/least/mark least/52/nmod 52/people/mod "
            "people/killed/obj ./killed/punct",
        )
        assert (found.kind, found.low, found.high, found.exactness, found.what) == ("killed", 52, None, "at_least", "people")

    def test_the_doer_of_a_killing_is_not_killed(self) -> None:
        (found,) = by_hand(
            "Twelve gunmen killed the guard.",
            "Twelve/gunmen/mod gunmen/killed/subj killed//root the/guard/mod guard/killed/obj ./killed/punct",
        )
        assert (found.kind, found.what) == ("people", "gunmen")

    def test_a_bare_number_that_nothing_is_said_of_is_no_figure(self) -> None:
        assert by_hand("He chose 12.", "He/chose/subj chose//root 12/chose/obj ./chose/punct") == []

    def test_without_a_tree_there_are_none(self) -> None:
        assert find_quantities(analysis()).quantities == ()


@pytest.mark.bundle
class TestRead:
    def test_a_part_leads_to_its_whole_and_has_its_kind_and_day(self) -> None:
        found = read("At least 52 people, including three children, were killed in Orrin on Monday, police said.")
        whole, part = found.quantities
        assert (part.is_subset, part.of, part.kind, part.what) == (True, whole.id, "killed", "children")
        assert part.as_of == whole.as_of is not None
        assert not whole.is_subset

    def test_a_toll_counts_all_so_far_and_what_is_new_does_not(self) -> None:
        found = read("Three more bodies were pulled from the river, bringing the toll to 31.")
        assert [(one.low, one.is_cumulative) for one in found.quantities] == [(3, False), (31, True)]

    def test_it_lies_in_the_contents_of_a_claim_and_so_has_its_source(self) -> None:
        found = read("The army said it had lost 16 men; the rebels put the number of dead at more than 60.")
        held = [
            [claim.chain[-1].name for claim in found.claims if any(span.contains(one.span) for span in claim.contents)]
            for one in found.quantities
        ]
        assert held == [["The army"], ["the rebels"]]

    def test_who_denies_a_figure_has_a_claim_that_denies_it(self) -> None:
        found = read("Police denied that 30 people had been shot dead.")
        (claim,) = [one for one in found.claims if one.contents[0].contains(found.quantities[0].span)]
        assert claim.factuality is not None
        assert claim.factuality.polarity == "-"

    @pytest.mark.parametrize(
        ("text", "bounds", "exactness"),
        [
            ("Nobody was hurt in the fire.", (0, 0), "exact"),
            ("There were no casualties, the airline said.", (0, 0), "exact"),
            ("Some 30 people were injured.", (30, 30), "about"),
            ("Dozens of people were injured.", (24, 120), "about"),
            ("Up to 40 people were injured.", (None, 40), "at_most"),
            ("Between 20 and 30 people were injured.", (20, 30), "between"),
        ],
    )
    def test_bounds_are_those_of_the_words(self, text: str, bounds: tuple[float, float], exactness: str) -> None:
        (found,) = read(text).quantities
        assert ((found.low, found.high), found.exactness) == (bounds, exactness)

    def test_currencies_and_shares_keep_their_units(self) -> None:
        found = read("The firm paid A$40m, €3 million and 500 crowns, or 4 per cent of its sales and a third of its profit.")
        assert [one.unit for one in found.quantities] == ["AUD", "EUR", "crown", "%", "%"]

    def test_a_poll_has_its_pollster_those_asked_and_the_answers(self) -> None:
        found = read("A poll of 1,204 adults by Marrow Research found that 46 per cent would vote for the Greens.")
        asked, answer = found.quantities
        (attribution,) = [one for one in found.attributions if one.id == answer.of]
        assert asked.of == answer.of
        assert any("Marrow Research" in span.of(found.document.text) for span in attribution.sources)
        assert (answer.kind, answer.low, answer.what, asked.low) == ("poll", 46, "vote for the Greens", 1204)

    def test_a_lead_in_a_poll_is_two_shares_of_two_parties(self) -> None:
        found = [one for one in figures("A poll showed that Brek leads Ruiz by 43 percent to 38 percent.") if one[1] == "poll"]
        assert found == [("43 percent", "poll", "Brek"), ("38 percent", "poll", "Ruiz")]

    @pytest.mark.parametrize(
        "text",
        [
            "Ana Ruiz, 34, was elected in 2019 and lives at 12 Harbour Street.",
            "The Rovers beat Selkirk Ford 3-1 on Saturday.",
            "Call 555 0147 or turn to page 12 for details.",
            "The 19-year-old man was born on 3 February 1998.",
            "Article 5 of the treaty and Resolution 1701 were cited.",
            "The two countries signed the treaty.",
            "He called her three times at 10:30.",
        ],
    )
    def test_years_ages_dates_calls_scores_and_addresses_are_no_figures(self, text: str) -> None:
        assert figures(text) == []

    def test_a_product_or_vessel_with_a_number_is_a_name(self) -> None:
        assert figures("He flew aboard the Salyut 6 spacecraft.") == []

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("12 soldiers killed in ambush", ("12", "killed", "soldiers")),
            ("The toll of injured has reached 310.", ("310", "injured", "")),
            ("A quarter of a million people were made homeless.", ("A quarter of a million", "displaced", "people")),
            ("Eight of the nine climbers were found dead.", ("Eight", "killed", "climbers")),
            ("A strike brought to 11 the number of officers killed this month.", ("11", "killed", "officers")),
        ],
    )
    def test_headlines_tolls_and_parts_of_many_are_read(self, text: str, expected: tuple[str, str, str]) -> None:
        assert expected in figures(text)

    def test_it_is_the_same_however_often_it_is_read(self) -> None:
        text = "Gunmen killed five teachers and wounded nine others in Brack."
        assert read(text).quantities == read(text).quantities
