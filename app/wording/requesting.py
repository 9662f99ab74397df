"""The facts of the comments about a complete request: its reviews, and what goes to a person."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.case import Understanding
from app.core.catalogue import Catalogue
from app.core.complete import gaps
from app.core.document import Mention
from app.core.reading import Reading, Role
from app.core.recipient import NoRecipient, find_recipient, is_inside, masked
from app.core.request import KeyRequest, KeySpec, within_all
from app.core.rules.near_misses import WORDS, in_words
from app.core.rules.scope import TOO_LONG
from app.core.steps import Say
from app.core.view import View, messages
from app.wording import phrases
from app.wording.asking import TITLES, reading_of

Facts = Mapping[str, Any]

_MATTERS = {
    "change": "other rights for a key that exists",
    "replace": "replacing or withdrawing a key that exists",
    "trouble": "a key or a link that does not work",
}


def plain(say: Say, view: View) -> Facts:  # noqa: ARG001
    """For texts that always read the same."""
    return {}


def handover_note(say: Say, view: View) -> Facts:  # noqa: ARG001
    words = [each.text for each in messages(view.seen, view.policy.bot)[1:] if each.by is Role.REQUESTER]
    open_gaps = [TITLES[gap].lower() for gap in gaps(reading_of(view))]
    return {"reply": words[-1] if words else "", "open": phrases.listed(open_gaps) if open_gaps else "nothing"}


def review(say: Say, view: View) -> Facts:
    request = _request(view, say.about)
    catalogue = view.catalogue
    several = len(request.keys) > 1
    return {
        "columns": [phrases.key_title(catalogue, key.environment) for key in request.keys] if several else [],
        "rows": _rows(catalogue, request) if several else [],
        "title": phrases.key_title(catalogue, request.keys[0].environment),
        "grants": phrases.grants(catalogue, request.keys[0].grants),
        "purpose": request.purpose,
        "masked": masked(request.recipient.address),
    }


def review_note(say: Say, view: View) -> Facts:
    request = _request(view, say.about)
    reporter = view.seen.reporter
    return {
        "headline": _headline(view, request),
        "keys": [_reviewed(view, key) for key in request.keys],
        "purpose": request.purpose,
        "purpose_words": _words_of_purpose(reading_of(view), request),
        "explanation": request.explanation,
        "who": reporter.name if reporter else "",
        "address": request.recipient.address,
        "notes": _notes(view, request),
        "approve": _approving_label(view, say.about, request),
        "deny": f"{view.prefix}-denied",
    }


def near_miss(say: Say, view: View) -> Facts:
    """The label that the newest review names is the one that was meant."""
    newest = view.case.newest_review()
    if newest is None or newest.request is None:
        raise ValueError("nothing was laid before the reviewers")
    who = in_words(view) if say.about == WORDS else None
    return {
        "who": Mention(who.id, who.name) if who is not None else None,
        "written": say.about,
        "label": _approving_label(view, str(newest.n), newest.request),
    }


def other_matter(say: Say, view: View) -> Facts:  # noqa: ARG001
    return {"too_long": say.about == TOO_LONG, "matter": _MATTERS.get(say.about, "")}


def no_recipient(say: Say, view: View) -> Facts:  # noqa: ARG001
    found = find_recipient(view.seen.reporter, view.address, view.policy)
    why = found if isinstance(found, NoRecipient) else NoRecipient.NOBODY
    by_operator = why in (NoRecipient.NO_ADDRESS, NoRecipient.BAD_ADDRESS)
    return {
        "why": why.value,
        "now": "Whoever operates Keydesk can add the account and its address to KEYDESK_PEOPLE."
        if by_operator
        else "Please make the person who shall receive the key the ticket's reporter.",
    }


def mention(view: View, account: str, name: str) -> Mention | str:
    return Mention(account, name) if account and account != view.policy.bot else name


def _request(view: View, about: str) -> KeyRequest:
    laid: Sequence[Understanding] = [each for each in view.case.reviews() if str(each.n) == about]
    if not laid or laid[0].request is None:
        raise ValueError(f"there is no review {about}")
    return laid[0].request


def _rows(catalogue: Catalogue, request: KeyRequest) -> list[dict[str, Any]]:
    cells = request.cells()
    areas = [area for area in catalogue.areas if any(cell[1] == area.id for cell in cells)]
    return [
        {
            "area": area.title,
            "levels": [
                catalogue.level(level).title if (level := cells.get((key.environment, area.id))) else "none"
                for key in request.keys
            ],
        }
        for area in areas
    ]


def _reviewed(view: View, key: KeySpec) -> dict[str, str]:
    environment = view.catalogue.environment(key.environment).title
    return {
        "title": environment.capitalize() if len(view.catalogue.environments) > 1 else view.catalogue.title,
        "grants": phrases.grants(view.catalogue, key.grants),
        "words": ", ".join(f'"{each}"' for each in _words_behind(reading_of(view), key)),
    }


def _words_behind(reading: Reading, key: KeySpec) -> list[str]:
    """The requester's words for the environment and the levels, each once."""
    claims = {f"environment={key.environment}", *(f"level={level}" for _, level in key.grants)}
    return list(dict.fromkeys(each.words for each in reading.evidence if each.claim in claims))[:3]


