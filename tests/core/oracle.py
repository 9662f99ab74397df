"""What must hold of a `World`, said in other words than the rules': from the help desk's side, act by act.

Nothing of the core's judgement is used here (`find_approval`, `within`, digests), so that both cannot be wrong alike.
"""

import re
from collections import Counter
from datetime import datetime, timedelta

from app.core.case import Kind, Verdict
from app.core.reading import Asks
from app.core.steps import Share
from app.core.ticket import AccountKind, Change
from app.core.view import Mode, messages
from tests.core.build import ALMA, BOT
from tests.core.world import Shared, World, understand

Cells = dict[tuple[str, str], int]

COUNTED = frozenset(Kind) - {Kind.ORDER, Kind.RENAME, Kind.DELIVERY, Kind.MEND, Kind.SET_ASIDE}


def asked(world: World) -> Cells:
    """(environment, area) to the rank of its level, as the ticket's words have it now."""
    read = understand(messages(world.ticket, BOT.id))
    asked = {key.environment or "": dict(key.grants) for key in read.keys}
    # What somebody has is not asked for any more, and stays what it was when it was sent.
    asked |= {each.key.environment: dict(each.key.grants) for each in world.shares if delivered(world, each)}
    return {(place, area): ALMA.rank(level) for place, grants in asked.items() for area, level in grants.items()}


def delivered(world: World, shared: Shared) -> bool:
    return any(each.id == shared.key.id and each.delivered_at is not None for each in world.case.keys)


def reviewed(world: World, n: int) -> Cells:
    request = next(each.request for each in world.case.understandings if each.n == n)
    assert request is not None
    return {cell: ALMA.rank(level) for cell, level in request.cells().items()}


def last_word(label: str, changes: tuple[Change, ...]) -> Change | None:
    """The newest entry about a label."""
    about = [each for each in changes if each.field == "labels" and label in (each.before + " " + each.after).split()]
    moved = [each for each in about if (label in each.before.split()) != (label in each.after.split())]
    return moved[-1] if moved else None


def set_by_reviewer(world: World, label: str) -> Change | None:
    """The newest entry that we can read, if it is a reviewer's who set the label, perhaps with an account that has been
    deactivated since: what these labels do is to withhold a key.
    """
    entry = last_word(label, world.view().seen.changes or ())
    if entry is None or label not in entry.after.split() or label not in world.ticket.labels:
        return None
    actor = entry.actor
    human = actor is not None and actor.kind is AccountKind.HUMAN and actor.id != BOT.id
    return entry if human and actor is not None and actor.id in world.group else None


def unfit(world: World, step: Share) -> list[str]:
    """Everything that speaks against this share call now; none where it is right."""
    key, seen, wrong = step.key, world.ticket, list[str]()
    environment = {area: ALMA.rank(level) for area, level in key.grants.items()}
    asked_here = {area: rank for (env, area), rank in asked(world).items() if env == key.environment}
    read = understand(messages(seen, BOT.id))
    on = set_by_reviewer(world, "keydesk-on") is not None
    if environment != asked_here:
        wrong.append("the key is not what the ticket asks")
    if read.missing or not (read.asks is Asks.NEW or on):
        wrong.append("the ticket asks for no key, or not for a whole one")
    if seen.reporter is None or key.recipient.account != seen.reporter.id or key.recipient.address != world.address:
        wrong.append("the recipient is not the reporter")
    if seen.closed or world.case.left_at is not None or seen.project_id != "10000":
        wrong.append("the ticket is closed, has left its queue or moved")
    if set_by_reviewer(world, "keydesk-off"):
        wrong.append("a reviewer keeps us out")
    if world.policy.paused or world.policy.mode is not Mode.FULL:
        wrong.append("nothing is to be issued now")
    if not (world.group_answers and world.history_whole):
        wrong.append("the reviewers or the history cannot be asked")
    approving = [each for each in seen.labels if re.fullmatch(r"alma-key-approved(-[1-9]\d*)?", each)]
    if not any(not flaws(world, label) for label in approving):
        wrong.append(f"no label approves it: {[flaws(world, label) for label in approving]}")
    item = next(each for each in world.issued if each.id == key.item)
    source = next(each for each in [*world.stock, *world.deposits] if each.id == key.source_item)
    if item.value != source.value or item.able != dict(key.grants) or item.state != "live":
        wrong.append("the item shared is not the key that was checked")
    if key.delivered_at is not None or key.id in world.links:
        wrong.append("its link is there already")
    return wrong


