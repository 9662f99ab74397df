"""What a ticket still lacks, and the request that it makes once it lacks nothing."""

from enum import StrEnum

from app.core.acts import ON, switched
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


def asks_new(view: View) -> bool:
    """Whether the ticket asks for a new key: by its words, or because a reviewer says so."""
    return view.reading is not None and (view.reading.asks is Asks.NEW or switched(view, ON) is True)


def gaps(reading: Reading) -> tuple[Gap, ...]:
    """What the requester has to be asked."""
    if not reading.keys:
        return (Gap.DESCRIPTION, Gap.ENVIRONMENT, Gap.AREA, Gap.ACCESS)
    missing = tuple(Gap(each.value) for each in reading.missing)
    return (*missing, Gap.EXPLANATION) if reading.explained is False else missing


def requested(view: View) -> KeyRequest | None:
    """The request as the ticket makes it now; None while something is missing or nobody can receive a link."""
    reading, ticket = view.reading, view.seen
    if reading is None or not asks_new(view) or gaps(reading):
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


def _keys(view: View, reading: Reading) -> tuple[KeySpec, ...]:
    """In the catalogue's order, so that the same grants always make the same request."""
    order = [area.id for area in view.catalogue.areas]
    environments = [each.id for each in view.catalogue.environments]
    asked = sorted(reading.keys, key=lambda each: environments.index(each.environment or ""))
    return tuple(
        KeySpec(
            key.environment or "",
            tuple((area, level) for area in order if (level := key.grants.get(area)) is not None),
        )
        for key in asked
    )


def _account(person: Person | None) -> str:
    return person.id if person else ""