def _words_of_purpose(reading: Reading, request: KeyRequest) -> str:
    """Where they say more than the purpose as it was understood."""
    words = next((each.words for each in reading.evidence if each.claim == "purpose"), "")
    return words if request.purpose not in words or len(words) > len(request.purpose) else ""


def _approving_label(view: View, about: str, request: KeyRequest) -> str:
    label = f"{view.prefix}-approved"
    earlier = [each.request for each in view.case.reviews() if str(each.n) != about and each.request is not None]
    return label if within_all(request, earlier, view.catalogue) else f"{label}-{about}"


def _headline(view: View, request: KeyRequest) -> str:
    count = len(request.keys)
    places = phrases.listed([view.catalogue.environment(key.environment).title for key in request.keys])
    keys = f"{count} {'key' if count == 1 else 'keys'}"
    where = f", {places}" if len(view.catalogue.environments) > 1 else ""
    warnings = _warnings(view, request)
    if not warnings:
        return f"{keys}{where}. Nothing unusual."
    return f"{keys}{where}. Please look at: {' · '.join(warnings)}."


def _warnings(view: View, request: KeyRequest) -> list[str]:
    """What is worth a second look, the gravest first."""
    catalogue, cells = view.catalogue, request.cells()
    guarded = [cell for cell in sorted(catalogue.guarded) if any((area, lv) == cell for (_, area), lv in cells.items())]
    patrons = [
        each for each in catalogue.areas if each.id in catalogue.patron_data and (any(each.id == a for _, a in cells))
    ]
    writes = any(env == "production" and catalogue.rank(level) > 1 for (env, _), level in cells.items())
    outside = not is_inside(request.recipient.address, view.policy)
    named = [
        f"{catalogue.area(area).title} {catalogue.level(level).title} (explained)"
        if len(catalogue.areas) > 1
        else f"{catalogue.level(level).title} (explained)"
        for area, level in guarded
    ]
    named += [f"patron data ({each.title})" for each in patrons]
    named += [f"goes outside the library ({request.recipient.address})"] if outside else []
    return named + (["write in production"] if writes and len(catalogue.areas) > 1 else [])


def _notes(view: View, request: KeyRequest) -> list[str]:
    catalogue, ticket = view.catalogue, view.seen
    cells = request.cells()
    notes = []
    if any(area == "bibs" for _, area in cells):
        notes.append("Bibs read-only also shows loans and requests of patrons.")
    if ("configuration", "read-write") in catalogue.guarded and any(
        area == "configuration" and level == "read-write" for (_, area), level in cells.items()
    ):
        notes.append("Configuration read/write can change code tables, locations, sets and jobs.")
    notes += [
        f"A key value was pasted into this ticket (ends in {last4}). Treat it as public." for last4 in ticket.pasted
    ]
    reading = reading_of(view)
    if reading.suggest:
        titles = [phrases.area_title(catalogue, each) for each in reading.suggest]
        notes.append(f"The work also seems to touch {phrases.listed(titles)}, which is not asked for.")
    return notes + _edited_by_others(view)


def _edited_by_others(view: View) -> list[str]:
    asking = {person.id for person in (view.seen.reporter, view.seen.creator) if person is not None}
    last = {each.field: each.actor for each in view.seen.changes or () if each.field in ("summary", "description")}
    return [
        f"The {field} was last edited by {actor.name}, who therefore cannot approve."
        for field, actor in last.items()
        if actor is not None and actor.id not in asking
    ]
