"""The statuses of a ticket, as Jira sets them up for a new project of each type.

Ids are stable and names are not: an administrator or the language of a site changes a name, never an id.
"""

from dataclasses import dataclass

from app.demo.helpdesk.records import ProjectType


@dataclass(frozen=True, slots=True)
class Category:
    id: int
    key: str
    name: str
    colour: str


NEW = Category(2, "new", "To Do", "blue-gray")
IN_PROGRESS = Category(4, "indeterminate", "In Progress", "yellow")
DONE = Category(3, "done", "Done", "green")


@dataclass(frozen=True, slots=True)
class Status:
    id: str
    name: str
    category: Category

    @property
    def transition_id(self) -> str:
        """Transitions have ids of their own; here every status can be reached from every other by one transition."""
        return str(int(self.id) - 10000 + 700)


WAITING_FOR_SUPPORT = Status("10001", "Waiting for support", IN_PROGRESS)
WAITING_FOR_CUSTOMER = Status("10002", "Waiting for customer", IN_PROGRESS)
RESOLVED = Status("10004", "Resolved", DONE)

WORKFLOWS: dict[ProjectType, tuple[Status, ...]] = {
    ProjectType.SERVICE_DESK: (
        WAITING_FOR_SUPPORT,
        WAITING_FOR_CUSTOMER,
        Status("10003", "In progress", IN_PROGRESS),
        RESOLVED,
        Status("10005", "Closed", DONE),
        Status("10006", "Canceled", DONE),
    ),
    ProjectType.SOFTWARE: (
        Status("10011", "To Do", NEW),
        Status("10012", "In Progress", IN_PROGRESS),
        Status("10013", "Done", DONE),
    ),
    ProjectType.BUSINESS: (
        Status("10021", "To Do", NEW),
        Status("10022", "In Progress", IN_PROGRESS),
        Status("10023", "Done", DONE),
    ),
}
STATUSES = {status.id: status for statuses in WORKFLOWS.values() for status in statuses}


@dataclass(frozen=True, slots=True)
class IssueType:
    id: str
    name: str


_SERVICE_REQUEST = IssueType("10101", "[System] Service request")
_INCIDENT = IssueType("10102", "[System] Incident")
_TASK = IssueType("10103", "Task")
ISSUE_TYPES = {each.id: each for each in (_SERVICE_REQUEST, _INCIDENT, _TASK)}


def issue_type_id(name: str | None, project: ProjectType) -> str:
    """Of the named type, or of the one a project of that type gives a ticket when nobody says."""
    if name is None:
        return (_SERVICE_REQUEST if project is ProjectType.SERVICE_DESK else _TASK).id
    return next(each.id for each in ISSUE_TYPES.values() if each.name == name)
