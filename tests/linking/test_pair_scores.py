"""The scores of pairs come back from their bytes, whichever documents are there by then, and in whatever order."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.linking.pair_scores import NOTHING_KNOWN, pack_scores

DOCUMENTS = [f"d{number:024x}" for number in range(8)]
PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]), st.integers(-30_000, 30_000)
)


def numbers(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.int64)


@given(PAIRS, st.permutations(range(8)), st.sets(st.integers(0, 7)), st.sets(st.integers(0, 7)))
@settings(deadline=None)
def test_scores_come_back_but_those_of_documents_that_are_gone(
    scored: dict[tuple[int, int], int], order: list[int], gone: set[int], fresh: set[int]
) -> None:
    ordered = sorted(scored)
    left, right = numbers([pair[0] for pair in ordered]), numbers([pair[1] for pair in ordered])
    packed = pack_scores(DOCUMENTS, left, right, np.array([scored[pair] / 1000 for pair in ordered], dtype=np.float32))
    known = packed.without({DOCUMENTS[number] for number in fresh})
    there = [number for number in order if number not in gone]
    asked = [(one, other) for one in range(len(there)) for other in range(len(there)) if one != other]
    found = known.of([DOCUMENTS[n] for n in there], numbers([a for a, _ in asked]), numbers([b for _, b in asked]))
    for (one, other), score in zip(asked, found.tolist(), strict=True):
        pair = (min(there[one], there[other]), max(there[one], there[other]))
        expected = None if fresh & set(pair) else scored.get(pair)
        assert (None if np.isnan(score) else round(score * 1000)) == expected


def test_every_document_has_a_row_and_nothing_is_known_of_none() -> None:
    packed = pack_scores(DOCUMENTS, numbers([1]), numbers([2]), np.array([1.5], dtype=np.float32))
    assert set(packed.rows) == set(DOCUMENTS)
    assert [len(row) > 0 for row in packed.rows.values()] == [number == 1 for number in range(8)]
    assert np.isnan(NOTHING_KNOWN.of(DOCUMENTS, numbers([0]), numbers([1]))).all()
    assert pack_scores([], numbers([]), numbers([]), np.zeros(0, dtype=np.float32)).of([], numbers([]), numbers([])).size == 0
