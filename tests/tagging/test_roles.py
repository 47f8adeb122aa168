"""The crop around a cue and the distances in it."""

from sayso.tagging.roles import CLIP, crop, distances


def test_a_crop_ends_with_its_window() -> None:
    assert crop((3, 5), 300, 96) == (0, 101)
    assert crop((290, 292), 300, 96) == (194, 300)


def test_distances_count_from_the_near_end_of_the_cue() -> None:
    assert (distances((2, 4), 0, 7) - CLIP).tolist() == [-2, -1, 0, 0, 1, 2, 3]


def test_distances_are_clipped() -> None:
    far = distances((100, 101), 0, 200)
    assert far.min() == 0
    assert far.max() == 2 * CLIP
