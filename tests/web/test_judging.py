import re
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, Route, expect
from tests.factory import analysis

from sayso.records import Analysis, Claim
from sayso.web.house import House

SCRIPT = {"x-sayso-part": "1"}


@pytest.fixture
def document(house: House) -> str:
    """The example page that says most."""
    found = [house.ledger.analysis(one) for one in house.ledger.documents()]
    return max(found, key=lambda one: len(one.claims)).document.id


def open_document(house: House, document: str) -> Analysis:
    return house.ledger.reviewed(document).analysis


def told(house: House, document: str) -> Claim:
    """A claim of somebody other than the publisher, whose contents are those of its attribution."""
    read = open_document(house, document)
    by_id = {one.id: one for one in read.attributions}
    return next(
        claim
        for claim in read.claims
        if claim.chain[-1].attribution in by_id
        and by_id[str(claim.chain[-1].attribution)].contents == claim.contents
        and claim.chain[-1].role == "source"
    )


def fields(client: TestClient, house: House, **more: Any) -> dict[str, Any]:
    client.cookies.set("sayso_token", house.token)
    return {"token": house.token, "back": "/review", **more}


def state(house: House, document: str, row: str) -> str:
    return house.ledger.reviewed(document).reviews[row].state


def stamp_of(client: TestClient, claim: str) -> str:
    """The stamp that the buttons of a claim carry."""
    found = re.search(rf'name="row" value="({claim}:[0-9a-f]+)"', client.get(f"/review/card/{claim}").text)
    assert found is not None
    return found[1]


# --- forms ---


def test_accepting_leads_back_to_where_one_was_and_says_so(client: TestClient, house: House, document: str) -> None:
    claim = told(house, document)
    back = f"/d/{document}?edit=1"
    answer = client.post("/judge", data=fields(client, house, row=claim.id, action="accept", back=back))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/d/{document}?edit=1&did=accept")
    assert answer.headers["location"].endswith(f"#c-{claim.id}")
    assert state(house, document, claim.id) == "accepted"
    page = client.get(answer.headers["location"])
    assert "Accepted." in page.text
    undo = re.search(r'name="judgement" value="(j[0-9a-f]{24})"', page.text)
    assert undo is not None
    client.post("/undo", data=fields(client, house, judgement=undo[1]))
    assert state(house, document, claim.id) == "machine"


def test_a_script_gets_what_came_of_it(client: TestClient, house: House, document: str) -> None:
    claim = told(house, document)
    answer = client.post("/judge", data=fields(client, house, row=claim.id, action="reject"), headers=SCRIPT)
    assert answer.status_code == 200
    assert "Rejected." in answer.text
    assert f'data-rows="{claim.id}"' in answer.text


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/a\nb"]
)
def test_nobody_is_sent_to_another_site(client: TestClient, house: House, document: str, back: str) -> None:
    claim = told(house, document)
    answer = client.post("/judge", data=fields(client, house, row=claim.id, action="accept", back=back))
    assert answer.headers["location"].startswith("/?did=accept")


def test_a_decision_is_not_made_twice(client: TestClient, house: House, document: str) -> None:
    claim = told(house, document)
    first = fields(client, house, row=claim.id, action="accept")
    client.post("/judge", data=first)
    before = house.ledger.counts().judgements
    answer = client.post("/judge", data=first)
    assert answer.status_code == 409
    assert "You accepted this already" in answer.text
    assert house.ledger.counts().judgements == before


def test_a_row_that_changed_since_is_not_decided_unseen(client: TestClient, house: House, document: str) -> None:
    claim = told(house, document)
    seen = stamp_of(client, claim.id)
    house.ledger.judge(claim.id, "reject", "ana")
    answer = client.post("/judge", data=fields(client, house, row=seen, action="accept"))
    assert answer.status_code == 409
    assert "not as it was when you saw it" in answer.text
    again = client.post("/judge", data=fields(client, house, row=seen, action="accept", sure="1"))
    assert again.status_code == 303


