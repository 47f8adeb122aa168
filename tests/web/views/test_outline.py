import pytest

from sayso.errors import KnowledgeError
from sayso.web.views.outline import HEIGHT, WIDTH, load_outline, project, read_outline


def test_the_middle_of_the_world_is_the_middle_of_the_map() -> None:
    assert project(0, 0)[0] == WIDTH / 2
    assert project(0, 180)[0] == WIDTH
    assert project(0, -180)[0] == 0


def test_north_is_up_and_parallels_grow_shorter() -> None:
    assert project(60, 0)[1] < project(0, 0)[1] < project(-40, 0)[1]
    assert project(60, 90)[0] < project(0, 90)[0]
    assert project(50, 10)[0] - 500 == pytest.approx(500 - project(-50, -10)[0])


def test_the_shipped_outline_fills_the_map() -> None:
    outline = load_outline()
    assert outline.land.count("Z") > 100
    assert outline.borders.startswith("M")
    assert 0.4 < HEIGHT / WIDTH < 0.5
    assert len(outline.land) + len(outline.borders) < 80_000, "a page that shows it must stay light"


def test_a_ring_is_closed_and_a_border_is_not() -> None:
    outline = read_outline("# credit\nland\t0,0 100,0 0,100\nborder\t0,0 50,50\n")
    assert outline.land.endswith("Z")
    assert outline.land.count("l") == 2
    assert "Z" not in outline.borders


@pytest.mark.parametrize("text", ["sea\t0,0 1,1\n", "land\t0,x\n", "land\n", "land\t0\n"])
def test_a_damaged_table_is_told(text: str) -> None:
    with pytest.raises(KnowledgeError, match="install sayso again"):
        read_outline(text)
