"""Who a page says its author is: persons, houses, desks and handles, and what is none of them."""

import time

import pytest
from tests.reading.pages import article, house, site, web_page

from sayso.reading import read_document
from sayso.records import Page
from sayso.records.authors import authors_of

GAZETTE = site("The Port Gazette")


def named(page: Page) -> list[tuple[str, str]]:
    return [(author.name, author.kind) for author in authors_of(read_document(page))]


@pytest.mark.parametrize(
    ("above", "authors"),
    [
        ('<p class="submitted">Submitted by <span class="username">tide_watcher7</span></p>', [("tide_watcher7", "handle")]),
        ('<div class="post-author">Island Desk</div>', [("Island Desk", "organisation")]),
        ('<span class="autorenzeile">Von Jan Roden und Mia Falk</span>', [("Jan Roden", "person"), ("Mia Falk", "person")]),
        ('<p class="byline">By Jan Roden<br>4 September 2018, 7:59 pm</p>', [("Jan Roden", "person")]),
        ('<p class="byline">By Jan Roden, Head of Ferries</p>', [("Jan Roden", "person")]),
        ("<p>11.12.2019 - Mia Falk</p>", [("Mia Falk", "person")]),
        ('<div class="meta-author">Posted on September 4, 2018 by Mia Falk</div>', [("Mia Falk", "person")]),
        ('<a class="author" href="/author/mia">All posts</a>', []),
        ('<p class="byline">Share</p>', []),
    ],
)
def test_a_page_names_its_author_where_the_reader_sees_it(above: str, authors: list[tuple[str, str]]) -> None:
    assert named(web_page(head=GAZETTE, above=above)) == authors


def test_a_desk_and_a_handle_are_authors_but_no_persons() -> None:
    document = read_document(web_page(linked=article(author={"@type": "Person", "name": "Redaktion"})))
    assert [(author.name, author.kind, author.method) for author in authors_of(document)] == [
        ("Redaktion", "organisation", "json-ld author")
    ]
    assert document.bylines == ()


def test_the_card_for_shared_links_says_who_wrote() -> None:
    head = '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Mia Falk">'
    assert named(web_page(head=head)) == [("Mia Falk", "person")]
    head = head.replace("Written by", "Reading time").replace("Mia Falk", "Four minutes")
    assert named(web_page(head=head)) == []


def test_an_account_on_another_service_is_no_author() -> None:
    assert named(web_page(head='<meta name="twitter:creator" content="@tides">')) == []


def test_the_house_is_the_author_only_where_nobody_else_is_named() -> None:
    linked = article(author=house("The Port Gazette"), publisher=house("The Port Gazette"))
    head = GAZETTE + '<meta name="author" content="The Port Gazette">'
    assert named(web_page(head=head, linked=linked)) == [("The Port Gazette", "organisation")]
    assert named(web_page(head=head, linked=linked, above='<p class="byline">By Mia Falk</p>')) == [("Mia Falk", "person")]


def test_what_several_ways_say_outweighs_one_and_a_bare_name_is_given_in_full() -> None:
    links = '<a rel="author" href="/author/jan">Jan Roden</a>, <a rel="author" href="/author/mia">Mia Falk</a>'
    above = f'<p class="byline">By {links}</p>'
    linked = article(author={"@type": "Person", "name": "Otto Webber"})
    assert named(web_page(linked=linked, above=above)) == [("Jan Roden", "person"), ("Mia Falk", "person")]
    assert read_document(web_page(linked=linked, above=above)).bylines == ("Jan Roden", "Mia Falk")
    linked = article(author={"@type": "Person", "name": "Mia"})
    assert named(web_page(linked=linked, above='<div class="author-line">Mia Falk</div>')) == [("Mia Falk", "person")]


def test_of_an_authors_card_the_name_alone_counts() -> None:
    role = '<h5 itemprop="jobTitle">Editor for ports and trade</h5>'
    card = f'<div itemprop="author"><img alt=""><h4 itemprop="name">Mia Falk</h4>{role}</div>'
    assert named(web_page(above=card)) == [("Mia Falk", "person")]
    assert named(web_page(below='<div class="author-box"><h4>Mia Falk</h4><p>She likes boats.</p></div>')) == [
        ("Mia Falk", "person")
    ]


def test_who_is_named_in_the_story_is_not_its_author() -> None:
    assert named(web_page(below="<p>The plan was drawn by Otto Webber, and the council paid for it with pleasure.</p>")) == []


@pytest.mark.parametrize(
    ("name", "authors"),
    [("og:article:author", ["Mia Falk"]), ("dc:creator", ["Mia Falk"]), ("author_name", ["Mia Falk"]), ("coauthored", [])],
)
def test_a_meta_element_by_any_name_for_authors_counts(name: str, authors: list[str]) -> None:
    assert [one for one, _ in named(web_page(head=f'<meta name="{name}" content="Mia Falk">'))] == authors


@pytest.mark.parametrize(
    "malice",
    [
        f'<meta name="{"a_" * 900}x" content="Mia Falk">',
        f'<meta name="author" content="{"by von " * 250}">',
        "".join(f'<div class="author-box author-{number}"><p>' for number in range(2000)),
        f"<p>{'Posted by published ' * 5000}</p>",
        "<p>Von A B</p>" * 3000,
    ],
    ids=["name of a meta element", "content of one", "boxes in boxes", "labels in prose", "bylines"],
)
def test_malice_costs_no_time(malice: str) -> None:
    start = time.process_time()
    read_document(
        web_page(head=malice if malice.startswith("<meta") else "", above="" if malice.startswith("<meta") else malice)
    )
    assert time.process_time() - start < 10