def test_two_who_disagree_are_both_shown(client: TestClient, house: House, document: str) -> None:
    claim = told(house, document)
    house.ledger.judge(claim.id, "reject", "ana", "no such words")
    client.post("/judge", data=fields(client, house, row=claim.id, action="accept"))
    for address in (f"/d/{document}", f"/review/card/{claim.id}"):
        page = client.get(address).text
        assert "People disagree." in page
        assert re.search(r"rejected by <bdi>ana</bdi>.*no such words.*accepted by <bdi>tester</bdi>", page, re.DOTALL)


def test_only_what_is_ticked_is_decided_and_all_of_it_undone_at_once(client: TestClient, house: House, document: str) -> None:
    rows = [claim.id for claim in open_document(house, document).claims[:5]]
    answer = client.post("/judge", data=fields(client, house, row=rows[:3], action="accept"))
    assert [state(house, document, row) for row in rows] == ["accepted"] * 3 + ["machine"] * 2
    assert "n=3" in answer.headers["location"]
    client.post("/undo", data=fields(client, house))
    assert [state(house, document, row) for row in rows] == ["machine"] * 5


def test_undo_goes_back_one_by_one_and_can_be_undone(client: TestClient, house: House, document: str) -> None:
    one, other = (claim.id for claim in open_document(house, document).claims[:2])
    for row in (one, other):
        client.post("/judge", data=fields(client, house, row=row, action="reject"))
    answer = client.post("/undo", data=fields(client, house))
    assert [state(house, document, row) for row in (one, other)] == ["rejected", "machine"]
    again = re.search(r"undo=(j[0-9a-f]{24})", answer.headers["location"])
    assert again is not None
    client.post("/undo", data=fields(client, house, judgement=again[1]))
    assert state(house, document, other) == "rejected"
    for _ in range(2):
        client.post("/undo", data=fields(client, house))
    assert [state(house, document, row) for row in (one, other)] == ["machine", "machine"]
    assert client.post("/undo", data=fields(client, house)).status_code == 409


def test_words_are_changed_by_ticking_them(client: TestClient, house: House, document: str) -> None:
    claim = told(house, document)
    page = client.get(f"/c/{claim.id}/edit").text
    ticked = re.findall(r'name="contents" value="(\d+-\d+)" checked', page)
    others = {role: re.findall(rf'name="{role}" value="(\d+-\d+)" checked', page) for role in ("sources", "cue", "channel")}
    shown = re.search(r'name="shown" value="([^"]+)"', page)
    assert shown is not None
    form = fields(client, house, shown=shown[1], contents=ticked, **others)
    same = client.post(f"/c/{claim.id}/edit", data=form)
    assert same.status_code == 400
    assert "nothing was changed" in same.text
    answer = client.post(f"/c/{claim.id}/edit", data=form | {"contents": ticked[:-1]})
    assert answer.status_code == 303
    now = next(one for one in open_document(house, document).claims if one.id == claim.id)
    assert now.contents[-1].end == int(ticked[-2].partition("-")[2])
    assert state(house, document, claim.id) == "edited"


def test_a_claim_without_words_is_refused_in_one_line(client: TestClient, house: House, document: str) -> None:
    claim = told(house, document)
    answer = client.post(f"/c/{claim.id}/edit", data=fields(client, house, shown="sources cue contents"))
    assert answer.status_code == 400
    assert "tick what is said" in answer.text


def test_somebody_else_says_it(client: TestClient, house: House, document: str) -> None:
    claim = told(house, document)
    assert str(claim.chain[-1].name) in client.get(f"/c/{claim.id}/speaker").text
    form = fields(client, house, speaker="name", name="Ilse Hartog")
    assert client.post(f"/c/{claim.id}/speaker", data=form).status_code == 303
    now = next(one for one in open_document(house, document).claims if one.id == claim.id)
    assert (now.chain[-1].name, now.chain[-1].basis) == ("Ilse Hartog", "stated")
    assert [hop.name for hop in now.chain[:-1]] == [hop.name for hop in claim.chain[:-1]]
    client.post(f"/c/{claim.id}/speaker", data=fields(client, house, speaker="own"))
    now = next(one for one in open_document(house, document).claims if one.id == claim.id)
    assert all(hop.role != "source" for hop in now.chain)


