"""Jira's answers about an issue, turned into a `Ticket`: pure, and the only place that knows Jira's field names.

Answers in another form than Jira's end in a KeyError, TypeError or ValueError. Every text passes `redact` here, so that
nothing behind the desk can keep a secret that somebody pasted. Facts that are absent are read in the way that grants
least: an account without a type is a program, one without a state is inactive.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, TypeAlias

from app.core.redaction import redact
from app.core.ticket import AccountKind, Change, Comment, Person, Ticket
from app.desk.plain import clean, flatten

Json: TypeAlias = Mapping[str, Any]

MOST_COMMENTS = 500
MOST_TEXT = 1_000_000

#: The changes that are read of a ticket that is too long: what people did, and nothing that they wrote.
_ACTS = frozenset({"labels", "status", "project", "Key", "reporter"})


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list of which Jira says how long it is."""

    items: list[Json]
    total: int

    @property
    def whole(self) -> bool:
        return len(self.items) >= self.total


def comments_in(page: Json) -> Part:
    """`fields.comment` of an issue, or a page of its comments."""
    return Part(page["comments"], page["total"])


def histories_in(page: Json) -> Part:
    """`changelog` of an issue, newest first (`histories`), or a page of its changelog, oldest first (`values`)."""
    return Part(page["histories"] if "histories" in page else page["values"], page["total"])


def moment(value: str) -> datetime:
    """`2026-11-24T10:42:00.000+0100`, as UTC."""
    read = datetime.fromisoformat(value)
    if read.tzinfo is None:
        raise ValueError("a time without its zone")
    return read.astimezone(UTC)


def person(account: Json | None) -> Person | None:
    """None for nobody: anonymous, or an account that was erased."""
    if not account:
        return None
    kinds = {kind.value for kind in AccountKind}
    kind = account.get("accountType")
    return Person(
        id=account["accountId"],
        name=clean(account.get("displayName") or ""),
        kind=AccountKind(kind) if kind in kinds else AccountKind.APP,
        active=account.get("active") is True,
        address=account.get("emailAddress") or None,
    )


def hidden(comment: Json) -> bool:
    """Whether the portal keeps the comment from customers: marked internal, or restricted to a role or group."""
    return comment.get("jsdPublic") is False or bool(comment.get("visibility"))


def ticket(
    issue: Json, comments: Iterable[Json] | None, histories: Iterable[Json] | None, *, site: str, me: str
) -> Ticket:
    """The ticket; `histories` is None where the changelog could not be had whole, `names` has the form's labels.

    One of too many words, or with too many comments (None), is `too_long`: it shows what was done to it, and no text.
    """
    acts = None if histories is None else list(histories)
    if comments is not None:
        try:
            return _whole(issue, comments, acts, site, _Words(me))
        except _TooLong:
            pass
    return _facts(issue, site, _Words(me), changes=_without_words(acts, _Words(me)), too_long=True)


def _whole(issue: Json, comments: Iterable[Json], acts: list[Json] | None, site: str, words: "_Words") -> Ticket:
    fields = issue["fields"]
    facts = _facts(
        issue,
        site,
        words,
        summary=words.of(fields.get("summary")),
        description=words.of(fields.get("description")),
        comments=_comments(comments, words),
        changes=None if acts is None else _changes(acts, words),
        fields=_form(fields, issue.get("names") or {}, words),
    )
    return replace(facts, pasted=tuple(dict.fromkeys(words.pasted)))


def _facts(issue: Json, site: str, words: "_Words", **more: Any) -> Ticket:
    """What is short on every ticket."""
    fields = issue["fields"]
    short: dict[str, Any] = {
        "site": site,
        "id": issue["id"],
        "ref": issue["key"],
        "project_id": fields["project"]["id"],
        "summary": "",
        "description": "",
        "reporter": person(fields.get("reporter")),
        "creator": person(fields.get("creator")),
        "created": moment(fields["created"]),
        "updated": moment(fields["updated"]),
        "status": str(fields["status"]["id"]),
        "closed": fields["status"]["statusCategory"]["key"] == "done",
        "labels": frozenset(words.of(label) for label in fields.get("labels") or ()),
    }
    return Ticket(**{**short, **more})


