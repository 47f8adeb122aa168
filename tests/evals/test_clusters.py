"""The measures against examples worked by hand and from the papers that define them."""

import pytest
from evals.clusters import score_clusters


def labels(*groups: str) -> dict[str, int]:
    """Items, one letter each, by the number of their group."""
    return {item: number for number, group in enumerate(groups) for item in group}


def test_what_is_wholly_right_has_all_figures_at_a_hundred() -> None:
    figures = score_clusters(labels("ab", "c"), labels("c", "ab"))
    assert figures.conll == figures.ari == figures.lea.f1 == figures.pairs.f1 == 100
    assert (figures.clusters, figures.gold_clusters, figures.largest, figures.gold_largest) == (2, 2, 2, 2)


def test_muc_counts_links() -> None:
    # Vilain and others 1995: gold A-B-C-D; a response of A-B and C-D keeps two of three links.
    figures = score_clusters(labels("abcd"), labels("ab", "cd"))
    assert figures.muc.recall == pytest.approx(100 * 2 / 3)
    assert figures.muc.precision == 100


def test_b_cubed_is_a_mean_over_items() -> None:
    # Bagga and Baldwin 1998: three gold chains of 5, 2 and 5; the response welds the second to the third.
    gold, found = labels("12345", "67", "89ABC"), labels("12345", "6789ABC")
    figures = score_clusters(gold, found)
    assert figures.b_cubed.precision == pytest.approx(100 * (5 + 2 * 2 / 7 + 5 * 5 / 7) / 12)
    assert figures.b_cubed.recall == 100
    # Welding the two long chains costs more; MUC sees no difference.
    worse = score_clusters(gold, labels("1234589ABC", "67"))
    assert worse.b_cubed.precision == pytest.approx(100 * (5 * 0.5 + 2 + 5 * 0.5) / 12)
    assert worse.muc == figures.muc


def test_ceaf_maps_each_cluster_once() -> None:
    # Luo 2005: the same example; the first gold chain maps to itself (1), the third to the welded one (2·5/12).
    figures = score_clusters(labels("12345", "67", "89ABC"), labels("12345", "6789ABC"))
    best = 1 + 2 * 5 / 12
    assert figures.ceaf_e.recall == pytest.approx(100 * best / 3)
    assert figures.ceaf_e.precision == pytest.approx(100 * best / 2)


def test_lea_weighs_links_by_size() -> None:
    # Moosavi and Strube 2016: key {a,b,c} {d,e,f,g}, response {a,b} {c,d} {f,g,h,i}; h and i stand alone in the key here.
    figures = score_clusters(labels("abc", "defg", "h", "i"), labels("ab", "cd", "fghi", "e"))
    assert figures.lea.recall == pytest.approx(100 * (3 * 1 / 3 + 4 * 1 / 6) / 9)
    assert figures.lea.precision == pytest.approx(100 * (2 * 1 + 2 * 0 + 4 * 1 / 6 + 0) / 9)


def test_the_rand_index_is_adjusted_for_chance() -> None:
    # Hubert and Arabie 1985, worked by hand: 2 shared pairs, 6 of gold, 6 found, 15 in all.
    figures = score_clusters(labels("abcd", "", "ef"), labels("abc", "def"))
    shared, gold, found, total = 3 + 1, 6 + 1, 3 + 3, 15
    expected = gold * found / total
    assert figures.ari == pytest.approx(100 * (shared - expected) / ((gold + found) / 2 - expected))


def test_nothing_joined_is_precise_and_finds_nothing() -> None:
    figures = score_clusters(labels("ab"), labels("a", "b"))
    assert (figures.muc.recall, figures.pairs.precision, figures.pairs.recall, figures.lea.recall) == (0, 100, 0, 0)


def test_both_sides_hold_the_same_items() -> None:
    with pytest.raises(ValueError, match="different items"):
        score_clusters(labels("ab"), labels("a"))
