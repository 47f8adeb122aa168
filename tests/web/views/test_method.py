from sayso.tagging.bundles import shipped_bundle
from sayso.web.views.method import read_card


def test_a_card_becomes_headings_paragraphs_lists_and_tables() -> None:
    page = read_card(
        "# Model card: en 1\n\nIt **errs**.\n\n## Scores\n\n| a | b |\n|---|--:|\n| `x` | 1 |\n\n- one\n  more\n- two\n"
    )
    assert page.model == "en 1"
    assert [(part.kind, part.text, part.rows) for part in page.parts] == [
        ("paragraph", "It errs.", ()),
        ("heading", "Scores", ()),
        ("table", "", (("a", "b"), ("x", "1"))),
        ("list", "", (("one more",), ("two",))),
    ]


def test_the_shipped_card_is_read_whole() -> None:
    page = read_card((shipped_bundle() / "CARD.md").read_text(encoding="utf-8"))
    assert page.model.startswith("sayso-en")
    assert {part.kind for part in page.parts} == {"heading", "paragraph", "list", "table"}
    assert all(len(row) == len(part.rows[0]) for part in page.parts if part.kind == "table" for row in part.rows)
