"""What is known of one proposition: which claims count, and which may."""

from tests.linking.told import joined, told

from sayso.linking.answers import SURE, make_answer


def test_claims_that_may_say_the_same_stand_beside_and_count_in_the_upper_bound() -> None:
    first, second = told("Gazette", "Ilse Hartog"), told("Lantern", "Tomas Brek")
    doubtful, with_it = told("Courier", "Nura Selim"), told("Echo", "Olaf Vind")
    links = [
        joined("same_claim", first, second, score=SURE),
        joined("same_claim", second, doubtful, score=SURE - 0.1),
        joined("same_claim", doubtful, with_it, score=0.9),
    ]
    known = {one.claim.id: one for one in (first, second, doubtful, with_it)}
    answer = make_answer(first.claim.id, known, links, known.keys(), "origins")
    assert (answer.origins.at_least, answer.origins.at_most) == (2, 4)
    assert answer.origins.pages == len(answer.wordings) == 2
    assert [len(bearing.others) for bearing in answer.bearings if bearing.kind == "same_claim"] == [2]


def test_a_rejected_link_is_no_link_and_counts_nowhere() -> None:
    first, other = told("Gazette", "Ilse Hartog"), told("Lantern", "Tomas Brek")
    known = {one.claim.id: one for one in (first, other)}
    answer = make_answer(first.claim.id, known, [], known.keys(), "origins")
    assert (answer.origins.at_least, answer.origins.at_most) == (1, 1)
