"""Keys wanted and issued, and the orders for those that a person has to make.

What UNIQUE promises here: one key for each ticket, environment and serial; an item of the vaults serves one key; a
value (by its fingerprint) is one key's for ever, unless its item went back to stock untouched.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, Select, func, literal, or_, select, update
from sqlalchemy.exc import IntegrityError

from app.core.case import Key, Ruling, Source, State, Verdict
from app.core.findings import Findings
from app.core.findings import Verdict as Found
from app.core.request import KeySpec, Recipient
from app.core.view import Begun
from app.store.models import CLAIMED, MAYBE_OPEN_ORDER, UtcTime, insert_or, keys, tickets


@dataclass(frozen=True, slots=True)
class Wanted:
    """A key that was approved: `spec` says what it may do, `name` what it is called at the vendor's."""

    spec: KeySpec
    name: str
    serial: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """A key that a person makes. `ref` is the ticket's name for people."""

    code: str
    key: Key
    ticket_id: str
    ref: str
    service: str


@dataclass(frozen=True, slots=True)
class AlreadyKnown:
    """Whose key a value is already."""

    key_id: int
    name: str
    ticket_id: str | None
    ref: str | None


def begin_keys(
    db: Connection, ticket_id: str, ruling: Ruling, to: Recipient, wanted: Iterable[Wanted]
) -> tuple[Key, ...]:
    """A row for each key that the ruling approves, in the transaction that records it; the ticket's keys after that.

    A key of an older approval that was not delivered yet gets the new grants and recipient, and has to be checked
    again; its name, order and value stay. A delivered one is left as it is. ValueError where nothing is approved.
    """
    if ruling.verdict is not Verdict.APPROVED or ruling.request_n is None:
        raise ValueError(f"ticket {ticket_id}: {ruling.change_id} approves nothing")
    for each in wanted:
        approved = {"grants": dict(each.spec.grants), "recipient": asdict(to), "review": ruling.request_n}
        begun = {"approver": ruling.actor, "begun_at": ruling.at}
        _want(db, ticket_id, each, {**approved, **begun})
    return keys_of(db, ticket_id)


def _want(db: Connection, ticket_id: str, wanted: Wanted, approved: dict[str, Any]) -> None:
    identity = {"ticket_id": ticket_id, "environment": wanted.spec.environment, "serial": wanted.serial}
    begun = {**identity, **approved, "name": wanted.name, "operation": uuid4().hex, "checks": 0, "shares": 0}
    db.execute(
        insert_or(db.dialect.name, keys)
        .values(begun)
        .on_conflict_do_update(
            index_elements=list(identity),
            set_={**approved, "findings": None, "verified_at": None, "checks": 0, "unanswered_since": None},
            where=keys.c.delivered_at.is_(None),
        )
    )


def begun_since(db: Connection, start: datetime) -> tuple[Begun, ...]:
    """The keys of every ticket that were begun after `start`, oldest first."""
    query = select(keys.c.approver, keys.c.begun_at).where(keys.c.begun_at > start).order_by(keys.c.begun_at)
    return tuple(Begun(row.approver or "", row.begun_at) for row in db.execute(query))


def order_key(db: Connection, key_id: int, code: str) -> None:
    """The key has to be made by a person."""
    _set(db, key_id, order_code=code)


def claim_source(db: Connection, key_id: int, source: Source, item: str, title: str | None = None) -> bool:
    """Take this item of the vaults for the key; False, and nothing changed, when it serves another key, or this key
    has another one."""
    mine = update(keys).where(keys.c.id == key_id, or_(keys.c.stock_item.is_(None), keys.c.stock_item == item))
    try:
        with db.begin_nested():
            return db.execute(mine.values(source=source.value, stock_item=item, source_title=title)).rowcount == 1
    except IntegrityError:
        return False


def take_up(db: Connection, key_id: int, item: str, operation: str) -> None:
    """The value is that of an issued item that there is already."""
    _set(db, key_id, source=Source.ISSUED.value, stock_item=item, operation=operation)


