"""What just happened: what people did, what the program said of itself, and the calls between."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import get_args

import httpx
import pytest
import structlog

from app.core import steps
from app.demo.pages.beside import Told
from app.demo.pages.happened import story
from app.demo.pages.log import RESTS, STEPS, Log
from app.demo.scene import Scene, playing

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with playing(Clock(), None) as made:
        yield made


def ask(scene: Scene) -> None:
    httpx.get(f"{scene.desk.url}/rest/api/3/myself", trust_env=False)


def test_every_step_of_the_program_has_its_words() -> None:
    assert set(STEPS) == {each.__name__ for each in get_args(steps.Step)}


def test_a_line_holds_the_calls_that_led_to_it(scene: Scene) -> None:
    ask(scene)
    first = Told(1, scene.clock(), "LIB-7", "Wrote a comment", "the request lacks something")
    ask(scene)
    ask(scene)
    second = Told(2, scene.clock(), "LIB-7", RESTS, "the question waits for its answer")
    ask(scene)
    since, rest, wrote = [each for each in story(scene, [first, second]) if each.who == "Keydesk"]
    assert (wrote.because, rest.because) == (first.because, second.because)
    assert [len(each.calls) for each in (since, rest, wrote)] == [1, 2, 1]
    assert rest.calls_counted == "Jira 2"
    assert [each.is_news for each in (since, rest, wrote)] == [False, False, True]


def test_a_look_that_found_nothing_new_is_not_told_again(scene: Scene) -> None:
    told = [Told(n, scene.clock(), "LIB-7", RESTS, "every key is delivered") for n in (1, 2, 3)]
    lines = [each for each in story(scene, told) if each.what == RESTS]
    assert [each.id for each in lines] == ["told-1"]


def test_people_and_the_help_desks_rules_are_in_the_story(scene: Scene) -> None:
    people = scene.people
    ticket = scene.desk.open_ticket(people.dana, "A key", "please")
    scene.desk.label(ticket, "alma-key-approved", by=people.eve)
    scene.desk.comment(ticket, "of the program", people.bot)
    scene.desk.comment(ticket, "of Dana", people.dana)
    told = [(each.who, each.what) for each in reversed(story(scene, [])) if each.ticket == ticket.key]
    assert told == [
        ("Dana", "Opened a ticket"),
        ("Eve", "Set the label alma-key-approved"),
        ("Jira", "Status: Waiting for customer"),
        ("Dana", "Wrote a comment"),
        ("Jira", "Status: Waiting for support"),
    ]


def test_the_log_is_heard_whatever_its_level_and_left_as_it_was() -> None:
    log = Log(lambda: START)
    told = structlog.wrap_logger(structlog.ReturnLogger(), processors=[log, lambda _logger, _name, event: repr(event)])
    told.info("step done", step="Say", ticket="LIB-1", because="the request lacks something")
    told.info("nothing found", step="TakeDeposit", ticket="LIB-1", because="it may have been handed in")
    told.debug("look ends", ticket="LIB-1", because="the question waits")
    told.info("of no interest")
    told.warning("step failed", step="Share", ticket="LIB-1", because="it is right")
    assert "because" in told.error("given up", reason="why", because="")
    lines = log.lines()
    assert [each.n for each in lines] == [1, 2, 3, 4, 5]
    assert [each.what for each in lines] == [
        "Wrote a comment",
        "Looked whether the key was handed in: nothing there",
        RESTS,
        "Made the link for the requester, and published it: that failed",
        "given up",
    ]
    assert lines[-1].because == "why"
