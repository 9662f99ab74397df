"""Small builders, so that a test about a decision names the few facts that it is about.

A test starts with `asking()` and says, one call a fact, what happened since: each builder takes a view and gives the
view after it. Minutes count from nine o'clock; whoever sets a label is looked up in `REVIEWERS` unless told otherwise.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from app.core.acts import people_whose_acts_count
from app.core.case import Case, Key, Kind, Ruling, Said, Source, Understanding, Verdict
from app.core.catalogue import Area, Catalogue, Environment, Level
from app.core.complete import requested
from app.core.findings import Agreement, AreaFinding, Findings, Result
from app.core.reading import Asks, KeyAsked, Missing, Reading, Reply
from app.core.request import KeyRequest
from app.core.ticket import AccountKind, Change, Comment, Person, Ticket
from app.core.view import Mode, Policy, View, messages, source_of

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

ALMA = Catalogue(
    service="alma",
    title="Alma",
    environments=(
        Environment("production", "production", "the real Alma"),
        Environment("sandbox", "premium sandbox", "the test copy"),
    ),
    areas=(
        Area("bibs", "Bibs", "records"),
        Area("configuration", "Configuration", "settings"),
        Area("users", "Users", "patrons"),
    ),
    levels=(Level("read-only", "read-only", "looks up"), Level("read-write", "read/write", "changes")),
    guarded=frozenset({("configuration", "read-write")}),
    patron_data=frozenset({"users"}),
)


def person(id: str, **facts: Any) -> Person:
    return Person(id, id.capitalize(), **{"address": f"{id}@duke.edu", **facts})


DANA = person("dana", kind=AccountKind.CUSTOMER)
RUTH, REX = person("ruth"), person("rex")
AGATHA = person("agatha")
BOT = person("keydesk", kind=AccountKind.APP)
RULE = person("automation", kind=AccountKind.APP)
REVIEWERS = frozenset({"ruth", "rex"})

POLICY = Policy(
    bot=BOT.id,
    mode=Mode.FULL,
    since=NINE - timedelta(days=1),
    projects=frozenset({"10000"}),
    catalogues={"alma": ALMA},
    prefixes={"alma": "alma-key", "openathens": "openathens-key"},
    domains=frozenset({"duke.edu"}),
    stock_for=frozenset({("sandbox", "read-only")}),
)


def at(minute: float) -> datetime:
    return NINE + timedelta(minutes=minute)


def key(environment: str | None = "production", **grants: str | None) -> KeyAsked:
    return KeyAsked(environment, grants or {"bibs": "read-only"})


def reading(*keys: KeyAsked, **facts: Any) -> Reading:
    """A complete request for a new key, but for what `facts` say."""
    return Reading(**{"asks": Asks.NEW, "keys": keys or (key(),), "purpose": "spine labels", **facts})


NARROW = reading(key(bibs="read-only"))
WIDE = reading(key(bibs="read-write", users="read-write"))
BOTH = reading(key("production"), key("sandbox"))
NO_ENVIRONMENT = reading(key(None), missing=(Missing.ENVIRONMENT,))
NO_LEVEL = reading(key(bibs=None), missing=(Missing.ACCESS,))
NOTHING_KNOWN = reading(
    key(None, bibs=None), missing=(Missing.DESCRIPTION, Missing.ENVIRONMENT, Missing.ACCESS), purpose=""
)


def replied(reading: Reading, reply: Reply) -> Reading:
    return replace(reading, reply=reply)


def other(asks: Asks) -> Reading:
    return Reading(asks, (KeyAsked(None, {}),), tuple(Missing))


def ticket(**facts: Any) -> Ticket:
    whole: dict[str, Any] = {
        "site": "https://library.example",
        "id": "10021",
        "ref": "LIB-412",
        "project_id": "10000",
        "summary": "API key",
        "description": "for spine labels",
        "reporter": DANA,
        "creator": DANA,
        "created": at(0),
        "updated": at(0),
    }
    return Ticket(**{**whole, **facts})


def asking(read_as: Reading = NARROW, **facts: Any) -> View:
    """A ticket in our queue whose words were understood; `facts` are the ticket's."""
    seen = ticket(**facts)
    address = seen.reporter.address if seen.reporter else None
    return understood(View(seen, "alma", Case(), None, POLICY, at(1), {}, address), read_as)


def unread(read_as: Reading = NARROW, **facts: Any) -> View:
    """A ticket in our queue at which nobody has looked yet."""
    return replace(asking(read_as, **facts), case=Case())


