"""Which old text is which new one."""

from sayso.bookkeeping.pairing import pair_texts


def test_the_most_alike_belong_together_and_the_rest_is_left_over() -> None:
    old = ["The quay is shut until further notice", "A boat went down below the weir"]
    new = ["The road is open again to all", "The quay is shut until Friday", "The quay is shut until further notice"]
    assert list(pair_texts(old, new)) == [(0, 2), (1, None), (None, 0), (None, 1)]


def test_nothing_is_like_nothing() -> None:
    assert list(pair_texts([], [])) == []
    assert list(pair_texts(["…"], ["…"])) == [(0, None), (None, 0)]
