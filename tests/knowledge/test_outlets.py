"""The table of outlets: what it must hold, and how a house is found in it."""

import pytest

from sayso.errors import KnowledgeError
from sayso.knowledge.outlets import KINDS, Outlets, fold_name, load_outlets, read_outlets

#: ISO 3166-1 alpha-2, the codes in use.
CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY
BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK
FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR
IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK
ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF
TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
COUNTRIES = frozenset(CODES.split())
NAMES = """
Reuters, Associated Press, Agence France-Presse, dpa, UPI, TASS, RIA Novosti, Sputnik, Xinhua,
Anadolu Agency, IRNA, Fars, SANA, PTI, ANI, Kyodo, Yonhap, EFE, ANSA, APA, Interfax, Ukrinform, Bernama,
MENA, WAM, KUNA, Petra, NNA, Al Akhbar, Al Manar, Al Mayadeen, PressTV, Al Jazeera, Al Arabiya, Haaretz,
Breitbart, Huffington Post, New York Times, Politico, USA Today, Washington Post, Western Journalism,
GlobalSecurity.org, BBC News, Der Spiegel, Le Monde
"""
WANTED = [name.strip() for name in NAMES.split(",")]


@pytest.fixture
def outlets() -> Outlets:
    return load_outlets()


def test_the_table_is_large_enough_and_each_row_is_whole(outlets: Outlets) -> None:
    assert len(outlets.rows) >= 400
    for row in outlets.rows:
        assert row.id == row.id.lower().replace(" ", "-")
        assert row.kind in KINDS
        assert row.country is None or row.country in COUNTRIES, row
        assert row.domains
        assert all(domain == domain.lower() and "." in domain and "/" not in domain for domain in row.domains), row
        assert not any(domain.startswith("www.") for domain in row.domains), row


def test_ids_and_names_and_domains_belong_to_one_row_each(outlets: Outlets) -> None:
    assert len({row.id for row in outlets.rows}) == len(outlets.rows)
    assert sum(len(set(map(fold_name, row.names))) for row in outlets.rows) == len(outlets.names)
    assert sum(len(row.domains) for row in outlets.rows) == len(outlets.domains)


def test_every_name_and_domain_finds_its_own_row(outlets: Outlets) -> None:
    for row in outlets.rows:
        assert all(outlets.by_name(name) is row for name in row.names)
        assert all(outlets.by_domain(f"www.{domain}") is row for domain in row.domains)


def test_whose_an_outlet_is_is_said_only_with_a_source_and_its_date(outlets: Outlets) -> None:
    said = [(row, fact) for row in outlets.rows for fact in (row.owner, row.funder, row.control) if fact is not None]
    assert len({row.id for row, _ in said}) >= 40
    for row, fact in said:
        assert fact.text.strip(), row
        assert fact.source.strip(), row
        assert "1900" < fact.date[:4] <= "2024", row


def test_what_is_said_of_outlets_is_said_in_many_countries(outlets: Outlets) -> None:
    said = {row.country for row in outlets.rows if row.owner or row.funder or row.control}
    assert len(said) >= 20
    assert {"US", "GB", "RU", "CN", "IR", "IL", "DE", "FR"} <= said


def test_an_outlet_of_which_nothing_is_known_says_nothing(outlets: Outlets) -> None:
    row = outlets.by_name("Naharnet")
    assert row is not None
    assert (row.owner, row.funder, row.control) == (None, None, None)


@pytest.mark.parametrize("name", WANTED)
def test_the_houses_that_news_most_often_comes_from_are_there(outlets: Outlets, name: str) -> None:
    assert outlets.by_name(name) is not None


@pytest.mark.parametrize(
    ("written", "outlet"),
    [
        ("the Associated Press", "associated-press"),
        ("A.P.", "associated-press"),
        ("AL-AKHBAR", "al-akhbar"),
        ("Ha’aretz", "haaretz"),
        ("hurriyet", "hurriyet"),
        ("Times of India", "times-of-india"),
        ("The Reuters", "reuters"),
        ("Stars & Stripes", "stars-and-stripes"),
        ("“Le Monde”,", "le-monde"),
    ],
)
def test_case_articles_accents_and_punctuation_do_not_matter(outlets: Outlets, written: str, outlet: str) -> None:
    found = outlets.by_name(written)
    assert found is not None
    assert found.id == outlet


@pytest.mark.parametrize(
    "written", ["", "Sun", "Times", "The", "Mirror", "Daily Star", "ABC News", "nobody's paper", "x" * 100_000]
)
def test_a_name_that_is_none_or_several_finds_nothing(outlets: Outlets, written: str) -> None:
    assert outlets.by_name(written) is None


@pytest.mark.parametrize(
    ("host", "outlet"),
    [
        ("edition.cnn.com", "cnn"),
        ("news.bbc.co.uk:8080", "bbc"),
        ("WWW.REUTERS.COM.", "reuters"),
        ("economictimes.indiatimes.com", "economic-times-india"),
        ("web.archive.org", "internet-archive"),
    ],
)
def test_a_host_finds_the_outlet_whose_domain_it_lies_below(outlets: Outlets, host: str, outlet: str) -> None:
    found = outlets.by_domain(host)
    assert found is not None
    assert found.id == outlet


@pytest.mark.parametrize("host", ["", ".", "com", "notreuters.com", "reuters.com.example", "a." * 50_000])
def test_a_host_that_only_resembles_a_domain_finds_nothing(outlets: Outlets, host: str) -> None:
    assert outlets.by_domain(host) is None


OWNED = '[a]\nname = "A"\nkind = "agency"\ndomains = []\n{}\n'
ROW = '[{id}]\nname = "{name}"\nkind = "agency"\ndomains = ["{domain}"]\n'


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("[a", "damaged"),
        ('[a]\nname = "A"\ndomains = []\n', "damaged"),
        ('[a]\nname = "A"\nkind = "organ"\ndomains = []\n', "kind"),
        ("a = 1\n", "damaged"),
        (OWNED.format('owner = "Holding"'), "owner needs a text, a source and a date"),
        (OWNED.format('owner.text = "Holding"\nowner.source = "Register"'), "owner needs"),
        (OWNED.format('funder.text = "Fund"\nfunder.date = "2020"'), "funder needs"),
        (OWNED.format('control.text = "Law"\ncontrol.source = " "\ncontrol.date = "2020"'), "control needs"),
        (OWNED.format('control.text = "Law"\ncontrol.source = "Gazette"\ncontrol.date = "May 2020"'), "no ISO day"),
        (OWNED.format('owner.text = "H"\nowner.source = "R"\nowner.date = "2020"\nowner.score = "1"'), "owner needs"),
        (
            ROW.format(id="a", name="The Post", domain="a.example") + ROW.format(id="b", name="the post", domain="b.example"),
            "share",
        ),
        (ROW.format(id="a", name="One", domain="a.example") + ROW.format(id="b", name="Two", domain="a.example"), "share"),
    ],
)
def test_a_damaged_table_says_what_is_wrong(table: str, says: str) -> None:
    with pytest.raises(KnowledgeError, match=says):
        read_outlets(table)