def test_a_hop_is_put_in_disputed_and_taken_out(client: TestClient, house: House, document: str) -> None:
    claim = told(house, document)
    last = len(claim.chain) - 1
    form = {"new-name": "Radio Korvia", "new-before": str(last), "new-polarity": "+", f"polarity-{last}": "-"}
    assert client.post(f"/c/{claim.id}/chain", data=fields(client, house, **form)).status_code == 303
    now = next(one for one in open_document(house, document).claims if one.id == claim.id)
    assert [(hop.name, hop.polarity) for hop in now.chain[-2:]] == [("Radio Korvia", "+"), (claim.chain[-1].name, "-")]
    client.post(f"/c/{claim.id}/chain", data=fields(client, house, **{f"drop-{last}": "1"}))
    now = next(one for one in open_document(house, document).claims if one.id == claim.id)
    assert len(now.chain) == len(claim.chain)


def test_what_was_missed_is_added_and_a_passage_checked(client: TestClient, house: House, document: str) -> None:
    read = open_document(house, document)
    block = next(block for block in read.document.blocks if block.role == "body")
    page = client.get(f"/d/{document}/add?at={block.span.start}").text
    words = re.findall(r'name="contents" value="(\d+-\d+)"', page)
    cues = {span.start for one in read.attributions for span in one.cue}
    free = [word for word in words if int(word.partition("-")[0]) not in cues]
    form = fields(client, house, sources=free[:1], cue=free[1:2], contents=free[2:6])
    assert client.post(f"/d/{document}/add", data=form).status_code == 303
    added = [claim for claim in open_document(house, document).claims if claim.review == "added"]
    assert len(added) == 1
    nothing = client.post(f"/d/{document}/add", data=fields(client, house))
    assert nothing.status_code == 400
    span = f"{block.span.start}-{block.span.end}"
    client.post(f"/d/{document}/check", data=fields(client, house, passage=span))
    assert house.ledger.reviewed(document).checked == (block.span,)
    assert 'class="chip">checked' in client.get(f"/d/{document}/edit").text


def test_parties_are_joined_and_taken_apart(client: TestClient, house: House, document: str) -> None:
    read = open_document(house, document)
    claim = next(one for one in read.claims if any(hop.actor for hop in one.chain))
    left = next(hop.actor for hop in reversed(claim.chain) if hop.actor)
    right = next(actor.id for actor in read.actors if actor.id != left)
    form = fields(client, house, left=left, right=right, action="accept")
    assert client.post(f"/c/{claim.id}/actors", data=form).status_code == 303
    page = client.get(f"/c/{claim.id}/actors").text
    assert "one with" in page
    undo = re.search(r'name="judgement" value="(j[0-9a-f]{24})"', page)
    assert undo is not None
    client.post("/undo", data=fields(client, house, judgement=undo[1]))
    assert "Decided before" not in client.get(f"/c/{claim.id}/actors").text


def test_a_comment_decides_nothing(client: TestClient, house: House, document: str) -> None:
    claim = told(house, document)
    client.post(f"/c/{claim.id}/comment", data=fields(client, house, note="<b>look again</b>"))
    assert state(house, document, claim.id) == "machine"
    assert "&lt;b&gt;look again&lt;/b&gt;" in client.get(f"/d/{document}").text


@pytest.mark.parametrize(
    "address",
    [
        "/judge",
        "/undo",
        "/c/{claim}/edit",
        "/c/{claim}/speaker",
        "/c/{claim}/chain",
        "/c/{claim}/actors",
        "/c/{claim}/comment",
        "/d/{document}/add",
        "/d/{document}/check",
    ],
)
def test_no_change_without_the_token(client: TestClient, house: House, document: str, address: str) -> None:
    claim = told(house, document)
    before = house.ledger.counts()
    answer = client.post(address.format(claim=claim.id, document=document), data={"action": "accept", "row": claim.id})
    assert answer.status_code == 403
    assert house.ledger.counts() == before


@pytest.mark.parametrize("pieces", [["x-y"], ["5"], ["9-5"], ["0-99999999"], ["-1-4"], ["٣-٤"], ["1-2; drop"]])
def test_places_that_are_none_are_told(client: TestClient, house: House, document: str, pieces: list[str]) -> None:
    answer = client.post(f"/d/{document}/check", data=fields(client, house, passage=pieces))
    assert answer.status_code == 400
    assert house.ledger.reviewed(document).checked == ()


