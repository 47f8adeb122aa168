"""Which language a text is in: what is told, what is left open, and that English is never taken for another one."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factory import document
from tests.reading.pages import web_page

from sayso.languages.small_words import fold_accents
from sayso.reading import read_document
from sayso.reading.language import UNKNOWN, Foreign, detect_language, find_foreign, find_language, name_language
from sayso.records import FieldEvidence

PARAGRAPHS = tomllib.loads(Path(__file__).with_name("paragraphs.toml").read_text(encoding="utf-8"))
STORY = (
    "The old bridge over the river will stay shut for two winters, Mayor Ilse Hartog said on Monday. The council had argued "
    "for a long time about what the work would cost, and nobody wants to wait for another year. Fishermen in the harbour fear "
    "that the ferry cannot carry everybody when the schools open in autumn."
)
#: How many of the texts below are mostly names.
NAMES = 13
#: Hard kinds of English: names of other languages, posts, headlines, lists, results, other Englishes.
ENGLISH = (
    "José María de la Cruz met Juan Carlos de los Ángeles in San Sebastián de la Gomera",
    "Luiz Inácio da Silva Prado, Maria das Dores dos Santos and João do Vale e Silva arrive in São Bento",
    "Real Vallis 2, Deportivo de La Senn 1; Atlético de Korva 0, Unión de San Juan 0",
    "Van der Berg beats De Jong; Van den Heuvel and Ter Horst out of the Korva Open",
    "Ilse von der Au und Söhne GmbH buys Société de la Mer et des Ports",
    "Le Petit Journal, La Voz de Senn and Die Neue Zeit shut their Korva bureaus",
    "Charles de Vries, Pierre du Bois, Jean de la Tour, Anne le Goff, Marie des Prés",
    "Al Jabal al Kabir, Wadi al Nahr and Ras al Ain cut off by floods",
    "Nguyen Van Tam, Tran Thi Hoa, Le Van Minh win seats on Port Ellis council",
    "Mayor Ilse Hartog, Tomas Brek, Petra Valk, Idris Falk, Marit Onstad, Anselm Duro, Ada Lund",
    "Restaurant review: coq au vin, crème brûlée and tarte aux pommes at Chez Marie",
    "Film review: La Dame de la Rue des Trois Ponts is a delight",
    "Opera tonight: Il Ritorno del Pescatore, with Anna di Vico and Carlo della Porta",
    "The slogan “No pasarán, la lucha sigue y la calle es de todos” was painted on the town hall, police said.",
    "RT @portgazette: lol smh this ferry tho 😂😂 #bridgeton #ferryfail https://gazette.example/1",
    "omg i cant even rn, bridge closed AGAIN?? im so done w this town tbh",
    "u gotta b kidding me, no bus no ferry no nothin til monday lmao",
    "gm fam!! big day 2day, tix r on sale @ noon dont sleep on it 🔥🔥",
    "@mayorhartog pls fix da road ty",
    "BREAKING BREAKING BREAKING: BRIDGE SHUT!!! #bridgeton #orrin #storm",
    "Wagwan my people, dem man say di road dun close innit",
    "Abeg who get light for this area? NEPA don take am again o",
    "Och aye, the wee ferry's awa again, ye cannae get hame the nicht",
    "Bridge shut",
    "Minister denies prison beatings report",
    "Storm: thousands without power, hikers missing",
    "Fish talks collapse; Korvia blames Isles",
    "Hartog wins, Brek out, Valk quits",
    "STOCKS SLIDE AS OIL JUMPS, KORVIAN CROWN HITS RECORD LOW",
    "Three dead, nine hurt in Senn cannery fire",
    "Ferry strike: union boss vows no let-up",
    "Exclusive: inside Port Ellis harbour board's secret land deals",
    "In pictures: winter storm batters coast",
    "Orrin dam gates opened late, report finds",
    "Q4 EPS $1.12 vs est. $1.05; rev $3.4bn vs $3.2bn; FY guidance raised",
    "Mon 12C rain, Tue 9C showers, Wed 11C sunny, Thu 8C fog, Fri 10C cloudy, Sat 7C snow",
    "Hartog 54.2, Falk 31.9, Onstad 8.0, Reed 3.3, spoilt papers 2.6",
    "HARTOG: Inspections are not repairs. BREK: They come first, mayor.",
    "Recipe: 200g flour, 3 eggs, 1 pinch salt, 250ml milk, butter for frying",
    "Senn Rovers: Falk; Reed, Duro, Lund, Onstad; Brek, Kell, Valk; Hartog, Prado, Tam",
    "https://gazette.example/le-pont-de-la-riviere-est-ferme-pour-deux-hivers @lepont #lepont",
    "Über-cool café décor, naïve façades: Port Ellis gets its first maison de thé",
)  # fmt: skip


@pytest.mark.parametrize("code", PARAGRAPHS)
def test_a_paragraph_is_told_by_its_language(code: str) -> None:
    assert detect_language(PARAGRAPHS[code]) == code


@pytest.mark.parametrize("code", PARAGRAPHS)
def test_capitals_missing_accents_and_a_cut_end_change_nothing(code: str) -> None:
    text = PARAGRAPHS[code]
    forms = (text.upper(), fold_accents(text), " ".join(text.split()[:40]))
    assert all(detect_language(form) not in {None, "en"} for form in forms)


def test_the_paragraphs_are_in_many_languages_and_long_enough() -> None:
    assert len(PARAGRAPHS) >= 20
    assert all(len(text.split()) >= 40 for code, text in PARAGRAPHS.items() if code not in {"zh", "ja", "ko", "he"})


@pytest.mark.parametrize("text", ENGLISH)
def test_hard_english_is_never_another_language(text: str) -> None:
    assert len(ENGLISH) >= 40
    assert detect_language(text) in {None, "en"}


@pytest.mark.parametrize("text", ENGLISH[NAMES:])
def test_nor_in_capitals_or_small_letters(text: str) -> None:
    """Where names cannot be told from words, a list of nothing but names may fall either way; these are more than that."""
    assert detect_language(text.upper()) in {None, "en"}
    assert detect_language(text.lower()) in {None, "en"}


def test_hard_english_together_is_still_english() -> None:
    assert detect_language("\n".join(ENGLISH)) == "en"


@pytest.mark.parametrize(
    "text", ["", " \n", "123 456", "Pont fermé", "La la la la la la la la la la la la", "!" * 500, "\U0001f30a" * 90]
)
def test_what_is_short_or_no_text_is_left_open(text: str) -> None:
    assert detect_language(text) is None


def test_a_running_text_in_no_known_language_is_unknown() -> None:
    text = "vurk amelo kirsan dolbe ferrat ungo misk plavori " * 8
    assert detect_language(text) == UNKNOWN
    assert find_language(text, "qaa")[0].value == "qaa"
    assert name_language(UNKNOWN) is None


def test_a_list_of_names_is_not() -> None:
    assert detect_language("Vurk Amelo, Kirsan Dolbe, Ferrat Ungo, Misk Plavori, " * 8) is None


@pytest.mark.parametrize("code", ["fr", "de", "es", "zh", "ru", "ar"])
def test_an_english_story_with_a_foreign_quotation_is_english(code: str) -> None:
    quotation = PARAGRAPHS[code][:160]
    text = f"{STORY}\n\n“{quotation},” she said.\n\n{STORY}\n\n{STORY}"
    assert detect_language(text) == "en"


def test_an_english_story_under_a_foreign_menu_is_english() -> None:
    menu = "Accueil\nPolitique\nSociété\nÉconomie\nCulture\nSports\nMétéo\nAbonnez-vous\nMon compte\nToute l'actualité du jour"
    assert detect_language(f"{menu}\n\n{STORY}\n\n{STORY}\n\n{menu}") == "en"


def test_a_foreign_story_with_an_english_quotation_is_foreign() -> None:
    text = f"{PARAGRAPHS['de']}\n\n„We have put this off for ten years“, sagte sie.\n\n{PARAGRAPHS['de']}\n\n{PARAGRAPHS['de']}"
    assert detect_language(text) == "de"


def test_a_text_half_in_another_language_is_read_with_a_part_named() -> None:
    found = find_language("\n\n".join((STORY, PARAGRAPHS["fr"], STORY, PARAGRAPHS["fr"])), "en")
    assert [one.value for one in found] == ["en", "en", "fr"]
    assert find_foreign(document(evidence=found)) == Foreign("fr", is_all=False)


@pytest.mark.parametrize(("declared", "language"), [("en", "fr"), ("fr", "fr"), ("", "fr"), ("de-AT", "fr")])
def test_a_declaration_does_not_decide_whether_a_text_is_foreign(declared: str, language: str) -> None:
    found = find_language(PARAGRAPHS["fr"], declared)
    assert found[0].value == language
    assert find_foreign(document(language=language, evidence=found)) == Foreign(language, is_all=True)


def test_nor_does_it_make_an_english_text_foreign() -> None:
    assert find_foreign(document(evidence=find_language(STORY, "fr"))) is None
    assert find_foreign(document(language="fr", evidence=find_language("Bridge shut", "fr"))) is None


@pytest.mark.parametrize(("code", "declared"), [("da", "no"), ("id", "ms"), ("hr", "bs"), ("es", "gl")])
def test_a_declaration_names_a_close_language_better(code: str, declared: str) -> None:
    found = find_language(PARAGRAPHS[code], declared)
    assert found[0].value == declared
    foreign = find_foreign(document(language=declared, evidence=found))
    assert foreign == Foreign(declared, is_all=True)
    assert name_language(declared)


def test_a_page_is_judged_by_its_story_not_by_its_chrome() -> None:
    menu = "<nav>Accueil Politique Société Économie Culture Sports Météo, tous les articles de la semaine et du mois</nav>"
    read = read_document(web_page(lang="fr", above=menu, footer=PARAGRAPHS["fr"]))
    assert read.language == "en"
    assert find_foreign(read) is None


def test_evidence_of_other_fields_is_no_evidence() -> None:
    assert find_foreign(document(evidence=(FieldEvidence("title", "de", "small words of the text", None),))) is None


@given(st.text(max_size=3000))
def test_any_text_is_taken(text: str) -> None:
    found = detect_language(text)
    assert found is None or found == UNKNOWN or name_language(found)


@pytest.mark.parametrize("piece", ["a", "a@", "@", "die ", "的", "a\n", "\u0301", "http://", "ا ", "é"])
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    start = time.process_time()
    detect_language(piece * (300_000 // len(piece)))
    assert time.process_time() - start < 3