def release_source(db: Connection, key_id: int) -> bool:
    """Give the item back, with all that was found out about its value. False, and nothing changed, from the first share
    call on: then the value may be in somebody's hands. The issued item that was made of the value is never found again:
    what is issued next is another operation."""
    return db.execute(update(keys).where(keys.c.id == key_id, keys.c.shares == 0).values(_anew())).rowcount == 1


def claim_instead(db: Connection, key_id: int, wrong: str, item: str) -> bool:
    """Take this item of the deposits in place of the one that proved wrong; False, and nothing changed, when it serves
    another key, or the wrong one may have been given out."""
    mine = keys.c.id == key_id, keys.c.stock_item == wrong, keys.c.item.is_(None), keys.c.shares == 0
    values = {**_anew(), "source": Source.DEPOSIT.value, "stock_item": item}
    try:
        with db.begin_nested():
            return db.execute(update(keys).where(*mine).values(values)).rowcount == 1
    except IntegrityError:
        return False


def _anew() -> dict[str, Any]:
    """Of a key that has no value, or another one than before."""
    of_source, of_item = ("source", "stock_item", "source_title"), ("item", "item_attempted_at")
    of_value = "last4", "fingerprint", "findings", "verified_at", "unanswered_since"
    return {**dict.fromkeys((*of_source, *of_item, *of_value)), "operation": uuid4().hex, "checks": 0}


def claimed_items(db: Connection) -> frozenset[str]:
    """The items of the vaults that are taken for keys not delivered yet: those of delivered ones are put away."""
    return frozenset(db.scalars(select(keys.c.stock_item).where(CLAIMED)))


def record_check(
    db: Connection, key_id: int, findings: Findings, at: datetime, last4: str, fingerprint: str
) -> AlreadyKnown | None:
    """What a check of the key's value found, whatever it was. Where the value is another key's already: whose, and
    nothing changed."""
    since = func.coalesce(keys.c.unanswered_since, literal(at, UtcTime))
    unanswered = {"unanswered_since": since if findings.verdict is Found.UNKNOWN else None}
    checked = {"findings": findings.to_json(), "verified_at": at, "checks": keys.c.checks + 1, **unanswered}
    try:
        with db.begin_nested():
            _set(db, key_id, **checked, last4=last4, fingerprint=fingerprint)
    except IntegrityError:
        return key_with(db, fingerprint)
    return None


def key_with(db: Connection, fingerprint: str) -> AlreadyKnown | None:
    """The key whose value has this fingerprint."""
    query = select(keys.c.id, keys.c.name, keys.c.ticket_id, tickets.c.ref).outerjoin_from(keys, tickets)
    row = db.execute(query.where(keys.c.fingerprint == fingerprint)).first()
    return AlreadyKnown(*row) if row else None


def record_item(db: Connection, key_id: int, item: str) -> None:
    """The issued item was made, or found."""
    _set(db, key_id, item=item, item_attempted_at=None)


def recover(
    db: Connection, key_id: int, item: str, operation: str, last4: str, fingerprint: str, now: datetime
) -> AlreadyKnown | None:
    """The key was delivered, and its row did not know it: what can be learnt of its issued item. Where the value is
    another key's: whose, and nothing changed."""
    learnt = {"item": item, "operation": operation, "last4": last4, "fingerprint": fingerprint, "shared_at": now}
    try:
        with db.begin_nested():
            _set(db, key_id, **learnt, shares=keys.c.shares + 1)
    except IntegrityError:
        return key_with(db, fingerprint)
    return None


def begin_share(db: Connection, key_id: int, before: int, now: datetime, until: datetime) -> bool:
    """Before the share call, which cannot be told from one that never happened: one more than the `before` that whoever
    calls knows of, for a link that ends at `until`. False, and nothing changed, where somebody else has begun one
    since."""
    begun = update(keys).where(keys.c.id == key_id, keys.c.shares == before, keys.c.shared_at.is_(None))
    values = {"shares": before + 1, "shared_at": now, "shared_until": until, "link_trace": None}
    return db.execute(begun.values(values)).rowcount == 1


def link_made(db: Connection, key_id: int, count: int, since: datetime, trace: str) -> bool:
    """The share call begun then, the key's `count`-th, has made the link of this trace. False, and nothing changed,
    where that call is not the one under way any more."""
    mine = keys.c.id == key_id, keys.c.shares == count, keys.c.shared_at == since, keys.c.delivered_at.is_(None)
    return db.execute(update(keys).where(*mine).values(link_trace=trace)).rowcount == 1