def flaws(world: World, label: str) -> list[str]:
    """Why this label does not approve what is asked now."""
    wrong, seen = list[str](), world.view().seen
    entry = set_by_reviewer(world, label)
    if entry is None or entry.actor is None:
        return ["no reviewer set it"]
    actor = entry.actor
    former = {each.before for each in seen.changes or () if each.field == "reporter"}
    parties = {each.id for each in (seen.reporter, seen.creator) if each is not None}
    if actor.id in parties | former or actor.address == world.address:
        wrong.append("its setter has a part in the request")
    if touched(world, actor.id):
        wrong.append("its setter's words stand in the request")
    if any(each.field == "project" and each.at >= entry.at for each in seen.changes or ()):
        wrong.append("the ticket moved since")
    if entry.at < world.now - timedelta(days=14):
        wrong.append("it is too old")
    denials = [each for each in seen.changes or () if "alma-key-denied" in each.added and judged_denied(world, each)]
    if set_by_reviewer(world, "alma-key-denied") or any(each.at >= entry.at for each in denials):
        wrong.append("a reviewer declined")
    return wrong + review_flaws(world, label, entry.at)


def review_flaws(world: World, label: str, at: datetime) -> list[str]:
    numbers = [each.n for each in world.case.understandings if each.n is not None]
    if not numbers:
        return ["there is no review"]
    n, wrong = max(numbers), list[str]()
    for kind in ("review", "review-note"):
        standing = [each for each in world.ticket.comments if world.marks.get(each.id) == f"{kind}:{n}"]
        if len(standing) != 1 or standing[0].created >= at or standing[0].updated != standing[0].created:
            wrong.append(f"{kind} {n} did not stand there unaltered before it")
    now, newest = asked(world), reviewed(world, n)
    if now != newest:
        wrong.append("another request was reviewed")
    shown = {int(about) for kind, about, _ in world.written if kind in (Kind.REVIEW, Kind.REVIEW_NOTE)}
    wider = any(rank > reviewed(world, each).get(cell, 0) for each in shown for cell, rank in newest.items())
    number = label.removeprefix("alma-key-approved").removeprefix("-")
    if (number and int(number) != n) or (wider and not number):
        wrong.append("it does not name the review")
    return wrong


def touched(world: World, person: str) -> bool:
    since: set[str] = set()
    asking = {each.id for each in (world.ticket.reporter, world.ticket.creator) if each is not None}
    for each in world.view().seen.changes or ():
        if each.field == "description" and each.actor is not None:
            since = set() if each.actor.id in asking else since | {each.actor.id}
    return person in since


def judged_denied(world: World, entry: Change) -> bool:
    """Whether we saw this denial while it stood, and it was a reviewer's."""
    return any(
        each.verdict is Verdict.DENIED and each.change_id.split(":")[0] == entry.id for each in world.case.rulings
    )


def broken(world: World) -> list[str]:
    """What is wrong with the world at any time."""
    wrong = list[str]()
    twice = [mark for mark, times in Counter(world.marks.values()).items() if times > 1]
    wrong += [f"said twice: {mark}" for mark in twice]
    questions = {about for kind, about, _ in world.written if kind is Kind.QUESTION}
    if len(questions) > 2:
        wrong.append(f"questions: {questions}")
    shared = {each.value for each in world.shares}
    wrong += [
        f"free after it was shared: {each.id}" for each in world.stock if each.state == "free" and each.value in shared
    ]
    owners: dict[str, set[int]] = {}
    for each in world.shares:
        owners.setdefault(each.value, set()).add(each.key.id)
        if each.key.recipient.address != each.address:
            wrong.append("shared with somebody else")
    wrong += [f"one value for two keys: {value}" for value, keys in owners.items() if len(keys) > 1]
    claims = Counter(each.source_item for each in world.case.keys if each.source_item)
    wrong += [f"one item for two keys: {item}" for item, times in claims.items() if times > 1]
    wrong += [
        f"{len(calls)} share calls"
        for calls in [[e for e in world.shares if e.key.id == key.id] for key in world.case.keys]
        if len(calls) > 3
    ]
    return wrong + chatter(world)


def chatter(world: World) -> list[str]:
    """Days with more than six of the comments that are counted, no reviewer's label having counted in between."""
    # One that was deleted while it was in doubt is written again, and is still the same comment.
    times = list({(kind, about): at for kind, about, at in world.written if kind in COUNTED}.values())
    wrong = []
    for end in times:
        start = max([end - timedelta(hours=23, minutes=59), *(each for each in world.counted if each <= end)])
        if sum(start < each <= end for each in times) > 6:
            wrong.append(f"more than six comments since {start}: {world.written}")
    return wrong
