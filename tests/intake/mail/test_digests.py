"""Letters with several stories are split where that is certain, and stay whole where it is not."""

import pytest

from sayso.intake.mail.digests import split_markup, split_text

STORY = "The harbour office of Port Ansel said on Friday that the ferry had left the quay late because of fog. " * 3
TITLES = ("Ferry leaves late", "Bridge stays shut", "Court hears captain")


def letter(*parts: str) -> str:
    return f"<html><body><p>Good morning, reader.</p>{''.join(parts)}<p>Unsubscribe</p></body></html>"


def headed(title: str, story: str = STORY, link: str = "") -> str:
    return f"<td><h2><a href='{link or 'https://quay.example/' + title.split()[0]}'>{title}</a></h2><p>{story}</p></td>"


def test_stories_under_headings_with_links_are_separate() -> None:
    stories = split_markup(letter(*(headed(title) for title in TITLES)))
    assert [story.title for story in stories] == list(TITLES)
    assert [story.link for story in stories] == [f"https://quay.example/{title.split()[0]}" for title in TITLES]
    assert all(story.body.startswith("<p>The harbour office") for story in stories)
    assert "Good morning" not in "".join(story.body for story in stories)


@pytest.mark.parametrize(
    "markup",
    [
        letter(headed(TITLES[0]), headed(TITLES[1])),
        letter(*(headed(title, "Short.") for title in TITLES)),
        letter(*(headed("Same", link=f"https://q.example/{number}") for number in range(3))),
        letter(*(headed(title, link="https://quay.example/one") for title in TITLES)),
        letter("<p>" + STORY * 20 + "</p>", *(headed(title) for title in TITLES)),
        "<h2>" * 5000,
        "",
    ],
    ids=["two", "short", "one title", "one link", "mostly something else", "headings alone", "nothing"],
)
def test_a_letter_whose_parts_are_not_certain_stays_whole(markup: str) -> None:
    assert split_markup(markup) == ()


@pytest.mark.parametrize("ruler", ["-" * 40, "=" * 12, "* * * * * * * * * * * *", "________________"])
def test_text_between_rulers_under_short_lines_is_separate(ruler: str) -> None:
    text = f"\n{ruler}\n".join(
        ["Good morning.", *(f"{title}\n\n{STORY}\nhttps://quay.example/{title[0]}." for title in TITLES), "Bye."]
    )
    stories = split_text(text)
    assert [(story.title, story.link) for story in stories] == [(title, f"https://quay.example/{title[0]}") for title in TITLES]


def test_a_digest_of_a_list_is_split_at_its_messages() -> None:
    messages = [
        f"Message: {number}\nDate: Thu, 21 Mar 2024\nFrom: Ilse Varga <i@q.example>\nSubject: {title}\n\n{STORY}\n"
        for number, title in enumerate(TITLES, 1)
    ]
    text = "Today's topics:\n\n" + "-" * 70 + "\n" + "".join(f"\n{'-' * 30}\n\n{message}" for message in messages)
    assert [(story.title, story.author) for story in split_text(text)] == [(title, "Ilse Varga") for title in TITLES]


@pytest.mark.parametrize("text", ["", STORY, "a\n" + "-" * 40 + "\nb", ("-" * 40 + "\n") * 3000, "- " * 100_000])
def test_a_text_that_is_one_story_stays_whole(text: str) -> None:
    assert split_text(text) == ()
