"""The one XML parser, and that it is the only one."""

import ast
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import UnsupportedPage
from sayso.intake.xml import DEEPEST, iter_xml, local_name, safe_xml, text_of

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "sayso"
#: Modules of the standard library and of lxml that parse XML.
PARSERS = ("xml.dom", "xml.sax", "xml.parsers", "xml.etree", "defusedxml", "lxml.objectify", "lxml.sax", "xmltodict")
#: What parses XML in lxml.
CALLS = {
    "fromstring",
    "fromstringlist",
    "XML",
    "XMLID",
    "parse",
    "iterparse",
    "XMLParser",
    "XMLPullParser",
    "ETCompatXMLParser",
}
BOMB = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'


def test_words_are_read_across_elements_comments_and_the_entities_of_html() -> None:
    root = safe_xml(b'<!DOCTYPE nitf SYSTEM "nitf.dtd"><p>The<!-- aside --> ferry&nbsp;<b>left</b> late.</p>', "a")
    assert text_of(root) == "The ferry\N{NO-BREAK SPACE}left late."


@pytest.mark.parametrize(
    "body",
    [
        BOMB,
        BOMB.decode().encode("utf-16"),
        BOMB.decode().encode("utf-32"),
        b'<?xml version="1.0"?>\n<!-- x -->\n' + BOMB,
        b'<!DOCTYPE a SYSTEM "x" [ <!ATTLIST a b CDATA "c"> ]><a/>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
        b"<!DOCTYPE a [ %b; ]><a/>",
    ],
    ids=["entities", "utf-16", "utf-32", "after a comment", "attributes", "a file", "a parameter entity"],
)
def test_a_doctype_that_declares_anything_is_refused(body: bytes) -> None:
    with pytest.raises(UnsupportedPage, match="declares entities"):
        safe_xml(body, "a")


def test_an_entity_outside_is_neither_fetched_nor_read() -> None:
    assert text_of(safe_xml(b'<!DOCTYPE a SYSTEM "file:///etc/hostname"><a>x&b;y</a>', "a")) == "xy"


@pytest.mark.parametrize("depth", [DEEPEST + 1, 1000, 200_000])
def test_what_nests_too_deep_is_refused(depth: int) -> None:
    with pytest.raises(UnsupportedPage, match=r"deep|depth"):
        safe_xml(b"<a>" * depth + b"</a>" * depth, "a")


@pytest.mark.parametrize(
    "body", [b"", b"<a>", b"<a></b>", b"words", b'<?xml version="1.0" encoding="nothing"?><a/>', b"\xff\xfe<"]
)
def test_what_is_no_xml_is_refused_in_one_line(body: bytes) -> None:
    with pytest.raises(UnsupportedPage) as refusal:
        safe_xml(body, "list.xml")
    assert str(refusal.value).startswith("list.xml: not well-formed XML")
    assert "\n" not in str(refusal.value)


def test_a_long_list_is_read_element_by_element() -> None:
    def chunks() -> Iterator[bytes]:
        yield b"<list>"
        for number in range(1000):
            yield b"<one><name>%d</name></one>" % number
        yield b"</list>"

    elements = iter_xml(chunks(), ["one"], "a")
    root = next(elements)
    names = []
    for element in elements:
        names.append(text_of(element))
        assert len(root) <= 2
    assert local_name(root) == "list"
    assert names == [str(number) for number in range(1000)]


@pytest.mark.parametrize("chunks", [[], [b""], [b"  "], [b"<!-- a -->"]])
def test_a_list_without_an_element_is_refused(chunks: list[bytes]) -> None:
    with pytest.raises(UnsupportedPage, match="not well-formed"):
        next(iter_xml(iter(chunks), ["one"], "a"))


@given(st.binary(max_size=300) | st.binary(max_size=100).map(lambda noise: b"<a>" + noise + b"</a>"))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with suppress(UnsupportedPage):
        text_of(safe_xml(body, "a"))


def test_nothing_else_in_the_package_parses_xml() -> None:
    found = []
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        if name == "intake/xml.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found += [f"{name}:{what}" for what in _parsing(node)]
    # web/feeds.py builds elements to write Atom with; feedparser is given only what its guard lets through.
    assert sorted(set(found)) == ["intake/feeds/syndication.py:feedparser", "web/feeds.py:xml.etree.ElementTree"]


def _parsing(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and node.module:
        if node.module.startswith((*PARSERS, "feedparser")):
            yield node.module
        yield from (f"etree.{one.name}" for one in node.names if node.module == "lxml.etree" and one.name in CALLS)
    elif isinstance(node, ast.Import):
        yield from (one.name for one in node.names if one.name.startswith((*PARSERS, "feedparser")))
    elif (
        isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "etree" and node.attr in CALLS
    ):
        yield f"etree.{node.attr}"
