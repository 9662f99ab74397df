"""What Keydesk must be told before it can use a Jira Cloud site, as plain values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.errors import Misconfigured

_NUMBER = re.compile(r"[1-9][0-9]{0,18}")
_CUSTOM_FIELD = re.compile(r"customfield_[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class JiraAccess:
    """`url` is the REST API's address, which for a scoped token is the gateway; `site_url` the site's own, for links.

    With a `user` the token is sent as Basic, without one as Bearer. `projects` are numeric ids, `queues` maps a service
    to its JQL, `people` an account id to an address. Reviewers are the accounts in `reviewers`, where there are any,
    else the members of the group with the id `reviewer_group`. `request_jql` finds
    tickets that certainly ask for a new key. `form_fields` are ids of custom fields to be read.
    """

    url: str
    site_url: str
    token: str = field(repr=False)
    user: str = ""
    projects: tuple[str, ...] = ()
    queues: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    reviewers: frozenset[str] = frozenset()
    reviewer_group: str | None = None
    people: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    internal_role: str | None = None
    request_jql: str | None = None
    form_fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        wrong = [project for project in self.projects if not _NUMBER.fullmatch(project)]
        wrong += [field_id for field_id in self.form_fields if not _CUSTOM_FIELD.fullmatch(field_id)]
        if wrong:
            raise Misconfigured(
                f"not the id of a Jira project or custom field: {', '.join(wrong)}",
                f"Projects are named by number and form fields as customfield_10050; this is neither: {wrong[0]}.",
            )
