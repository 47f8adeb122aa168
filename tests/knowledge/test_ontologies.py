from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import KnowledgeError
from sayso.knowledge.ontologies import check_ontology, load_cameo, load_plover, read_crosswalk, read_ontology

HEAD = 'name = "mine"\nversion = "1"\nschema = 1\nonto = "plover"\n'


def test_plover_is_whole() -> None:
    plover = load_plover()
    assert plover.label == "plover/2"
    assert len(plover.events) == 16
    assert sum(len(kind.modes) for kind in plover.events.values()) == 67
    assert len(plover.contexts) == 37
    assert all(kind.about.endswith(".") for kind in plover.events.values())


def test_scores_are_those_of_the_mode_where_it_has_one() -> None:
    plover = load_plover()
    assert plover.score("ACCUSE") == -2
    assert plover.score("ASSAULT", "aerial") == -9.5
    assert plover.score("PROTEST", "vandalize") == -5
    assert plover.score("NONE") is None


@pytest.mark.parametrize(
    ("code", "future", "negated", "expected"),
    [
        ("RETREAT", True, False, "CONCEDE"),
        ("CONCEDE", True, False, "CONCEDE"),
        ("ASSAULT", True, False, "THREATEN"),
        ("ASSAULT", False, True, "RETREAT"),
        ("ASSAULT", True, True, "AGREE"),
        ("COOPERATE", False, True, "SANCTION"),
        ("ACCUSE", True, False, "ACCUSE"),
        ("CONSULT", False, False, "CONSULT"),
    ],
)
def test_the_strict_view_says_future_and_negated_in_one_word(code: str, future: bool, negated: bool, expected: str) -> None:
    assert load_plover().reduce(code, future=future, negated=negated) == expected


def test_a_hypothetical_assault_is_a_threat() -> None:
    assert load_plover().reduce("ASSAULT", future=False, negated=False, hypothetical=True) == "THREATEN"


def test_cameo_leads_there_and_back() -> None:
    cameo, plover = load_cameo(), load_plover()
    assert len(cameo.codes) > 250
    assert cameo.codes["163"] == ("SANCTION", "discontinue", ("diplomatic",))
    assert cameo.codes["195"][:2] == ("ASSAULT", "aerial")
    assert set(cameo.acts) == {f"01{digit}" for digit in range(10)}
    for code, kind in plover.events.items():
        for mode in (None, *kind.modes):
            back = cameo.code_of(code, mode)
            assert back is not None
            assert cameo.codes[back][0] in (code, "CONCEDE", "RETREAT", "THREATEN", "ACCUSE", "SANCTION"), (code, mode, back)


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_crosswalk_that_is_right_has_no_faults_but_what_it_leaves_out(tmp_path: Path) -> None:
    every = "".join(f'{code} = "X"\n' for code in load_plover().events)
    assert check_ontology(write(tmp_path, HEAD + "[back]\n" + every)) == ()
    (line,) = check_ontology(write(tmp_path, HEAD + "[back]\n" + every.replace('AID = "X"\n', "")))
    assert line == "AID: events that it gives no code; they keep PLOVER's"


def test_labels_that_nobody_can_reach_are_reported(tmp_path: Path) -> None:
    text = (
        HEAD + '[codes]\nBOMB = ["ASSAULT", "aerial", []]\n[[rules]]\ncode = "SHOT"\nevents = ["ASSAULT"]\ntriggers = ["zap"]\n'
    )
    found = check_ontology(write(tmp_path, text), frozenset({"shoot"}))
    assert "BOMB: no rule and no line of [back] leads to it, so no event will ever have it" in found
    assert "[[rules]] 1: none of its triggers is ever found (zap)" in found


