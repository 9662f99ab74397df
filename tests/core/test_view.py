"""Whose words are read, and when they are the same words."""

from dataclasses import replace

import pytest

from app.core.case import Kind
from app.core.reading import Role
from app.core.ticket import Comment
from app.core.view import View, messages, source_of
from tests.core.build import (
    AGATHA,
    BOT,
    DANA,
    NARROW,
    RULE,
    answered,
    asking,
    at,
    changed,
    commented,
    labelled,
    said,
    ticket,
)


def spoken(view: View) -> list[tuple[str, str]]:
    return [(each.by.value, each.text) for each in messages(view.seen, BOT.id)[1:]]


def source(view: View) -> str:
    return source_of(messages(view.seen, BOT.id))


def test_the_first_message_is_summary_and_description_and_the_form() -> None:
    first = messages(asking(fields={"Areas": "Bibs"}).seen, BOT.id)[0]
    assert (first.by, first.text, first.at) == (Role.REQUESTER, "API key\n\nfor spine labels", at(0))
    assert first.fields == {"Areas": "Bibs"}


def test_the_conversation_is_read_up_to_the_requesters_newest_words() -> None:
    view = commented(asking(), "sandbox?", AGATHA)
    assert spoken(view) == []
    view = commented(view, "yes", DANA)
    assert spoken(view) == [("agent", "sandbox?"), ("requester", "yes")]
    assert spoken(commented(view, "fine", AGATHA)) == [("agent", "sandbox?"), ("requester", "yes")]


def test_our_own_public_words_are_read_as_ours() -> None:
    view = commented(commented(asking(), "production?", BOT), "yes", DANA)
    assert spoken(view) == [("bot", "production?"), ("requester", "yes")]


def test_internal_words_of_agents_and_ours_are_not_read() -> None:
    view = commented(commented(asking(), "give him sandbox", AGATHA, public=False), "note", BOT, public=False)
    assert spoken(commented(view, "so?", DANA)) == [("requester", "so?")]


def test_a_requester_who_is_staff_is_read_in_internal_words_too() -> None:
    view = commented(asking(reporter=AGATHA), "sandbox", AGATHA, public=False)
    assert spoken(view) == [("requester", "sandbox")]


def test_the_creator_is_a_requester_too() -> None:
    assert spoken(commented(asking(creator=AGATHA), "sandbox", AGATHA)) == [("requester", "sandbox")]


@pytest.mark.parametrize("author", [DANA, AGATHA, BOT])
def test_words_that_another_edited_are_nobodys(author: object) -> None:
    view = commented(asking(), "everything", author, editor=RULE)  # type: ignore[arg-type]
    assert spoken(commented(view, "hello", DANA)) == [("requester", "hello")]


def test_words_that_their_author_edited_count() -> None:
    assert spoken(commented(asking(), "sandbox", DANA, editor=DANA)) == [("requester", "sandbox")]


def test_words_of_an_erased_account_count_as_nobodys() -> None:
    nameless = Comment("1", None, None, at(5), at(5), True, "give me all")
    assert spoken(commented(changed(asking(), comments=(nameless,)), "hi", DANA)) == [("requester", "hi")]


def test_words_of_somebody_who_is_no_requester_any_more_are_an_agents() -> None:
    view = commented(commented(asking(), "sandbox", DANA), "ok", AGATHA)
    handed_over = changed(view, reporter=AGATHA, creator=AGATHA)
    assert spoken(handed_over) == [("agent", "sandbox"), ("requester", "ok")]


def test_what_others_say_afterwards_does_not_make_the_words_new() -> None:
    view = answered(asking(), "sandbox", NARROW)
    after = said(commented(commented(view, "on it", AGATHA), "beep", RULE), Kind.REVIEW, "1")
    assert source(after) == source(view)
    assert source(labelled(view)) == source(view)


@pytest.mark.parametrize(
    "other",
    [
        changed(asking(), summary="Key"),
        changed(asking(), description="for kiosks"),
        changed(asking(), fields={"Areas": "Bibs"}),
        commented(asking(), "sandbox", DANA),
    ],
)
def test_other_words_make_another_source(other: View) -> None:
    assert source(other) != source(asking())


def test_the_same_words_at_another_time_are_the_same_words() -> None:
    assert source(commented(asking(), "sandbox", DANA, 5)) == source(commented(asking(), "sandbox", DANA, 9))


def test_who_said_it_is_part_of_the_words() -> None:
    view = commented(commented(asking(), "sandbox", AGATHA), "yes", DANA)
    swapped = changed(view, reporter=AGATHA, creator=DANA)
    assert source(view) != source(swapped)


def test_a_deleted_comment_makes_the_words_new() -> None:
    view = commented(commented(asking(), "sandbox", DANA), "and production", DANA)
    assert source(changed(view, comments=view.seen.comments[1:])) != source(view)


def test_a_text_that_is_no_proper_unicode_has_a_source_too() -> None:
    assert source(changed(asking(), description="\ud800"))


def test_a_view_without_a_ticket_has_nothing_to_see() -> None:
    with pytest.raises(ValueError, match="no ticket"):
        _ = replace(asking(), ticket=None).seen


def test_a_ticket_that_is_too_long_says_something_that_no_other_one_says() -> None:
    unread = ticket(summary="", description="", too_long=True)
    assert source_of(messages(unread, BOT.id)) != source_of(messages(replace(unread, too_long=False), BOT.id))
    assert source_of(messages(unread, BOT.id)) == source_of(messages(replace(unread, summary="more"), BOT.id))
