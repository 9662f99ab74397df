"""Pages as Jira cuts them: what is asked for, but never more than the desk's page size."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from fastapi import Request

from app.demo.helpdesk.records import Json
from app.demo.helpdesk.site import Site

T = TypeVar("T")


def page_bean(
    desk: Site, request: Request, items: Sequence[T], start: int, size: int, shape: Callable[[T], Json]
) -> Json:
    """The form with `values`, `isLast` and the address of the next page."""
    size = max(min(size, desk.page_size), 1)
    start = max(start, 0)
    values = items[start : start + size]
    page = {
        "self": f"{desk.url}{request.url.path}?{request.url.query}",
        "maxResults": size,
        "startAt": start,
        "total": len(items),
        "isLast": start + size >= len(items),
        "values": [shape(item) for item in values],
    }
    if not page["isLast"]:
        following = request.url.include_query_params(startAt=start + size, maxResults=size)
        page["nextPage"] = f"{desk.url}{following.path}?{following.query}"
    return page
