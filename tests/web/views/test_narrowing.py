from sayso.export.queries import parse_query
from sayso.store import Facet, FacetValue
from sayso.web.views.narrowing import find_chips, find_hidden, make_groups

OUTLETS = Facet("outlet", tuple(FacetValue(f"house-{n}", f"House {n}", 20 - n, n == 9) for n in range(12)), 30)
HEDGES = Facet("hedge", (FacetValue("certain", "certain", 5, False), FacetValue("hedged", "hedged", 2, True)), 0)
PLACES = Facet("territory", (FacetValue("SY", "Syria", 3, True),), 0)


def test_the_first_values_and_those_chosen_are_shown_and_the_rest_opens() -> None:
    (group,) = make_groups(parse_query("outlet=house-9"), (OUTLETS,))
    assert [choice.value for choice in group.first] == [*(f"house-{n}" for n in range(7)), "house-9"]
    assert [choice.value for choice in group.rest] == ["house-7", "house-8", "house-10", "house-11"]
    assert (group.more, group.takes_names, group.is_open) == (30, True, True)


def test_how_firmly_and_hedging_words_are_two_groups_of_one_parameter() -> None:
    firmly, words = make_groups(parse_query("hedge=hedged"), (HEDGES,))
    assert (firmly.title, firmly.first[0].label, firmly.parameter) == ("How firmly", "flatly", "hedge")
    assert (words.title, words.first[0].label, words.parameter) == ("Hedging words", "hedged", "hedge")


def test_a_choice_leads_to_the_question_with_it_or_without_it() -> None:
    asked = parse_query("q=ferry&outlet=house-9&after=x")
    choices = {choice.value: choice for choice in make_groups(asked, (OUTLETS,))[0].first}
    assert choices["house-0"].address == "/s?q=ferry&outlet=house-0&outlet=house-9"
    assert choices["house-9"].address == "/s?q=ferry"


def test_each_choice_has_a_chip_with_its_name_that_takes_it_away() -> None:
    asked = parse_query(
        "source=mayor&outlet=house-9&hedge=hedged&territory=SY&said_from=2018-09-01&said_until=2018-09-01&depth=3%2B"
    )
    chips = {chip.what: chip for chip in find_chips(asked, (OUTLETS, HEDGES, PLACES))}
    assert {what: chip.label for what, chip in chips.items()} == {
        "Source": "called “mayor”",
        "Outlet": "House 9",
        "Hedging words": "hedged",
        "Depth of chain": "three or more",
        "Country or territory": "Syria",
        "Said": "1 Sep 2018",
    }
    assert "said_" not in chips["Said"].address
    assert "territory" not in chips["Country or territory"].address


def test_a_form_carries_on_what_it_has_no_field_for() -> None:
    asked = parse_query(
        "q=ferry&outlet=house-9&outlet=elsewhere-that-is-not-listed&sort=said&order=asc&clock=said&story=s123456"
    )
    groups = make_groups(asked, (OUTLETS,))
    assert find_hidden(asked, groups) == (
        ("outlet", "elsewhere-that-is-not-listed"), ("story", "s123456"), ("sort", "said"), ("order", "asc"), ("clock", "said"),
    )  # fmt: skip


def test_a_name_that_is_offered_under_its_id_is_carried_by_its_box_alone() -> None:
    asked = parse_query("outlet=House+Nine")
    assert find_hidden(asked, make_groups(asked, (OUTLETS,))) == ()