def understood(view: View, read_as: Reading) -> View:
    """Its words, as they are now, are understood like this, and not as they were before."""
    source = source_of(messages(view.seen, view.policy.bot))
    known = view.case.understandings
    if view.case.understanding(source) is None:
        known = (*known, Understanding(len(known) + 1, source, read_as))
    known = tuple(replace(each, reading=read_as) if each.source == source else each for each in known)
    return replace(view, case=replace(view.case, known=True, service="alma", understandings=known), reading=read_as)


def later(view: View, minutes: float = 0, **more: float) -> View:
    return replace(view, now=view.now + timedelta(minutes=minutes, **more))


def changed(view: View, **facts: Any) -> View:
    """The ticket with these facts, as if it always had them."""
    return replace(view, ticket=replace(view.seen, **facts))


def ruled_by(view: View, **policy: Any) -> View:
    return replace(view, policy=replace(view.policy, **policy))


def commented(
    view: View,
    text: str,
    by: Person | None = DANA,
    minute: float | None = None,
    *,
    public: bool = True,
    editor: Person | None = None,
) -> View:
    moment = view.now if minute is None else at(minute)
    edited = moment + timedelta(minutes=1) if editor else moment
    comment = Comment(str(len(view.seen.comments) + 500), by, editor or by, moment, edited, public, text)
    return _moved_on(changed(view, comments=(*view.seen.comments, comment)), edited)


def answered(view: View, text: str, read_as: Reading) -> View:
    """The requester says something, and the whole is now understood like this."""
    return understood(commented(view, text), read_as)


def edited(view: View, description: str, read_as: Reading, by: Person = DANA, minute: float | None = None) -> View:
    """Somebody rewrites the description, and the whole is now understood like this."""
    old = view.seen.description
    changed_text = _entry(view, "description", old, description, by, minute)
    return understood(changed(changed_text, description=description), read_as)


def history(
    view: View, field: str, before: str, after: str, by: Person | None = AGATHA, minute: float | None = None
) -> View:
    """An entry in the changelog, and nothing else."""
    return _entry(view, field, before, after, by, minute)


def reported_by(view: View, who: Person | None, by: Person = AGATHA) -> View:
    """Somebody makes this person the ticket's reporter."""
    old = view.seen.reporter.id if view.seen.reporter else ""
    view = _entry(view, "reporter", old, who.id if who else "", by)
    view = replace(changed(view, reporter=who), address=who.address if who else None)
    return understood(view, view.reading or NARROW)


def labelled(
    view: View,
    label: str = "alma-key-approved",
    by: Person | None = RUTH,
    minute: float | None = None,
    *,
    change: str | None = None,
) -> View:
    """Somebody sets a label; the reviewers' group is asked about whoever has to be asked about."""
    before = " ".join(sorted(view.seen.labels))
    view = _entry(view, "labels", before, f"{before} {label}".strip(), by, minute, change)
    return asked_about(changed(view, labels=view.seen.labels | {label}))


def born_with(view: View, label: str = "alma-key-approved") -> View:
    """A label without any entry in the changelog."""
    return changed(view, labels=view.seen.labels | {label})


def unlabelled(view: View, label: str = "alma-key-approved", by: Person | None = RUTH) -> View:
    before = " ".join(sorted(view.seen.labels))
    after = " ".join(sorted(view.seen.labels - {label}))
    view = _entry(view, "labels", before, after, by)
    return asked_about(changed(view, labels=view.seen.labels - {label}))


def asked_about(view: View, group: frozenset[str] | None = REVIEWERS) -> View:
    """The reviewers' group, asked about everybody whose act counts; None: it could not be asked."""
    people = people_whose_acts_count(view.seen, view.prefix)
    answers = {each: None if group is None else each in group for each in people}
    return replace(view, reviewers=answers)


def said(view: View, kind: Kind, about: str = "", *, posted: bool = True, ago: float = 0) -> View:
    """A comment of ours; not `posted`: begun, and in doubt."""
    moment = view.now - timedelta(minutes=ago)
    if posted:
        view = commented(view, f"{kind} {about}", BOT, (moment - NINE) / timedelta(minutes=1))
    row = Said(kind, about, moment, view.seen.comments[-1].id if posted else None, moment if posted else None)
    others = tuple(each for each in view.case.said if (each.kind, each.about) != (kind, about))
    return replace(view, case=replace(view.case, said=(*others, row)))


def asked(view: View, number: int = 1, *, posted: bool = True) -> View:
    """Question `number`, on the words as they are now."""
    source = source_of(messages(view.seen, view.policy.bot))
    known = tuple(replace(each, asked=number) if each.source == source else each for each in view.case.understandings)
    view = replace(view, case=replace(view.case, understandings=known))
    return said(view, Kind.QUESTION, str(number), posted=posted)