def test_a_rule_behind_a_wider_one_is_reported(tmp_path: Path) -> None:
    text = (
        HEAD + '[[rules]]\ncode = "A"\nevents = ["ASSAULT"]\n[[rules]]\ncode = "B"\nevents = ["ASSAULT"]\nmodes = ["drone"]\n'
    )
    assert "[[rules]] 2: an earlier rule always decides first" in check_ontology(write(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "name, schema, version missing"),
        ('name = "a"\nversion = "1"\nschema = 9\n', "schema 9 is not the one we read"),
        (HEAD.replace("plover", "cameo"), "is no ontology we have"),
        (HEAD + '[codes]\nX = ["BOMB", "", []]\n', "'BOMB' is no event of plover/2"),
        (HEAD + '[codes]\nX = ["ASSAULT", "phone", []]\n', "'phone' is no mode of ASSAULT"),
        (HEAD + '[codes]\nX = ["ASSAULT", "", ["weather"]]\n', "'weather' is no context"),
        (HEAD + '[codes]\nX = "ASSAULT"\n', "write [EVENT, MODE, [CONTEXT, …]]"),
        (HEAD + "[[rules]]\nevents = []\n", "it gives no code"),
        (HEAD + '[codes]\nX = ["ASSAULT", "", 3]\n', "write [EVENT, MODE, [CONTEXT, …]]"),
        (HEAD + '[[rules]]\ncode = "X"\ntriggers = "shoot"\n', "[[rules]] 1: triggers: write a list of words"),
        (HEAD + '[[rules]]\ncode = "X"\ntriger = ["shoot"]\n', "[[rules]] 1: triger: no rule asks for this"),
        (HEAD + '[[rules]]\ncode = "X"\nmode = 3\n', "[[rules]] 1: mode: write a word"),
        (HEAD + '[rules]\ncode = "X"\n', "rules: write [[rules]] above each of them"),
        (HEAD + 'back = "X"\n', "[back] is no table"),
        (HEAD + "[back]\nASSAULT = 3\n", "[back] ASSAULT: write a code in quotation marks"),
        (HEAD + "[bakc]\nASSAULT = 'X'\n", "bakc: nobody reads this"),
        (HEAD + '[back]\n"ASSAULT.phone" = "X"\n', "'phone' is no mode of ASSAULT"),
        (
            'name = "a"\nversion = "1"\nschema = 1\n[events.X]\nquad = 1\nscore = 1\nabout = "x"\nmodes = { a = 3 }\n',
            "[events.X.modes] a: write {}",
        ),
        (
            'name = "a"\nversion = "1"\nschema = 1\n[events.X]\nquad = 1\nscore = 1\nabout = "x"\n',
            "no label of it can be reached",
        ),
    ],
)
def test_what_is_wrong_is_one_line_each(tmp_path: Path, text: str, line: str) -> None:
    assert any(line in found for found in check_ontology(write(tmp_path, text)))


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="it cannot be read"):
        check_ontology(tmp_path / "none.toml")
    with pytest.raises(KnowledgeError, match="it is no TOML"):
        check_ontology(write(tmp_path, "name = "))
    with pytest.raises(KnowledgeError, match="quad = 1 to 4"):
        read_ontology({"name": "a", "version": "1", "schema": 1, "events": {"X": {"about": "x", "quad": 5, "score": 0}}}, "x")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "ASSAULT", "aerial", "plover", "ASSAULT.aerial", "X"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["code", "events", "ASSAULT", "X"]), inner, max_size=3)
    ),
    max_leaves=8,
)
PARTS = st.dictionaries(st.sampled_from(["codes", "back", "rules", "acts", "events", "onto", "name", "reductions"]), VALUES)


@given(PARTS)
def test_whatever_a_file_has_in_the_wrong_place_is_told_and_nothing_breaks(parts: dict[str, object]) -> None:
    plain = {"name": "mine", "version": "1", "schema": 1, "onto": "plover", **parts}
    for read in (lambda: read_crosswalk(plain, "mine.toml", load_plover()), lambda: read_ontology(plain, "mine.toml")):
        with suppress(KnowledgeError):
            read()