def test_forms_show_hostile_words_as_words(client: TestClient, house: House) -> None:
    words = "<script>alert(1)</script>\" onfocus='alert(1)' {{ 7*7 }}"
    read = analysis((words, "said", f"{words} was late"), title=words, url="https://news.example/hostile")
    house.ledger.add([read])
    claim, document = read.claims[0].id, read.document.id
    house.ledger.judge(claim, "comment", words, words)
    forms = ("edit", "speaker", "chain", "actors", "comment")
    places = [f"/d/{document}/{form}" for form in ("edit", "add", "check")] + [f"/review/card/{claim}", "/review/log"]
    for address in (*places, *(f"/c/{claim}/{form}" for form in forms)):
        for headers in ({}, SCRIPT):
            answer = client.get(address, params={"back": "javascript:alert(1)", "name": words, "user": words}, headers=headers)
            assert answer.status_code == 200, address
            assert "<script>alert" not in answer.text
            assert "javascript:" not in answer.text
            assert not re.search(r"<[^>]* onfocus='", answer.text)


# --- in a browser ---


def choose_card(page: Page, claim: str) -> None:
    """Walk to a card by keyboard alone."""
    for _ in range(80):
        page.keyboard.press("j")
        if page.evaluate("document.activeElement.dataset.claim") == claim:
            return
    raise AssertionError("j never came to the card")


def open_sheet(page: Page, key: str) -> None:
    """Open a form by its key."""
    page.keyboard.press(key)
    expect(page.locator("dialog#sheet")).to_be_visible()


def test_a_story_is_corrected_by_keyboard_alone(page: Page, house: House, document: str) -> None:
    claim = told(house, document)
    page.goto(f"/d/{document}")
    status = page.locator("#status")
    card = page.locator(f"#c-{claim.id}")
    choose_card(page, claim.id)
    page.keyboard.press("a")
    expect(status).to_contain_text("Accepted.")
    expect(card.locator(".chip.review")).to_have_text("accepted")
    expect(card).to_be_focused()
    page.keyboard.press("a")
    expect(status).to_contain_text("You accepted this already")
    page.keyboard.press("u")
    expect(card.locator(".chip.review")).to_have_text("unreviewed")
    page.keyboard.press("x")
    expect(card.locator(".chip.review")).to_have_text("rejected")
    page.keyboard.press("u")
    expect(status).to_contain_text("Undone.")
    expect(card.locator(".chip.review")).to_have_text("unreviewed")
    # the words
    open_sheet(page, "e")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Changed.")
    expect(card.locator(".chip.review")).to_have_text("edited")
    now = next(one for one in open_document(house, document).claims if one.id == claim.id)
    assert claim.contents[0].start < now.contents[0].start
    assert now.contents[-1].end < claim.contents[-1].end
    # another speaker
    expect(card).to_be_focused()
    open_sheet(page, "s")
    page.keyboard.press("ArrowDown")
    chosen = page.evaluate("document.activeElement.closest('label').querySelector('bdi').textContent")
    page.keyboard.press("Enter")
    expect(card.locator(".chain .hop").last).to_contain_text(chosen)
    # a passage
    open_sheet(page, "p")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Marked as checked.")
    assert house.ledger.reviewed(document).checked
    # nothing is taken from whoever writes
    page.locator("#find").focus()
    page.keyboard.type("axe")
    expect(page.locator("#find")).to_have_value("axe")
    assert not page.locator("dialog[open]").count()


def test_what_was_missed_is_added_by_keyboard(page: Page, house: House, document: str) -> None:
    page.goto(f"/d/{document}")
    for _ in range(4):
        page.keyboard.press("j")
    open_sheet(page, "n")
    for keys in (
        ["Space", "ArrowRight"],
        ["ArrowRight", "ArrowRight", "ArrowRight", "Space"],
        ["ArrowDown", "Space", "ArrowRight"],
    ):
        for key in keys:
            page.keyboard.press(key)
        page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("Added.")
    added = next(one for one in open_document(house, document).claims if one.review == "added")
    expect(page.locator(f"#c-{added.id}")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator(f"#c-{added.id}")).to_have_count(0)


