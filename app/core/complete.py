"""What a ticket still lacks, and the request that it makes once it lacks nothing."""

from enum import StrEnum

from app.core.acts import ON, switched
from app.core.case import Key
from app.core.reading import Asks, Missing, Reading
from app.core.recipient import NoRecipient, find_recipient
from app.core.request import KeyRequest, KeySpec
from app.core.ticket import Person
from app.core.view import View


class Gap(StrEnum):
    """What is asked for, in the order in which it is asked. EXPLANATION: why a guarded level cannot be done without."""

    DESCRIPTION = Missing.DESCRIPTION.value
    ENVIRONMENT = Missing.ENVIRONMENT.value
    AREA = Missing.AREA.value
    ACCESS = Missing.ACCESS.value
    EXPLANATION = "explanation"


def asks_new(view: View) -> bool | None:
    """Whether the ticket asks for a new key: by its words, or because a reviewer says so (None: not to be learnt)."""
    if view.reading is None:
        return False
    return view.reading.asks is Asks.NEW or view.certain or switched(view, ON)


def gaps(reading: Reading) -> tuple[Gap, ...]:
    """What the requester has to be asked: what the reading misses, and whatever a key could not be made without."""
    keys = reading.keys
    open_ = {Gap(each.value) for each in reading.missing} | ({Gap.EXPLANATION} if reading.explained is False else set())
    if not keys:
        open_ |= {Gap.ENVIRONMENT, Gap.AREA, Gap.ACCESS} | (set() if reading.purpose else {Gap.DESCRIPTION})
    if any(key.environment is None for key in keys):
        open_.add(Gap.ENVIRONMENT)
    if any(not key.grants for key in keys):
        open_.add(Gap.AREA)
    if any(level is None for key in keys for level in key.grants.values()):
        open_.add(Gap.ACCESS)
    return tuple(gap for gap in Gap if gap in open_)


def requested(view: View) -> KeyRequest | None:
    """The request as the ticket makes it now; None while something is missing or nobody can receive a link."""
    reading, ticket = view.reading, view.seen
    if reading is None or asks_new(view) is not True or gaps(reading):
        return None
    recipient = find_recipient(ticket.reporter, view.address, view.policy)
    if isinstance(recipient, NoRecipient):
        return None
    return KeyRequest(
        site=ticket.site,
        ticket_id=ticket.id,
        project_id=ticket.project_id,
        service=view.service,
        keys=_keys(view, reading),
        purpose=reading.purpose,
        explanation=reading.explanation,
        reporter=_account(ticket.reporter),
        creator=_account(ticket.creator),
        recipient=recipient,
    )


def asked_after_delivery(view: View) -> tuple[Key, ...]:
    """The delivered keys of which the ticket's words now ask something else."""
    if view.reading is None or asks_new(view) is not True:
        return ()
    asked = {key.environment or "": dict(key.grants) for key in view.reading.keys}
    given = [key for environment in asked if (key := view.case.given(environment)) is not None]
    return tuple(key for key in given if asked[key.environment] != dict(key.grants))


def _keys(view: View, reading: Reading) -> tuple[KeySpec, ...]:
    """In the catalogue's order, so that the same grants always make the same request. A key that is delivered stays in
    the request as it was delivered, whatever the words say since: nothing that is approved changes it any more."""
    order, places = [area.id for area in view.catalogue.areas], [each.id for each in view.catalogue.environments]
    grants = {key.environment or "": key.grants for key in reading.keys}
    grants |= {place: dict(key.grants) for place in places if (key := view.case.given(place)) is not None}
    return tuple(
        KeySpec(place, tuple((area, level) for area in order if (level := grants[place].get(area)) is not None))
        for place in sorted(grants, key=places.index)
    )


def _account(person: Person | None) -> str:
    return person.id if person else ""
