"""The help desk: the account, its rights, the projects, and what the settings say of them."""

from app.cli.checks.findings import Found, Standing, until
from app.core.case import Turn
from app.desk.failures import LATER
from app.desk.rights import NEEDED, UNWANTED
from app.errors import KeydeskError
from app.main import House


def account(house: House) -> Found:
    jira = house.settings.jira
    try:
        name = house.desk.account().name
    except KeydeskError as error:
        words = error.person.removesuffix(LATER).strip()
        yield Standing.MISSING, f"{words} KEYDESK_JIRA_URL is {jira.url}; the rest of Jira was not tried"
        return
    yield until(house.clock().date(), f"service account {name}", jira.token_ends, "KEYDESK_JIRA_TOKEN_ENDS")


def projects(house: House) -> Found:
    for project in house.settings.jira.projects:
        facts = house.desk.setup.project(project)
        if facts is None:
            words = f"there is no project with the number {project}, or Keydesk may not see it (Browse projects)"
            yield Standing.MISSING, f"{words}: look at KEYDESK_JIRA_PROJECTS"
        else:
            yield Standing.OK, f"{project} is {facts.key}"


def queues(house: House) -> Found:
    for service in house.queues:
        facts = house.desk.queue_facts(service)
        if facts.errors:
            yield Standing.MISSING, f"Jira does not accept the {service} queue's JQL: {facts.errors[0]}"
        elif facts.reaches_outside:
            yield Standing.TO_DO, f"the {service} queue's JQL also finds tickets of projects that are not ours"
        else:
            yield Standing.OK, f"{service}: {facts.open_tickets} open tickets"


def request_jql(house: House) -> Found:
    errors = house.desk.request_errors()
    if errors:
        yield Standing.MISSING, f"Jira does not accept KEYDESK_REQUEST_JQL: {errors[0]}"
    elif house.settings.policy.request_jql:
        yield Standing.OK, ""
    else:
        yield Standing.NOT_YET, "tickets are understood by their words; REQUEST_JQL can say it for certain"


def rights(house: House) -> Found:
    for project in house.settings.jira.projects:
        held = house.desk.permissions(project)
        lacking = [title for key, title in NEEDED.items() if not held.get(key)]
        too_much = [title for key, title in UNWANTED.items() if held.get(key)]
        if lacking:
            yield Standing.MISSING, f"project {project}: a project admin must give Keydesk {', '.join(lacking)}"
        elif too_much:
            yield Standing.TO_DO, f"project {project}: Keydesk should not have {', '.join(too_much)}"
        else:
            yield Standing.OK, f"project {project}"


def internal_comments(house: House) -> Found:
    """In a service project comments can be internal; elsewhere only a role keeps them among colleagues."""
    role = house.settings.jira.internal_role
    for project in house.settings.jira.projects:
        facts = house.desk.setup.project(project)
        if facts is None or facts.service or role in facts.roles:
            yield Standing.OK, f"project {project}"
        elif role is None:
            words = f"project {project} is no service project: set KEYDESK_INTERNAL_ROLE to a role's name"
            yield Standing.MISSING, words
        else:
            there = ", ".join(sorted(facts.roles)) or "none"
            yield Standing.MISSING, f"project {project} has no role {role} (KEYDESK_INTERNAL_ROLE); its roles: {there}"


def statuses(house: House) -> Found:
    wanted = house.statuses
    for project in house.settings.jira.projects:
        there = house.desk.project_statuses(project)
        reachable = ", ".join(f"{id} {name}" for id, name in there.items())
        unknown = [status for status in wanted.values() if status not in there]
        if unknown:
            yield Standing.TO_DO, f"project {project} has no status {', '.join(unknown)}, only {reachable}"
        elif len(wanted) < len(Turn):
            yield Standing.TO_DO, f"set STATUS_REQUESTER, _LSIS and _DONE to show whose turn it is ({reachable})"
        else:
            yield Standing.OK, ", ".join(f"{turn}: {there[status]}" for turn, status in wanted.items())