def test_keys_that_come_before_the_dialog_are_for_the_dialog(page: Page, house: House, document: str) -> None:
    claim = told(house, document)
    page.goto(f"/d/{document}")
    choose_card(page, claim.id)
    held: list[Route] = []
    page.route("**/comment?*", lambda route: held.append(route))
    page.keyboard.press("c")
    page.keyboard.type("axe and a jack")  # each of them would do something to the card
    page.wait_for_timeout(100)
    assert not page.locator("dialog[open]").count()
    held[0].continue_()
    note = page.locator("#comment-note")
    expect(note).to_have_value("axe and a jack")
    assert state(house, document, claim.id) == "machine"
    page.keyboard.press("Control+Enter")
    expect(page.locator("#status")).to_contain_text("Noted.")
    assert [one.note for one in house.ledger.history(limit=1)] == ["axe and a jack"]
    # Escape leaves a dialog that has not come yet
    page.keyboard.press("c")
    page.keyboard.press("Escape")
    page.wait_for_timeout(100)
    held[-1].abort()
    assert not page.locator("dialog[open]").count()


def test_words_are_moved_by_keys_that_come_before_the_dialog(page: Page, house: House, document: str) -> None:
    claim = told(house, document)
    page.goto(f"/d/{document}")
    choose_card(page, claim.id)
    held: list[Route] = []
    page.route("**/edit?*", lambda route: held.append(route))
    for key in ("e", "ArrowLeft", "Enter"):
        page.keyboard.press(key)
    page.wait_for_timeout(100)
    held[0].continue_()
    expect(page.locator(f"#c-{claim.id} .chip.review")).to_have_text("edited")
    now = next(one for one in open_document(house, document).claims if one.id == claim.id)
    assert now.contents[-1].end < claim.contents[-1].end


def test_a_tab_that_is_older_than_the_run_loses_nothing(browser: Browser, server: str, house: House, document: str) -> None:
    page = browser.new_context(base_url=server).new_page()  # its console tells of the refusal that comes first
    claim = told(house, document)
    page.goto(f"/d/{document}")
    choose_card(page, claim.id)
    open_sheet(page, "c")
    page.keyboard.type("written before sayso was started anew")
    house.token = "that of the next run"  # noqa: S105
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#status")).to_contain_text("Noted.")
    assert [one.note for one in house.ledger.history(limit=1)] == ["written before sayso was started anew"]
    page.context.close()


def test_what_is_selected_is_taken_as_what_is_said(page: Page, document: str) -> None:
    page.goto(f"/d/{document}?edit=1")
    first, last = page.evaluate(
        """() => {
          const words = [...document.querySelectorAll(".text p.body [data-start]")].filter((one) => one.textContent.trim());
          getSelection().setBaseAndExtent(words[2].firstChild, 0, words[5].firstChild, 1);
          return [words[2].dataset.start, words[5].dataset.end];
        }"""
    )
    open_sheet(page, "n")
    chosen = page.locator("dialog#sheet .pick[data-role=contents] input:checked")
    assert str(chosen.first.get_attribute("value")).startswith(f"{first}-")
    assert str(chosen.last.get_attribute("value")).endswith(f"-{last}")


def test_a_story_is_corrected_by_mouse(page: Page, house: House, document: str) -> None:
    claim = told(house, document)
    page.goto(f"/d/{document}")
    card, status = page.locator(f"#c-{claim.id}"), page.locator("#status")
    card.get_by_role("button", name="Accept").click()
    expect(card.locator(".chip.review")).to_have_text("accepted")
    status.get_by_role("button", name="Undo").click()
    expect(card.locator(".chip.review")).to_have_text("unreviewed")
    card.get_by_text("Correct", exact=True).click()
    card.get_by_role("link", name="Words").click()
    words = page.locator("dialog#sheet .pick[data-role=contents] .word:has(:checked)")
    first, last = words.nth(0), words.nth(2)
    first.hover()
    page.mouse.down()
    last.hover()
    page.mouse.up()
    expect(words).to_have_count(3)
    page.get_by_role("button", name="Keep").click()
    expect(card.locator(".chip.review")).to_have_text("edited")
    card.get_by_role("link", name="Other speaker").click()
    page.get_by_label("Name of somebody else").fill("Ilse Hartog")
    page.get_by_role("button", name="Keep").click()
    expect(card.locator(".chain")).to_contain_text("Ilse Hartog")
    card.get_by_role("button", name="Reject").click()
    expect(card.locator(".chip.review")).to_have_text("rejected")


