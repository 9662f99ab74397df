"""Who decides, and whom it serves."""

import re
from collections.abc import Iterable

from app.cli.checks.findings import Found, Standing
from app.core.ticket import Person
from app.desk.setup import GroupFacts
from app.main import House

#: More reviewers than this, and the group is probably everybody.
MOST_REVIEWERS = 25

# Which group everybody is put into, Jira tells its administrators alone, and Keydesk must not be one; but Jira itself
# gives these groups their names: https://support.atlassian.com/user-management/docs/default-groups-and-permissions/
_EVERYBODY = re.compile(r"(jira|confluence)(-[a-z-]+)?-users(-.*)?|(jira|site|org|system)-admin(istrator)?s(-.*)?")


def reviewers(house: House) -> Found:
    policy = house.settings.policy
    if not (policy.reviewer_group or policy.reviewers):
        yield Standing.NOT_YET, "MODE=ask needs REVIEWER_GROUP (a group's id) or REVIEWERS (account ids)"
    elif house.desk.reviewers([house.desk.me()])[house.desk.me()]:
        yield Standing.MISSING, "Keydesk's own account is a reviewer: please take it out"
    elif policy.reviewer_group:
        yield _group(policy.reviewer_group, house.desk.setup.group(policy.reviewer_group))
    else:
        yield _accounts(policy.reviewers, house.desk.setup.people(policy.reviewers).values())


def recipients(house: House) -> Found:
    domains = house.settings.policy.recipient_domains
    if domains:
        yield Standing.OK, f"inside are {', '.join(domains)}"
    else:
        yield Standing.NOT_YET, "MODE=ask needs RECIPIENT_DOMAINS"


def _group(group: str, facts: GroupFacts | None) -> tuple[Standing, str]:
    if facts is None:
        return Standing.MISSING, f"there is no group with the id {group} (KEYDESK_REVIEWER_GROUP): nobody can approve"
    if _EVERYBODY.fullmatch(facts.name):
        return Standing.MISSING, f"{facts.name} is one of Jira's own groups, not one of reviewers: make one for them"
    if facts.size > MOST_REVIEWERS:
        words = f"{facts.name} has {facts.size} members, too many for keys that open patron data"
        return Standing.MISSING, f"{words}; at most {MOST_REVIEWERS}"
    return _named(facts.members, f"nobody in {facts.name} has an active account: nobody can approve")


def _accounts(wanted: Iterable[str], known: Iterable[Person]) -> tuple[Standing, str]:
    people = {each.id: each for each in known}
    unknown = [account for account in wanted if account not in people]
    if unknown:
        return Standing.MISSING, f"there is no account {', '.join(unknown)} (KEYDESK_REVIEWERS)"
    if len(people) > MOST_REVIEWERS:
        return Standing.TO_DO, f"{len(people)} reviewers are many for keys that open patron data"
    return _named(people.values(), "none of KEYDESK_REVIEWERS has an active account: nobody can approve")


def _named(people: Iterable[Person], nobody: str) -> tuple[Standing, str]:
    active = [each.name for each in people if each.active]
    inactive = [each.name for each in people if not each.active]
    if not active:
        return Standing.MISSING, nobody
    names = ", ".join(active)
    return Standing.OK, f"{names} ({', '.join(inactive)}: deactivated, does not count)" if inactive else names