def lose_share(db: Connection, key_id: int) -> None:
    """The link of the last share call reached nobody."""
    _set(db, key_id, **_NO_LINK)


def unmake_share(db: Connection, key_id: int) -> None:
    """1Password has refused the last share call: there never was a link, and the call does not count."""
    _set(db, key_id, **_NO_LINK, shares=keys.c.shares - 1)


def allow_share(db: Connection, ticket_id: str, most: int) -> bool:
    """One more share call for each key of the ticket that has had its `most`; whether there was one. The count does not
    begin anew: a value that may be with somebody never goes back to stock."""
    spent = keys.c.ticket_id == ticket_id, keys.c.shares >= most, keys.c.shared_at.is_(None)
    more = update(keys).where(*spent, keys.c.delivered_at.is_(None)).values(shares=most - 1)
    return db.execute(more).rowcount > 0


def unanswered_since(db: Connection) -> datetime | None:
    """Since when the key that has waited for longest waits for an answer about what it can do."""
    waiting = keys.c.unanswered_since.is_not(None), keys.c.delivered_at.is_(None)
    held = tickets.c.state == State.ORDER.value, tickets.c.left_at.is_(None)
    query = select(func.min(keys.c.unanswered_since)).join_from(keys, tickets).where(*waiting, *held)
    since: datetime | None = db.scalar(query)
    return since


def attempt_item(db: Connection, key_id: int, now: datetime | None) -> None:
    """Before an item of the vault is made for the key: from now on it is in doubt. None: certainly not made."""
    _set(db, key_id, item_attempted_at=now)


def deliver(db: Connection, key_id: int, now: datetime) -> None:
    """The link is published and the source put away."""
    _set(db, key_id, delivered_at=now)


def open_orders(db: Connection) -> tuple[Order, ...]:
    """The orders that nobody handed a right value in for yet, and whose ticket waits for one, as far as it was last
    seen; oldest first."""
    waits = tickets.c.left_at.is_(None), tickets.c.state.in_(_WAITING)
    found = _orders(db, _ORDERS.where(MAYBE_OPEN_ORDER, *waits).order_by(keys.c.id))
    return tuple(each for each in found if each.key.open_order)


def order(db: Connection, code: str) -> Order | None:
    """The order with this code, open or not."""
    return next(iter(_orders(db, _ORDERS.where(keys.c.order_code == code))), None)


def one(db: Connection, key_id: int) -> Key:
    """The key as its row is now."""
    return _key(db.execute(select(keys).where(keys.c.id == key_id)).one())


def keys_of(db: Connection, ticket_id: str) -> tuple[Key, ...]:
    """All of a ticket, by environment and serial."""
    query = select(keys).where(keys.c.ticket_id == ticket_id).order_by(keys.c.environment, keys.c.serial)
    return tuple(_key(row) for row in db.execute(query))


_ORDERS = select(keys, tickets.c.ref, tickets.c.service).join_from(keys, tickets)


def _orders(db: Connection, query: Select[Any]) -> tuple[Order, ...]:
    rows = db.execute(query)
    return tuple(Order(row.order_code, _key(row), row.ticket_id, row.ref, row.service) for row in rows)


#: A ticket that is stuck may have an order besides.
_WAITING = (State.ORDER.value, State.STUCK.value)
_NO_LINK = dict.fromkeys(("shared_at", "shared_until", "link_trace"))


def _set(db: Connection, key_id: int, **values: Any) -> None:
    if db.execute(update(keys).where(keys.c.id == key_id).values(values)).rowcount == 0:
        raise LookupError(f"no key {key_id}")


def _key(row: Row[Any]) -> Key:
    values = {name: getattr(row, name) for name in _SAME_NAME}
    return Key(
        **values,
        recipient=Recipient(**row.recipient),
        source=None if row.source is None else Source(row.source),
        source_item=row.stock_item,
        findings=None if row.findings is None else Findings.from_json(row.findings),
    )


_SAME_NAME = tuple(name for name in Key.__slots__ if name not in ("recipient", "source", "source_item", "findings"))