def test_a_claim_is_rejected_on_its_own_page(page: Page, house: House, document: str) -> None:
    claim = told(house, document)
    page.goto(f"/c/{claim.id}")
    page.keyboard.press("x")
    card = page.locator(f"#c-{claim.id}")
    expect(card.locator(".chip.review")).to_have_text("rejected")
    page.keyboard.press("u")
    expect(card.locator(".chip.review")).to_have_text("unreviewed")
    card.get_by_role("button", name="Reject").click()
    expect(card.locator(".chip.review")).to_have_text("rejected")
    page.reload()
    expect(page).to_have_url(re.compile(f"/review/card/{claim.id}$"))
    expect(card.locator(".chip.review")).to_have_text("rejected")


def test_several_are_ticked_decided_and_undone(page: Page, house: House, document: str) -> None:
    page.goto(f"/d/{document}")
    cards = page.locator("article.card[data-claim]")
    ticked = [cards.nth(number).get_attribute("data-claim") or "" for number in (1, 3)]
    for number in (1, 3):
        cards.nth(number).get_by_label("Tick this row").check()
    expect(page.locator("[data-ticked]")).to_have_text("2 rows ticked:")
    page.get_by_role("button", name="Accept ticked").click()
    expect(page.locator("#status")).to_contain_text("Accepted: 2 rows.")
    assert [state(house, document, row) for row in ticked] == ["accepted"] * 2
    page.locator("#status").get_by_role("button", name="Undo").click()
    expect(page.locator("#status")).to_contain_text("Undone: 2 rows.")
    assert [state(house, document, row) for row in ticked] == ["machine"] * 2


def test_everything_goes_without_a_script(browser: Browser, server: str, house: House, document: str) -> None:
    page = browser.new_context(base_url=server, java_script_enabled=False).new_page()
    claim = told(house, document)
    card, status = page.locator(f"#c-{claim.id}"), page.locator("#status")
    page.goto(f"/d/{document}")
    card.get_by_role("button", name="Accept").click()
    expect(status).to_contain_text("Accepted.")
    expect(card.locator(".chip.review")).to_have_text("accepted")
    status.get_by_role("button", name="Undo").click()
    expect(card.locator(".chip.review")).to_have_text("unreviewed")
    card.get_by_text("Correct", exact=True).click()
    card.get_by_role("link", name="Words").click()
    page.locator(".pick[data-role=contents] input:checked").last.uncheck()
    page.get_by_role("button", name="Keep").click()
    expect(card.locator(".chip.review")).to_have_text("edited")
    page.goto(f"/c/{claim.id}/speaker")
    page.get_by_label("Somebody else:").check()
    page.get_by_label("Name of somebody else").fill("Ilse Hartog")
    page.get_by_role("button", name="Keep").click()
    expect(card.locator(".chain")).to_contain_text("Ilse Hartog")
    page.goto(f"/d/{document}/edit")
    page.locator(".paragraph").last.get_by_role("button", name="Mark as checked").click()
    assert house.ledger.reviewed(document).checked
    page.context.close()


def test_a_judgement_survives_reading_the_page_again(page: Page, house: House, document: str) -> None:
    claim = told(house, document)
    page.goto(f"/d/{document}")
    card = page.locator(f"#c-{claim.id}")
    choose_card(page, claim.id)
    open_sheet(page, "e")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(card.locator(".chip.review")).to_have_text("edited")
    words = card.locator(".quote").inner_text()
    machine = house.ledger.analysis(document)
    read_anew = replace(machine, claims=tuple(replace(one, score=0.1) for one in machine.claims))
    house.ledger.add([read_anew])
    page.reload()
    expect(card.locator(".chip.review")).to_have_text("edited")
    expect(card.locator(".quote")).to_have_text(words)


def test_the_keys_are_listed(page: Page, document: str) -> None:
    page.goto(f"/d/{document}")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.keyboard.press("a")
    expect(page.locator("#status")).to_be_empty()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
