import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import KnowledgeError
from sayso.languages import load_language
from sayso.languages.base import read_lexicon
from sayso.languages.en import lemmas, read_cue
from sayso.records import CUE_KINDS


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("denied", "deny"),
        ("insists", "insist"),
        ("arguing", "argue"),
        ("stopped", "stop"),
        ("wrote", "write"),
        ("criticised", "criticize"),
        ("accuses", "accuse"),
        ("favoured", "favor"),
        ("statements", "statement"),
        ("told", "tell"),
    ],
)
def test_a_form_has_its_lemma(form: str, lemma: str) -> None:
    assert lemma in lemmas(form)


CUES = [
    ("said", "speech"),
    ("According to", "speech"),
    (":", "speech"),
    ("told the Evening Post", "speech"),
    ("went on to say", "speech"),
    ("pointed out", "speech"),
    ("made it abundantly clear", "speech"),
    ("a statement", "speech"),
    ("admitted", "speech"),
    ("confirmed", "speech"),
    ("revealed", "speech"),
    ("announced", "speech"),
    ("warned", "speech"),
    ("a warning", "speech"),
    ("wrote", "writing"),
    ("tweeted", "writing"),
    ("posted on Facebook", "writing"),
    ("reported", "report"),
    ("reportedly", "report"),
    ("citing", "report"),
    ("shows", "report"),
    ("claimed", "claim"),
    ("insisted", "claim"),
    ("maintains", "claim"),
    ("the claim that", "claim"),
    ("alleges", "claim"),
    ("claimed responsibility for", "claim"),
    ("suggesting", "implied"),
    ("hinted", "implied"),
    ("stopped short of saying", "implied"),
    ("denied", "denial"),
    ("rejected", "denial"),
    ("ruled out", "denial"),
    ("pushed back against", "denial"),
    ("took issue with", "denial"),
    ("cast doubt on", "denial"),
    ("declined to comment", "decline"),
    ("refused to comment", "decline"),
    ("refused to confirm", "decline"),
    ("did not respond to", "decline"),
    ("didn’t immediately respond", "decline"),
    ("could not be reached", "decline"),
    ("had no comment", "decline"),
    ("would not say", "decline"),
    ("wouldn't discuss", "decline"),
    ("remained silent", "decline"),
    ("accused", "accusation"),
    ("blamed", "accusation"),
    ("condemned", "accusation"),
    ("lashed out at", "accusation"),
    ("demanded", "demand"),
    ("urged", "demand"),
    ("ordered", "demand"),
    ("called for", "demand"),
    ("called on", "demand"),
    ("promised", "promise"),
    ("vowed", "promise"),
    ("has pledged", "promise"),
    ("threatened", "threat"),
    ("a threat", "threat"),
    ("believes", "belief"),
    ("fear", "belief"),
    ("is widely expected", "belief"),
    ("in her view", "belief"),
    ("for", "belief"),
    ("plans", "intention"),
    ("would like", "intention"),
    ("seeks", "intention"),
    ("saw", "perception"),
    ("seemed", "perception"),
    ("noticed", "perception"),
    ("signed", "decree"),
    ("appointed", "decree"),
    ("under", "decree"),
    ("a ruling", "decree"),
    ("zzz", "other"),
    ("", "other"),
]


@pytest.mark.parametrize(("cue", "kind"), CUES)
def test_a_cue_has_its_kind(cue: str, kind: str) -> None:
    assert read_cue(cue, "", "").kind == kind


def test_every_cue_kind_can_be_reached() -> None:
    assert {kind for _, kind in CUES} == set(CUE_KINDS)


