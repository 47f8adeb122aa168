from sayso.export.queries import parse_query
from sayso.knowledge.places import load_places
from sayso.store import PlaceCount
from sayso.web.views.outline import HEIGHT, WIDTH
from sayso.web.views.places import make_map

SYRIA = PlaceCount("SY", "Syria", 35.0, 38.0, "territory", 40)
DAMASCUS = PlaceCount("SY", "Damascus", 33.5, 36.3, "city", 10)
CHILE = PlaceCount("CL", "Chile", -30.0, -71.0, "territory", 1)
SEA = PlaceCount(None, "Black Sea", 43.0, 34.0, "other", 3)


def test_a_map_shows_the_part_of_the_world_that_is_spoken_of() -> None:
    near = make_map(parse_query("look=map"), (SYRIA, DAMASCUS))
    assert near.width < WIDTH / 3
    for mark in near.marks:
        assert near.left < mark.x < near.left + near.width
        assert near.top < mark.y < near.top + near.height
    assert make_map(parse_query("look=world"), (SYRIA,)).width == WIDTH
    assert make_map(parse_query("look=map"), (SYRIA, CHILE)).width > WIDTH / 4
    nowhere = make_map(parse_query("look=map"), ())
    assert (nowhere.marks, nowhere.width, nowhere.height) == ((), WIDTH, HEIGHT)


def test_more_claims_make_a_larger_symbol() -> None:
    large, small = make_map(parse_query("look=map"), (DAMASCUS, SYRIA)).marks
    assert (large.name, small.name) == ("Syria", "Damascus")
    assert large.radius > small.radius


def test_a_place_narrows_to_its_territory_and_a_sea_to_nothing() -> None:
    marks = {mark.name: mark for mark in make_map(parse_query("q=offer&look=map"), (SYRIA, SEA)).marks}
    assert marks["Syria"].address == "/s?q=offer&territory=SY"
    assert marks["Black Sea"].address is None


def test_a_region_is_called_as_our_tables_call_it() -> None:
    florida = next(one for one in load_places().regions.values() if one.name == "Florida")
    assert florida.lat is not None
    assert florida.lon is not None
    (mark,) = make_map(parse_query("look=map"), (PlaceCount("US", "Fla.", florida.lat, florida.lon, "region", 3),)).marks
    assert (mark.name, mark.territory_name) == ("Florida", "United States")


def test_names_do_not_run_into_each_other() -> None:
    crowd = tuple(PlaceCount("SY", f"Town number {n}", 33.0 + n / 100, 36.0, "city", 50 - n) for n in range(20))
    assert sum(mark.label for mark in make_map(parse_query("look=map"), crowd).marks) == 1
