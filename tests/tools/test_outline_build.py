"""The outline of the map: how a topology becomes lines of our own."""

from tools.outline.build import compile_outline

TOPOLOGY = {
    "transform": {"scale": [0.1, 0.1], "translate": [0, 0]},
    # Two squares side by side: arc 0 is what they share, 1 the rest of the left one, 2 the rest of the right one.
    "arcs": [
        [[100, 0], [0, 50], [0, 0], [0, 50]],
        [[100, 100], [-100, 0], [0, -100], [100, 0]],
        [[100, 100], [100, 0], [0, -100], [-100, 0]],
        [[-1800, -700], [10, 0], [0, 10], [-10, -10]],
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]]},
                {"type": "Polygon", "arcs": [[2, -1]]},
                {"type": "MultiPolygon", "arcs": [[[3]]]},
            ],
        },
        "land": {"type": "MultiPolygon", "arcs": [[[1, -3]], [[3]]]},
    },
}


def test_land_is_rings_and_a_border_is_what_two_share() -> None:
    land, border = compile_outline(TOPOLOGY)
    assert land.startswith("land\t100,100 -100,0 0,-100 100,0")
    assert border == "border\t100,0 0,50 0,50", "a point that falls on the one before it is left out, the far south too"


def test_a_ring_goes_on_beyond_the_edge_of_the_world() -> None:
    arcs = [[[-1800, 0], [3590, 0], [0, 10], [-3590, -10]]]
    land = {"type": "Polygon", "arcs": [[0]]}
    lines = compile_outline({"transform": TOPOLOGY["transform"], "arcs": arcs, "objects": {"land": land, "countries": land}})
    assert lines == ["land\t-1800,0 -10,0 0,10 10,-10"]
