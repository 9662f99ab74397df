"""What has to be true in the end, whatever happened on the way. Each violation is a sentence."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Row, select

from app.core.case import Kind, Verdict
from app.core.naming import link_id
from app.core.secret import Secret
from app.demo.helpdesk.conversation import Audience
from app.store import audit, work
from app.store.models import keys, metadata, rulings
from tests.chaos.library import Run
from tests.chaos.people import Request

#: Share calls for one key's life, without a person.
MOST_SHARES = 3

_OPERATION, _CLAIMED = "op:", "claimed:"


def violations(run: Run) -> list[str]:
    """What is wrong now that every request should be over."""
    found = [f"{each.id}: {wrong}" for each in run.requests for wrong in _about(run, each)]
    return [*found, *whole(run)]


def whole(run: Run) -> list[str]:
    """What must hold at any moment at which nothing is under way, delivered or not."""
    return [wrong for rule in (*_SAID, *_KEPT) for wrong in rule(run)]


def said(run: Run) -> list[str]:
    """The part of it that is not about what our rows know of the vaults."""
    return [wrong for rule in _SAID for wrong in rule(run)]


def _about(run: Run, request: Request) -> Iterator[str]:
    if not request.over:
        yield f"not delivered: {sorted(request.labels)}, {_standing(run, request)}"
        return
    if request.approvals != 1:
        yield f"the approval had to be given {request.approvals} times"
    yield from _one_key_each(run, request)
    yield from _links(run, request)
    row = _work_row(run, request)
    if row is None or row.due_at is not None or row.dead_at is not None:
        yield f"its row is not at rest: {row}"


def _one_key_each(run: Run, request: Request) -> Iterator[str]:
    rows = [row for row in _rows(run) if row.ticket_id == request.id]
    if sorted(row.environment for row in rows) != sorted(request.wants):
        yield f"keys for {[row.environment for row in rows]}, wanted {list(request.wants)}"
    issued = {item.id: item for item in run.items("OP_ISSUED_VAULT") if not item.archived}
    for row in rows:
        if row.delivered_at is None or row.item not in issued:
            yield f"the key for {row.environment} is not delivered, or its item is gone"
        if row.shares > MOST_SHARES:
            yield f"{row.shares} share calls for {row.environment}"


def _links(run: Run, request: Request) -> Iterator[str]:
    """Each environment's link stands in one comment and opens to the key of that environment, and no other."""
    links = run.scene.links_of(request.id)
    if len(links) != len(request.wants):
        yield f"{len(links)} links published for {len(request.wants)} keys"
    placed = {link.object["url"]: link.global_id for link in run.scene.desk.ticket(request.id).links}
    opened: dict[str, str] = {}
    for url in links:
        environment = next((each for each in request.wants if placed.get(url) == link_id(request.id, each, 0)), None)
        if environment is None or environment in opened:
            yield "a published link is not the one that is attached for its environment"
            continue
        opened[environment] = run.scene.open_link(url, request.address)
    for environment, value in opened.items():
        if not _is_for(run, value, environment, request):
            yield f"the link for {environment} opens to another key"
    if len(set(opened.values())) != len(opened):
        yield "two links open to one key"


def _is_for(run: Run, value: str, environment: str, request: Request) -> bool:
    key = run.scene.alma.key(value)
    row = next((row for row in _rows(run) if (row.ticket_id, row.environment) == (request.id, environment)), None)
    fits = key is not None and (key.environment, key.grants) == (environment, dict(request.wants[environment]))
    return fits and row is not None and row.fingerprint == run.house.fingerprint(Secret(value))


def _no_comment_twice(run: Run) -> Iterator[str]:
    for request in run.requests:
        marks = Counter(
            (each.properties.get("keydesk.mark") or {}).get("mark", "no mark")
            for each in run.scene.desk.ticket(request.id).comments
            if each.author == run.scene.people.bot
        )
        for mark, count in marks.items():
            if count > 1 or mark == "no mark":
                yield f"{request.id}: {count} comments {mark}"


def _no_item_lost_or_taken_twice(run: Run) -> Iterator[str]:
    """Each stock and deposit item is free, or serves one key that knows of it."""
    rows = _rows(run)
    owners = {row.stock_item: row for row in rows if row.stock_item}
    traces = {row.fingerprint: row for row in rows if row.fingerprint}
    for item in [*run.items("OP_STOCK_VAULT"), *run.items("OP_DEPOSIT_VAULT")]:
        claims = [tag.removeprefix(_CLAIMED) for tag in item.tags if tag.startswith(_CLAIMED)]
        owner = owners.get(item.id) or traces.get(run.house.fingerprint(Secret(item.value())))
        if len(claims) > 1:
            yield f"item {item.title} is claimed {len(claims)} times"
        if claims and (owner is None or owner.operation != claims[0]):
            yield f"item {item.title} is claimed, and no key knows of it"
        if item.archived and (owner is None or owner.shared_at is None):
            yield f"item {item.title} is put away, and no key that was shared knows of it"
        if owner is not None and owner.delivered_at is not None and not item.archived:
            yield f"item {item.title} lies about, though its key is delivered"


