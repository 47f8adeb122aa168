from tests.events import told_events

from sayso.web.views.event_lines import CODES, EventLine, event_lines, name_code


def lines() -> list[EventLine]:
    return [line for own in event_lines(told_events()).values() for line in own]


def test_each_event_is_told_in_words_with_who_to_whom_where_and_when() -> None:
    shelled, denied, burned, threat, looted = lines()
    assert shelled == EventLine("attack (heavy weapons)", "shelled", ("Arland",), ("Borland",), ("Quill",), "2 May 2031", ())
    assert denied.held == ("said not to be so",)
    assert burned.held == ("they say so themselves",)
    assert threat.held == ("to come", "possible")
    assert looted.held == ("they are suspected or accused",)


def test_an_event_without_a_date_has_none() -> None:
    assert [line.happened for line in lines()][1:] == [""] * 4


def test_codes_that_we_have_no_words_for_stand_as_they_are() -> None:
    assert (name_code("BURGLARY", None), name_code(None, None)) == ("BURGLARY", "event")
    assert len(CODES) == 16
