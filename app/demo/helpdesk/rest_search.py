"""Searching over REST v3: the removed search, the new one that lags, and whether given issues match given queries."""

import base64
import binascii
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import StrictInt

from app.demo.helpdesk import jql, jql_search
from app.demo.helpdesk.asking import Asked, Body, Caller, Refusal, StrictRoute
from app.demo.helpdesk.history import Snapshot
from app.demo.helpdesk.records import Json, Ticket
from app.demo.helpdesk.rest_issues import issue

router = APIRouter(prefix="/rest/api/3")
strict = APIRouter(prefix="/rest/api/3", route_class=StrictRoute)

GONE = (
    "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. "
    "A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046"
)
UNBOUNDED = "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."


class Search(Body):
    jql: str = ""
    nextPageToken: str | None = None
    maxResults: int = 50
    fields: tuple[str, ...] = ("id",)
    expand: str = ""
    properties: tuple[str, ...] = ()
    fieldsByKeys: bool = False
    reconcileIssues: tuple[StrictInt, ...] = ()


class Match(Body):
    issueIds: list[StrictInt]
    jqls: list[str]


@router.api_route("/search", methods=["GET", "POST"])
async def removed(_: Asked) -> Json:
    raise Refusal(410, GONE)


@strict.get("/search/jql")
async def search_by_get(
    asked: Asked,
    jql: str = "",
    nextPageToken: str | None = None,
    maxResults: int = 50,
    fields: Annotated[list[str] | None, Query()] = None,
    expand: str = "",
    properties: Annotated[list[str] | None, Query()] = None,  # noqa: ARG001
    fieldsByKeys: bool = False,  # noqa: ARG001
    failFast: bool = False,  # noqa: ARG001
    reconcileIssues: Annotated[list[int] | None, Query()] = None,
) -> Json:
    wanted = Search(
        jql=jql,
        nextPageToken=nextPageToken,
        maxResults=maxResults,
        fields=tuple(fields or ["id"]),
        expand=expand,
        reconcileIssues=tuple(reconcileIssues or ()),
    )
    return _search(asked, wanted)


@strict.post("/search/jql")
async def search_by_post(search: Search, asked: Asked) -> Json:
    return _search(asked, search)


def _search(asked: Caller, search: Search) -> Json:
    """One page; the token of the next one holds on to the state of the index that the first page saw."""
    event, start = _page_of(search.nextPageToken)
    index = asked.desk.history.snapshot(event) if event is not None else asked.desk.index(asked.desk.search_lag)
    found = _found(asked, search, index)
    size = max(min(search.maxResults, asked.desk.page_size), 1)
    names = [name for each in search.fields for name in each.split(",")]
    page: dict[str, Json] = {
        "issues": [_shape(asked, ticket, names) for ticket in found[start : start + size]],
        "isLast": start + size >= len(found),
    }
    if not page["isLast"]:
        page["nextPageToken"] = base64.urlsafe_b64encode(f"{index.event}:{start + size}".encode()).decode()
    return page


def _page_of(token: str | None) -> tuple[int | None, int]:
    if token is None:
        return None, 0
    try:
        event, start = base64.urlsafe_b64decode(token.encode()).decode().split(":")
        return int(event), int(start)
    except (binascii.Error, ValueError) as error:
        raise Refusal(400, "The provided next page token is invalid or expired.") from error


def _found(asked: Caller, search: Search, index: Snapshot) -> list[Ticket]:
    query = _parsed(search.jql)
    if query.where is None:
        raise Refusal(400, UNBOUNDED)
    fresh = {str(number) for number in search.reconcileIssues}
    reader = _reader(asked)
    try:
        jql_search.check_fields(query, reader)
        return jql_search.select(query, _known(asked, index, fresh), reader)
    except jql_search.UnknownField:
        return []
    except jql.MalformedJql as error:
        raise Refusal(400, str(error)) from error


def _parsed(text: str) -> jql.Query:
    try:
        return jql.parse(text)
    except jql.MalformedJql as error:
        raise Refusal(400, str(error)) from error


def _reader(asked: Caller) -> jql_search.Reader:
    return jql_search.Reader(asked.person, asked.desk.time(), asked.desk.zone, asked.desk.now())


def _known(asked: Caller, index: Snapshot, fresh: set[str]) -> Iterator[Ticket]:
    """What the index knows, and the present state of what is to be reconciled; only what the caller may see now."""
    present = asked.desk.now()
    for ticket in present.all(Ticket):
        known = ticket if ticket.id in fresh else index.find(Ticket, ticket.id)
        if known is not None and not known.deleted and asked.sees(ticket):
            yield known


def _shape(asked: Caller, ticket: Ticket, names: list[str]) -> Json:
    if not set(names) - {"id"}:
        return {"id": ticket.id}
    shape = issue(asked, ticket, names)
    if not shape["fields"]:
        del shape["fields"]
    return shape | {"expand": ""}


@strict.post("/jql/match")
async def match(wanted: Match, asked: Asked) -> Json:
    """For each query, which of the issues it holds; a bad query is an error of its own entry."""
    if not wanted.jqls or len(wanted.jqls) > 50 or len(wanted.issueIds) > 1000:
        raise Refusal(400, "The number of queries or issues is out of bounds.")
    index = asked.desk.index(asked.desk.match_lag)
    ids = {str(number) for number in wanted.issueIds}
    return {"matches": [_matches(asked, text, ids, index) for text in wanted.jqls]}


def _matches(asked: Caller, text: str, ids: set[str], index: Snapshot) -> Json:
    reader = _reader(asked)
    try:
        query = jql.parse(text)
        jql_search.check_fields(query, reader)
        tickets = (ticket for ticket in _known(asked, index, set()) if ticket.id in ids)
        return {"matchedIssues": [int(ticket.id) for ticket in jql_search.select(query, tickets, reader)], "errors": []}
    except jql.MalformedJql as error:
        return {"matchedIssues": [], "errors": [str(error)]}
    except jql_search.UnknownField as error:
        text = f"Field '{error}' does not exist or you do not have permission to view it."
        return {"matchedIssues": [], "errors": [text]}