def _no_key_twice(run: Run) -> Iterator[str]:
    """No value is in two live issued items, and each live issued item is one key's."""
    live = [item for item in run.items("OP_ISSUED_VAULT") if not item.archived]
    for value, count in Counter(item.value() for item in live).items():
        if count > 1:
            yield f"{count} issued items hold the key …{value[-4:]}"
    known = {row.item for row in _rows(run)} | {None}
    operations = {row.operation for row in _rows(run)}
    for item in live:
        marks = {tag.removeprefix(_OPERATION) for tag in item.tags if tag.startswith(_OPERATION)}
        if item.id not in known and not marks & operations:
            yield f"issued item {item.title} is nobody's"


def _no_approval_refused(run: Run) -> Iterator[str]:
    with run.house.store.reading() as db:
        refused = db.execute(select(rulings).where(rulings.c.verdict != Verdict.APPROVED.value)).all()
    for row in refused:
        if row.verdict != Verdict.HELD.value:
            yield f"{row.ticket_id}: {row.label} was {row.verdict}: {row.reason}"


def _chain_is_whole(run: Run) -> Iterator[str]:
    with run.house.store.reading() as db:
        report = run.house.store.audit.verify(audit.entries(db))
    for number, fault in report.faults:
        yield f"audit row {number} is {fault.value}"


def _nobody_complains(run: Run) -> Iterator[str]:
    yield from (f"help desk: {each}" for each in run.scene.desk.violations)
    yield from (f"Alma: {each.method} {each.path}" for each in run.scene.alma.violations)
    yield from (f"1Password: {each}" for each in run.scene.vault.refused if "invalid client id" not in each)


def _nothing_leaked(run: Run) -> Iterator[str]:
    """No value and no link in the database or a log, no value on a ticket, a link only where it is given out."""
    values = {item.value() for vault in run.scene.vault.account.vaults.values() for item in vault.items.values()}
    links = {share.secret for share in run.scene.vault.shares.made}
    places = {"the database": _dump(run), "a log": run.library.written()}
    for place, text in places.items():
        if any(secret in text for secret in values | links):
            yield f"a secret stands in {place}"
    for request in run.requests:
        said = "\n".join(each.text for each in run.scene.desk.thread(request.id))
        if any(value in said for value in values):
            yield f"{request.id}: a key stands on the ticket"


_KEPT: tuple[Callable[[Run], Iterator[str]], ...] = (_no_item_lost_or_taken_twice, _no_key_twice)
_SAID: tuple[Callable[[Run], Iterator[str]], ...] = (
    _no_comment_twice,
    _chain_is_whole,
    _nobody_complains,
    _nothing_leaked,
)


def refusals(run: Run) -> list[str]:
    """Approvals that were refused, in a run in which all of them were right."""
    return list(_no_approval_refused(run))


def told(request: Request, kind: Kind) -> bool:
    """Whether a comment of this kind stands on the ticket."""
    comments = request.scene.desk.ticket(request.id).comments
    marks = [(each.properties.get("keydesk.mark") or {}).get("mark", "") for each in comments]
    return any(re.fullmatch(rf"{re.escape(kind.value)}:.*", mark) for mark in marks)


def _standing(run: Run, request: Request) -> str:
    row = _work_row(run, request)
    last = [each.text for each in request.ours(Audience.INTERNAL, Audience.PUBLIC)][-1:]
    state = f"error {row.error}, due {row.due_at}, dead {row.dead_at}" if row else "no row"
    return f"{state}; last said: {' '.join(last)[:160]!r}"


def _work_row(run: Run, request: Request) -> work.Standing | None:
    with run.house.store.reading() as db:
        return work.standing(db, f"ticket:{request.id}")


def _rows(run: Run) -> list[Row[Any]]:
    with run.house.store.reading() as db:
        return list(db.execute(select(keys)).all())


def _dump(run: Run) -> str:
    with run.house.store.reading() as db:
        return "\n".join(str(tuple(row)) for table in metadata.sorted_tables for row in db.execute(select(table)))