def laid(view: View) -> View:
    """The request as it is now gets the next number, and is not shown yet."""
    request = requested(view)
    if request is None or view.reading is None:
        raise ValueError("nothing to lay before a reviewer")
    n = len(view.case.reviews()) + 1
    source = source_of(messages(view.seen, view.policy.bot))
    row = Understanding(100 + n, source, view.reading, n, request, request.digest(n))
    return replace(view, case=replace(view.case, understandings=(*view.case.understandings, row)))


def shown_review(view: View, minute: float | None = None) -> View:
    """The request as it is now is laid before the reviewers, in both comments."""
    if minute is not None:
        view = replace(view, now=at(minute))
    view = laid(view)
    n = str(len(view.case.reviews()))
    return later(said(said(view, Kind.REVIEW, n), Kind.REVIEW_NOTE, n), 1)


def reviewed(read_as: Reading = NARROW, **facts: Any) -> View:
    """A complete request that a reviewer can read."""
    return shown_review(asking(read_as, **facts), 10)


def approved(read_as: Reading = NARROW, **facts: Any) -> View:
    return labelled(reviewed(read_as, **facts))


def judged(
    view: View, verdict: Verdict, change: str, label: str = "alma-key-approved", ago: float = 0, **facts: Any
) -> View:
    """A ruling of ours about an act."""
    whole: dict[str, Any] = {"actor": "ruth", "request_n": None, "reason": "", **facts}
    row = Ruling(change, label, verdict=verdict, at=view.now - timedelta(minutes=ago), **whole)
    others = tuple(each for each in view.case.rulings if each.change_id != change)
    return replace(view, case=replace(view.case, rulings=(*others, row)))


def begun(view: View, **facts: Any) -> View:
    """The newest review's approval is recorded, with a row for each of its keys; `facts` are the rows'."""
    review = view.case.newest_review()
    if review is None or review.request is None or review.n is None:
        raise ValueError("no review")
    label = next(each for each in sorted(view.seen.labels) if "approved" in each)
    entry = [each for each in view.seen.changes or () if label in each.added][-1]
    view = judged(view, Verdict.APPROVED, f"{entry.id}:{label}", label, request_n=review.n)
    rows = tuple(
        replace(
            Key(
                id=number,
                environment=spec.environment,
                serial=0,
                grants=dict(spec.grants),
                recipient=review.request.recipient,
                review=review.n,
                operation=f"op-{number}",
                name=f"LIB-412 spine-labels {spec.environment}",
            ),
            **facts,
        )
        for number, spec in enumerate(review.request.keys, 1)
    )
    return replace(view, case=replace(view.case, keys=rows))


def with_key(view: View, environment: str, **facts: Any) -> View:
    """The ticket's key for this environment, with these facts."""
    rows = tuple(replace(each, **facts) if each.environment == environment else each for each in view.case.keys)
    return replace(view, case=replace(view.case, keys=rows))


def findings(view: View, *wrong: AreaFinding, ago: float = 0, **facts: Any) -> Findings:
    """What a check found `ago` minutes ago: all is right, but for what is `wrong`."""
    areas = wrong or (AreaFinding("bibs", "read-only", Result.RIGHT, Result.RIGHT),)
    told = {"institution": Agreement.AGREES, "environment": Agreement.NOT_TOLD, **facts}
    return Findings(view.now - timedelta(minutes=ago), areas, **told)


def obtained(view: View, environment: str = "production", source: Source = Source.STOCK) -> View:
    """A value lies ready for the key, and nobody has tried it."""
    return with_key(view, environment, source=source, source_item="stock-7")


def checked(view: View, *wrong: AreaFinding, environment: str = "production", ago: float = 0, **facts: Any) -> View:
    found = findings(view, *wrong, ago=ago, **{k: v for k, v in facts.items() if k in ("institution", "environment")})
    return with_key(
        view,
        environment,
        findings=found,
        verified_at=found.checked_at,
        checks=facts.get("checks", 1),
        item=facts.get("item", "issued-7" if not wrong else None),
    )


def request_of(view: View) -> KeyRequest:
    request = requested(view)
    if request is None:
        raise ValueError("there is no request")
    return request


def _entry(
    view: View,
    field: str,
    before: str,
    after: str,
    by: Person | None,
    minute: float | None = None,
    id: str | None = None,
) -> View:
    if view.seen.changes is None:
        return view
    moment = view.now if minute is None else at(minute)
    entry = Change(id or str(len(view.seen.changes) + 900), moment, by, field, before, after)
    return _moved_on(changed(view, changes=(*view.seen.changes, entry)), moment)


def _moved_on(view: View, moment: datetime) -> View:
    """The ticket was changed then, and it is looked at a minute after the newest change."""
    updated = max(view.seen.updated, moment)
    now = max(view.now, moment + timedelta(minutes=1))
    return replace(changed(view, updated=updated), now=now)
