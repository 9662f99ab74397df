"""What is for the staff alone, in projects that know internal comments and in those that do not."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.demo.helpdesk.faults import Fault
from app.demo.helpdesk.records import ProjectType
from app.store.cases import load_case
from tests.e2e.stage import Stage
from tests.e2e.world import World

BIBS = {"bibs": "read-only"}
Build = Callable[..., World]


@pytest.fixture
def in_project(keydesk_with: Build, library: Stage) -> Callable[..., tuple[World, str]]:
    """Keydesk in a new project of the given type, and the project's id; the bot and the staff are `Librarians`."""

    def build(kind: ProjectType, **settings: str) -> tuple[World, str]:
        desk, people = library.scene.desk, library.scene.people
        project = desk.project("SW", "Software", type=kind)
        desk.role(project, "Librarians", people.bot, people.jane, people.omar)
        jql = "project = SW AND statusCategory != Done"
        return keydesk_with(JIRA_PROJECTS=project.id, ALMA_QUEUE_JQL=jql, **settings), project.id

    return build


@pytest.mark.parametrize("kind", [ProjectType.SOFTWARE, ProjectType.BUSINESS])
def test_outside_a_service_project_notes_are_for_the_role_alone(
    in_project: Callable[..., tuple[World, str]], kind: ProjectType
) -> None:
    keydesk, project = in_project(kind, INTERNAL_ROLE="Librarians")
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.request(project=project)
    keydesk.settle()
    assert "now with LSIS for review" in keydesk.public(ticket)[-1]
    [note] = [each for each in keydesk.scene.desk.ticket(ticket).comments if each.visibility is not None]
    assert dict(note.visibility or {})["value"] == "Librarians"
    assert not [each for each in keydesk.public(ticket) if "To review" in each]
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.opened(ticket) == value


def test_without_a_role_nothing_internal_is_written_outside_a_service_project(
    in_project: Callable[..., tuple[World, str]],
) -> None:
    keydesk, project = in_project(ProjectType.SOFTWARE)
    ticket = keydesk.request(project=project)
    keydesk.settle()
    assert [each for each in keydesk.comments(ticket) if "To review" in each] == []
    trouble = keydesk.house.worker.health().trouble
    assert trouble is not None
    assert "INTERNAL_ROLE" in trouble.person


def test_an_internal_comment_that_turns_out_public_is_taken_back_and_no_other_is_written(
    keydesk: World, library: Stage
) -> None:
    """The project becomes another kind of project while the process believes what it saw before."""
    keydesk.reviewed()
    library.change_type(keydesk.scene.settings["JIRA_PROJECTS"], ProjectType.SOFTWARE)
    tickets = [keydesk.request(), keydesk.request(purpose="Kiosk")]
    keydesk.settle()
    keydesk.sweep()
    keydesk.pass_time(timedelta(hours=2), step=timedelta(minutes=20))
    assert [each for ticket in tickets for each in keydesk.comments(ticket) if "To review" in each] == []
    assert len([each for each in keydesk.writes() if each.startswith("DELETE")]) == 1
    trouble = keydesk.house.worker.health().trouble
    assert trouble is not None
    assert "showed a comment for colleagues to a requester" in trouble.person


def test_one_that_cannot_be_taken_back_is_told_and_not_written_again(keydesk: World, library: Stage) -> None:
    keydesk.reviewed()
    library.change_type(keydesk.scene.settings["JIRA_PROJECTS"], ProjectType.SOFTWARE)
    keydesk.scene.desk.faults.add(Fault("DELETE .*/comment/", times=None, status=403))
    ticket = keydesk.request()
    keydesk.settle()
    keydesk.pass_time(timedelta(hours=2), step=timedelta(minutes=20))
    assert len([each for each in keydesk.comments(ticket) if "To review" in each]) == 1
    assert keydesk.house.worker.health().trouble is not None


@pytest.mark.parametrize("act", ["reviewed", "refused", "delivered", "denied"])
def test_the_portal_shows_no_reviewer_no_digest_no_flag_and_no_order(keydesk: World, act: str) -> None:
    """Nothing of what reviewers read or do, whatever happens; and no full address."""
    people = keydesk.scene.people
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed("production and premium sandbox")
    if act == "refused":
        keydesk.approve(ticket, by=people.eve)
    elif act == "denied":
        keydesk.scene.desk.label(ticket, "alma-key-denied", by=people.omar)
    elif act == "delivered":
        keydesk.approve(ticket)
    keydesk.settle()
    with keydesk.house.store.reading() as db:
        digests = [each.digest for each in load_case(db, ticket).reviews()]
    forbidden = ["Jane", "Omar", "Eve", "dana@", "To review", "One key to make", "alma-key", "keydesk-off", *digests]
    for comment in keydesk.public(ticket):
        assert [word for word in forbidden if word and word in comment] == []