class _TooLong(Exception):
    """The ticket's words are more than can be read."""


@dataclass(slots=True)
class _Words:
    """Takes the secrets out of the texts of one ticket and notes them; `me` is us, whose share links are not pasted."""

    me: str
    pasted: list[str] = field(default_factory=list)
    length: int = 0

    def of(self, value: object, author: str | None = None) -> str:
        text = flatten(value)
        self.length += len(text)
        if self.length > MOST_TEXT:
            raise _TooLong
        text, found = redact(text)
        if author != self.me:
            self.pasted += found
        return text


def _comments(comments: Iterable[Json], words: _Words) -> tuple[Comment, ...]:
    return tuple(sorted((_comment(raw, words) for raw in comments), key=lambda one: (one.created, int(one.id))))


def _comment(raw: Json, words: _Words) -> Comment:
    author, created, updated = person(raw.get("author")), moment(raw["created"]), moment(raw["updated"])
    editor = person(raw.get("updateAuthor")) or (author if created == updated else None)
    return Comment(
        id=raw["id"],
        author=author,
        editor=editor,
        created=created,
        updated=updated,
        public=not hidden(raw),
        text=words.of(raw.get("body"), author.id if author and editor and author.id == editor.id else None),
    )


def _changes(histories: Iterable[Json], words: _Words) -> tuple[Change, ...]:
    acts = sorted(histories, key=lambda raw: (moment(raw["created"]), int(raw["id"])))
    return tuple(_change(act, item, words) for act in acts for item in act["items"])


def _without_words(acts: Iterable[Json] | None, words: _Words) -> tuple[Change, ...] | None:
    """What people did, and nothing that they wrote; None where even that is too much."""
    if acts is None:
        return None
    try:
        short = [{**act, "items": [each for each in act["items"] if _field(each) in _ACTS]} for act in acts]
        return _changes(short, words)
    except _TooLong:
        return None


def _change(act: Json, item: Json, words: _Words) -> Change:
    """Accounts have their ids in `tmp…AccountId`, since `from` and `to` may still hold names of former times."""
    before = item.get("tmpFromAccountId") or item.get("from") or item.get("fromString")
    after = item.get("tmpToAccountId") or item.get("to") or item.get("toString")
    actor = person(act.get("author"))
    by = actor.id if actor else None
    return Change(
        id=str(act["id"]),
        at=moment(act["created"]),
        actor=actor,
        field=_field(item),
        before=words.of(before, by),
        after=words.of(after, by),
    )


def _field(item: Json) -> str:
    """Only `fieldtype` tells a system field from a custom one, which may bear any name."""
    field_id = item.get("fieldId")
    if item.get("fieldtype") == "jira" and not str(field_id or "").startswith("customfield_"):
        return str(field_id or item["field"])
    return f"custom:{item['field']}"


def _form(fields: Json, names: Mapping[str, str], words: _Words) -> Mapping[str, str]:
    custom = {key: value for key, value in fields.items() if key.startswith("customfield_")}
    answers = {clean(names.get(key, key)): words.of(_shown(value)) for key, value in custom.items()}
    return MappingProxyType({label: answer for label, answer in answers.items() if answer})


def _shown(value: Any) -> Any:
    """A field's value as the form shows it: options by their words, several apart by commas, long text as it is."""
    if isinstance(value, list):
        return ", ".join(str(_shown(one)) for one in value if one is not None)
    if isinstance(value, Mapping) and value.get("type") != "doc":
        named = next((value[key] for key in ("value", "name", "displayName") if key in value), "")
        below = value.get("child")
        return f"{named} - {_shown(below)}" if below else str(named)
    return str(value) if isinstance(value, int | float) else value