@pytest.mark.parametrize(
    ("before", "cue", "opening", "kind", "polarity"),
    [
        ("", "denied", "that", "denial", "-"),
        ("", "did not deny", "that", "denial", "?"),
        ("has never ", "denied", "that", "denial", "?"),
        ("did not ", "say", "that the dam", "speech", "?"),
        ("", "never said", "that", "speech", "?"),
        ("did not publicly ", "say", "that", "speech", "?"),
        ("", "did not say", "whether the talks", "decline", "+"),
        ("", "not only said", "that", "speech", "+"),
        ("not only ", "said", "that", "speech", "+"),
        ("", "does not believe", "the", "belief", "-"),
        ("", "doubts", "that", "belief", "-"),
        ("", "has no doubt", "that", "belief", "+"),
        ("", "said he did not know", "who", "speech", "+"),
        ("", "refused to comment", "on", "decline", "+"),
    ],
)
def test_negation_decides_the_polarity(before: str, cue: str, opening: str, kind: str, polarity: str) -> None:
    sense = read_cue(cue, before, opening)
    assert (sense.kind, sense.polarity) == (kind, polarity)


@pytest.mark.parametrize(
    ("cue", "opening", "kind"),
    [
        ("told", "to delete the files", "demand"),
        ("asked", "to leave", "demand"),
        ("asked", "whether", "speech"),
        ("told", "that", "speech"),
    ],
)
def test_telling_somebody_to_do_something_is_a_demand(cue: str, opening: str, kind: str) -> None:
    assert read_cue(cue, "", opening).kind == kind


def test_names_inside_a_cue_do_not_decide_it() -> None:
    assert read_cue("spoke with Ruling News about", "", "").lemma == "speak"


def test_a_headline_in_capitals_is_read_as_a_whole() -> None:
    assert read_cue("Is Now Denying", "", "").kind == "denial"


def test_an_interrupted_phrase_is_found_and_a_scattered_one_is_not() -> None:
    assert read_cue("called again on Wednesday for", "", "").kind == "demand"
    assert read_cue("called it a very long and quite pointless wait for", "", "").kind == "speech"


@given(st.text(), st.text(), st.text())
def test_no_text_makes_it_raise(cue: str, before: str, opening: str) -> None:
    sense = read_cue(cue, before, opening)
    assert sense.kind in CUE_KINDS
    assert sense.polarity in {"+", "-", "?"}


def test_a_cue_of_a_megabyte_is_read() -> None:
    """A reading that looked at every word against every other would not come back."""
    assert read_cue("not " * 250_000, "never " * 100_000, "x" * 100_000).kind in CUE_KINDS


def test_any_code_gives_a_language() -> None:
    assert {load_language(code).code for code in ("en", "en-GB", "EN_us", "xx", "", None)} == {"en"}


def test_the_lists_the_stages_ask_for_are_there() -> None:
    lists = load_language("en").lexicon.lists
    assert lists["nouns.anonymous_marks"] >= {"condition of anonymity", "close to"}
    assert {"minister", "president"} <= lists["titles.words"]
    assert "allegedly" in lists["hedges.unnamed"]
    assert "rumoured" in lists["hedges.passives"]


def table(**kinds: dict[str, str]) -> dict[str, object]:
    cues: dict[str, object] = {"small": {"speech": ":"}, "weak": {"words": ""}, **kinds}
    return {"cues": cues, "irregular": {"forms": "say said"}}


def test_a_word_in_two_kinds_is_refused() -> None:
    with pytest.raises(KnowledgeError, match='"call" is a cue of kind speech and of kind demand'):
        read_lexicon("t", table(speech={"words": "call", "phrases": ""}, demand={"words": "call", "phrases": ""}))


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KnowledgeError, match='there is no cue kind "shouting"'):
        read_lexicon("t", table(shouting={"words": "yell", "phrases": ""}))


@pytest.mark.parametrize(
    ("cue", "opening", "kind"),
    [
        ("did not", "respond to a request for comment", "decline"),
        ("did not", "open the gate", "other"),
        ("would", "respond to the letter", "other"),
    ],
)
def test_a_refusal_that_runs_into_the_contents_is_a_decline(cue: str, opening: str, kind: str) -> None:
    assert read_cue(cue, "", opening).kind == kind
