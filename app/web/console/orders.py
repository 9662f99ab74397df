"""The page of an order: what to make, for whom and on whose approval; handing the key in; checking it again.

A value is taken out of the form into a `Secret` and handed on; it is in no answer, and neither are wrong ones.
"""

import re
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter, Depends, Request, Response

from app.core.approval import Approved
from app.core.findings import Tell
from app.core.secret import Secret
from app.errors import KeydeskError, Permanent
from app.flow.handing_in import Depositor, HandIn, NoSuchOrder, Standing
from app.store import attempts, keys
from app.store.session import Store
from app.web.console.guard import Guard
from app.web.console.pages import Pages
from app.web.console.visitors import LOCAL, Visitor
from app.web.console.watching import Watch
from app.wording import deposit

MOST_CHECKS = 10
CHECKS_WITHIN = timedelta(hours=1)
CHECKED_AGAIN_WITHIN = timedelta(minutes=10)

_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,99}-[1-9][0-9]{0,18}-[a-z-]{1,40}(-[1-9][0-9]{0,4})?")


class Orders:
    """`executor` runs the checks that people watch; `shapes` tells, by service, what has not the form of a key."""

    def __init__(
        self,
        depositor: Depositor,
        store: Store,
        guard: Guard,
        pages: Pages,
        clock: Callable[[], datetime],
        executor: Executor,
        shapes: Mapping[str, Callable[[Secret], None]],
    ) -> None:
        self._depositor = depositor
        self._store = store
        self._guard = guard
        self._pages = pages
        self._clock = clock
        self._executor = executor
        self._shapes = shapes

    def routes(self) -> APIRouter:
        signed_in = [Depends(self._guard.form), Depends(self._guard.signed_in)]
        router = APIRouter(prefix="/orders", include_in_schema=False, dependencies=signed_in)
        router.add_api_route("", self.index, methods=["GET"])
        router.add_api_route("/{code}", self.show, methods=["GET"])
        router.add_api_route("/{code}", self.hand_in, methods=["POST"])
        router.add_api_route("/{code}/check", self.check_again, methods=["POST"])
        return router

    def index(self, request: Request) -> Response:
        """The orders that wait for a key."""
        with self._store.reading() as db:
            found = keys.open_orders(db)
        facts = {"orders": [{"code": each.code, "name": each.key.name} for each in found]}
        return self._pages.page("orders", request.state.visitor, facts)

    def show(self, request: Request, code: str) -> Response:
        try:
            return self._order(request, self._standing(code))
        except KeydeskError as error:
            return self._failed(request, error)

    def hand_in(self, request: Request, code: str) -> Response:
        form, visitor = request.state.form, request.state.visitor
        value, seen = Secret(form.pop("key", "").strip()), form.get("environment", "")
        try:
            now = self._standing(code)
            if not isinstance(now.approved, Approved):
                return self._order(request, now, "The key was not looked at.", 409)
            wrong = _wrong(now, value, seen) or self._shapeless(now, value)
            if wrong is not None:
                return self._order(request, now, wrong, 422)
            wait = self._wait(f"check:{visitor.name}", MOST_CHECKS, CHECKS_WITHIN)
            if wait is not None:
                return self._order(request, now, f"{_enough(visitor)} {_later(wait)}", 429, wait)
            return self._watched(request, now, lambda tell: self._depositor.hand_in(code, value, _by(visitor), tell))
        except KeydeskError as error:
            return self._failed(request, error)

    def check_again(self, request: Request, code: str) -> Response:
        visitor = request.state.visitor
        try:
            now = self._standing(code)
            if not isinstance(now.approved, Approved):
                return self._order(request, now, "The key was not checked.", 409)
            wait = self._wait(f"again:{now.key.id}", 1, CHECKED_AGAIN_WITHIN)
            if wait is not None:
                return self._order(request, now, f"This key was checked again just now. {_later(wait)}", 429, wait)
            return self._watched(request, now, lambda tell: self._depositor.check_again(code, _by(visitor), tell))
        except KeydeskError as error:
            return self._failed(request, error)

    def _standing(self, code: str) -> Standing:
        if not _CODE.fullmatch(code):
            raise NoSuchOrder("not an order's code", "")
        return self._depositor.standing(code)

    def _watched(self, request: Request, now: Standing, check: Callable[[Tell], HandIn]) -> Response:
        watch = Watch(self._executor, check).begun()
        facts = {
            "order": deposit.order(now.view, now.key),
            "areas": (deposit.area(now.view.catalogue, each) for each in watch.areas()),
            "end": lambda: _outcome(watch.end(), stored=now.key.source_item is not None),
        }
        return self._pages.growing("checking", request.state.visitor, facts)

    def _order(
        self, request: Request, now: Standing, problem: str = "", status: int = 200, wait: timedelta | None = None
    ) -> Response:
        approved, refused = (now.approved, "") if isinstance(now.approved, Approved) else (None, now.approved)
        facts = {
            "order": deposit.order(now.view, now.key),
            "approval": deposit.approval(now.view, approved) if approved else None,
            "refused": refused,
            "stage": deposit.stage(now.view, now.key),
            "problem": problem,
        }
        seconds = max(1, round(wait.total_seconds())) if wait is not None else None
        return self._pages.page("order", request.state.visitor, facts, status, seconds)

    def _failed(self, request: Request, error: KeydeskError) -> Response:
        visitor: Visitor = request.state.visitor
        if isinstance(error, NoSuchOrder):
            words = "There is no such order, or there is none any more. The ticket says what became of it."
            return self._pages.problem("No such order", words, 404, visitor)
        status = 409 if isinstance(error, Permanent) else 503
        return self._pages.problem("That did not work", error.person, status, visitor, request.path_params["code"])

    def _shapeless(self, now: Standing, value: Secret) -> str | None:
        """What is no key is asked of nobody, and counts for nobody."""
        try:
            self._shapes[now.view.service](value)
        except Permanent as error:
            return f"{error.person} Nothing was checked."
        return None

    def _wait(self, name: str, most: int, within: timedelta) -> timedelta | None:
        """Counts one more; how long to wait, where there were enough."""
        now = self._clock()
        with self._store.writing() as db:
            until = attempts.count(db, name, most, within, now)
        return None if until is None else until - now


def _outcome(end: HandIn | str, *, stored: bool) -> Mapping[str, Any]:
    return deposit.failure(end) if isinstance(end, str) else deposit.outcome(end.view, end.findings, stored=stored)


def _enough(visitor: Visitor) -> str:
    """With the one password of all nobody can tell people apart."""
    whose = "everybody here together can" if visitor.name == LOCAL else "one person can"
    return f"{MOST_CHECKS} keys within an hour are all that {whose} have checked."


def _by(visitor: Visitor) -> str:
    return f"console:{visitor.name}"


def _wrong(now: Standing, value: Secret, seen: str) -> str | None:
    """What is wrong with the form before anything is asked of anybody, in words that give nothing of it back."""
    wanted, titles = now.key.environment, deposit.environments(now.view.catalogue)
    if not value.reveal():
        return "No key was pasted. Nothing was checked."
    if seen not in titles:
        return "Please say which environment the key's rows show. Nothing was checked; please paste the key again."
    if seen != wanted:
        return (
            f"The order is for {titles[wanted]}, and the key's rows show {titles[seen]}. Nothing was checked. "
            f"Please make the key again with {titles[wanted]} in every row, and delete this one."
        )
    return None


def _later(wait: timedelta) -> str:
    minutes = max(1, -(-round(wait.total_seconds()) // 60))
    return f"Please try again in {minutes} minute{'s' if minutes > 1 else ''}."
