"""Doing one step: the record before the effect, and the effect findable again.

Comments and vault items are written down as attempted, then made with their mark, then written down as made; one whose
fate is in doubt is looked for before it is made again. A share link cannot be found by a mark: its call is counted first,
and a link that was not published is lost to everybody. A key's value lives here between the vault and the check.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.core.acts import Denied, Unknown
from app.core.approval import Approved
from app.core.case import Key, Kind, Ruling, Source, Verdict
from app.core.findings import Verdict as Found
from app.core.items import IssuedDraft, StockItem, VaultName
from app.core.naming import key_name, link_id, order_code
from app.core.recipient import is_inside
from app.core.secret import Secret
from app.core.steps import (
    Begin,
    Check,
    Claim,
    Judge,
    LayReview,
    PutAway,
    Release,
    Resume,
    Say,
    SetLabels,
    Share,
    Step,
    TakeDeposit,
    Understand,
)
from app.core.ticket import Ticket
from app.core.view import View, messages, source_of
from app.errors import Misconfigured, Permanent
from app.flow.ports import Desk, Vault, Verifier
from app.store import cases, keys, tickets
from app.store.session import Store
from app.wording import PUBLIC, Wording, phrases


@dataclass(frozen=True, slots=True)
class Done:
    """Whether anything came of it, and the ticket as our effect left it."""

    progress: bool
    ticket: Ticket | None


@dataclass(frozen=True, slots=True)
class Performer:
    """Knows how; never whether. `fingerprint` turns a value into the one trace of it that is stored."""

    desk: Desk
    vault: Vault
    verifiers: Mapping[str, Verifier]
    store: Store
    wording: Wording
    fingerprint: Callable[[Secret], str]

    def perform(self, step: Step, view: View) -> Done:
        """Raises Transient where it may have been done or may be done later, Permanent where a person is needed."""
        act: Callable[[Any, View], bool | None] = getattr(self, _METHODS[type(step)])
        progress = act(step, view) is not False
        return Done(progress, _after(step, view))

    def understand(self, step: Understand, view: View) -> None:
        ticket = view.seen
        with self.store.writing() as db:
            tickets.know_ticket(db, ticket.id, ticket.ref, step.service, ticket.updated, _state(view))
            cases.record_understanding(db, ticket.id, step.source, step.reading)

    def lay_review(self, step: LayReview, view: View) -> None:
        with self.store.writing() as db:
            cases.lay_review(db, view.seen.id, step.source, step.n, step.request)
            self._audit(db, "review laid", view, n=step.n, digest=step.request.digest(step.n))

    def say(self, step: Say, view: View, link: str = "") -> None:
        """One comment: adopted where it already stands, else written. What certainly was not written is not in doubt."""
        mark, ticket_id = f"{step.kind.value}:{step.about}", view.seen.id
        found = self.desk.said(ticket_id, mark) if view.case.comment(step.kind, step.about) else None
        comment_id = found or self._write(step, view, mark, link)
        with self.store.writing() as db:
            cases.posted_comment(db, ticket_id, step.kind, step.about, comment_id, view.now)
            if step.kind is Kind.QUESTION:
                self._mark_asked(db, step, view)
            self._audit(db, "comment", view, kind=step.kind.value, about=step.about, comment=comment_id)

    def judge(self, step: Judge, view: View) -> None:
        answer = step.answer
        if isinstance(answer, Denied):
            verdict, reason, n = Verdict.DENIED, "", None
        elif isinstance(answer, Unknown):
            verdict, reason, n = Verdict.HELD, answer.why.name, None
        else:
            verdict, reason, n = Verdict.REFUSED, answer.why.name, answer.n
        actor = answer.actor.id if answer.actor else None
        ruling = Ruling(answer.change_id, answer.label, actor, n, verdict, reason, view.now)
        with self.store.writing() as db:
            cases.record_ruling(db, view.seen.id, ruling)
            self._audit(db, "ruling", view, **_judged(ruling, view))

    def begin(self, step: Begin, view: View) -> None:
        review = view.case.newest_review()
        if review is None or review.request is None:
            raise ValueError("an approval without its review")
        request, ticket = review.request, view.seen
        wanted = [
            keys.Wanted(spec, key_name(ticket.ref, request.purpose, spec.environment, 0)) for spec in step.keys
        ]
        ruling = _approving(step.approved, view)
        with self.store.writing() as db:
            cases.record_ruling(db, ticket.id, ruling)
            keys.begin_keys(db, ticket.id, ruling, request.recipient, wanted)
            self._audit(db, "approved", view, **_judged(ruling, view))

    def claim(self, step: Claim, view: View) -> None:
        """The first key of the stock with exactly these grants that nobody has taken; else an order is opened."""
        key = step.key
        for item in self._fitting(view, key) if stock_may_serve(view, key) else []:
            with self.store.writing() as db:
                ours = keys.claim_source(db, key.id, Source.STOCK, item.id)
            if ours and self.vault.claim(item.id, key.operation):
                with self.store.writing() as db:
                    self._audit(db, "claimed", view, key=key.name, item=item.id)
                return
            if ours:
                with self.store.writing() as db:
                    keys.release_source(db, key.id)
        with self.store.writing() as db:
            code = order_code(view.seen.ref, key.environment, key.serial)
            keys.order_key(db, key.id, code)
            self._audit(db, "ordered", view, key=key.name, order=code)

    def take_deposit(self, step: TakeDeposit, view: View) -> bool:
        """Whether the ordered key has been handed in under its name."""
        named = [each for each in self.vault.deposits() if each.title.strip() == step.key.name]
        for item in sorted(named, key=lambda each: each.created_at):
            with self.store.writing() as db:
                if keys.claim_source(db, step.key.id, Source.DEPOSIT, item.id):
                    self._audit(db, "handed in", view, key=step.key.name, item=item.id)
                    return True
        return False

    def check(self, step: Check, view: View) -> None:
        """Try the key; one that can do exactly what was approved goes into the issued vault."""
        key = step.key
        if key.source is None or key.source_item is None:
            raise ValueError(f"{key.name} has no value to check")
        if key.source is Source.STOCK and not self.vault.claim(key.source_item, key.operation):
            with self.store.writing() as db:
                keys.release_source(db, key.id)
            return
        self.check_value(self.vault.reveal(VaultName(key.source.value), key.source_item), key, view)

    def check_value(self, value: Secret, key: Key, view: View) -> Found:
        """Check a value for this key, record what was found, and put it into the issued vault if it is right."""
        findings = self.verifiers[view.service].check(value, key.environment, key.grants)
        with self.store.writing() as db:
            known = keys.record_check(db, key.id, findings, view.now, value.last4, self.fingerprint(value))
            if known is None:
                self._audit(db, "checked", view, key=key.name, last4=value.last4, verdict=findings.verdict.value)
        if known is not None:
            raise Permanent(
                f"value of {key.name} is already {known.name}",
                f"The value handed in for {key.name} is already the key {known.name}. "
                "Every use gets a key of its own: please make a new one.",
            )
        if findings.verdict is Found.RIGHT and key.item is None:
            item = self.vault.find(key.operation) or self.vault.issue(self._draft(view, key), value)
            with self.store.writing() as db:
                keys.record_item(db, key.id, item)
                self._audit(db, "stored", view, key=key.name, item=item)
        return findings.verdict

    def share(self, step: Share, view: View) -> None:
        """The link, then where it can be found again, then where the requester reads it."""
        key = step.key
        if key.item is None:
            raise ValueError(f"{key.name} is not in the issued vault")
        with self.store.writing() as db:
            keys.begin_share(db, key.id, view.now)
            self._audit(db, "shared", view, key=key.name, to=key.recipient.account, **_judged(_approving(step.approved, view), view))
        try:
            url = self.vault.share(key.item, key.recipient.address, view.policy.share_ttl)
        except (Permanent, Misconfigured):
            with self.store.writing() as db:
                keys.lose_share(db, key.id)
            raise
        self.desk.put_link(view.seen.id, self._link_id(view, key), url, f"Keydesk: {key.name}")
        self._deliver(replace(key, shared_at=view.now), view, url)

    def resume(self, step: Resume, view: View) -> None:
        url = self.desk.link(view.seen.id, self._link_id(view, step.key))
        if url is not None:
            self._deliver(step.key, view, url)
            return
        with self.store.writing() as db:
            keys.lose_share(db, step.key.id)
            self._audit(db, "link lost", view, key=step.key.name)

    def put_away(self, step: PutAway, view: View) -> None:
        key = step.key
        if key.source is not None and key.source_item is not None:
            self.vault.archive(VaultName(key.source.value), key.source_item)
        with self.store.writing() as db:
            keys.deliver(db, key.id, view.now)
            self._audit(db, "delivered", view, key=key.name, item=key.item, last4=key.last4)

    def release(self, step: Release, view: View) -> None:
        """Nobody was sent the value: a stock item goes back, one that was handed in stays reserved for its order."""
        key = step.key
        if key.item is not None:
            self.vault.archive(VaultName.ISSUED, key.item)
        if key.source is Source.STOCK and key.source_item is not None:
            self.vault.release(key.source_item, key.operation)
        with self.store.writing() as db:
            keys.release_source(db, key.id)
            self._audit(db, "released", view, key=key.name)

    def set_labels(self, step: SetLabels, view: View) -> None:
        self.desk.set_labels(view.seen.id, step.add, step.remove)

    def _write(self, step: Say, view: View, mark: str, link: str) -> str:
        document = self.wording.write(step, view, link)
        with self.store.writing() as db:
            cases.attempt_comment(db, view.seen.id, step.kind, step.about, view.now)
        try:
            return self.desk.say(view.seen.id, document, public=step.kind in PUBLIC, mark=mark)
        except (Permanent, Misconfigured):
            with self.store.writing() as db:
                cases.unattempt_comment(db, view.seen.id, step.kind, step.about)
            raise

    def _deliver(self, key: Key, view: View, url: str) -> None:
        self.say(Say(Kind.DELIVERY, str(key.id), key=key), view, url)

    def _mark_asked(self, db: Any, step: Say, view: View) -> None:
        understood = view.case.understanding(source_of(messages(view.seen, view.policy.bot)))
        if understood is not None:
            cases.mark_asked(db, understood.id, int(step.about))

    def _fitting(self, view: View, key: Key) -> list[StockItem]:
        with self.store.reading() as db:
            taken = keys.claimed_items(db)
        fits = [
            each
            for each in self.vault.stock()
            if (each.service, each.environment, dict(each.grants)) == (view.service, key.environment, dict(key.grants))
            and each.id not in taken
            and each.claimed_by is None
        ]
        return sorted(fits, key=lambda each: each.created_at)

    def _draft(self, view: View, key: Key) -> IssuedDraft:
        catalogue, use = view.catalogue, self.verifiers[view.service].use(key.grants)
        return IssuedDraft(
            operation=key.operation,
            title=key.name,
            service=catalogue.title,
            environment=catalogue.environment(key.environment).title,
            grants=tuple(phrases.grants(catalogue, [cell]) for cell in key.grants.items()),
            host=use.host,
            test_line=use.test_line,
            help=f"Questions, or it got out? Reply on ticket {view.seen.ref}.",
        )

    def _link_id(self, view: View, key: Key) -> str:
        return link_id(view.seen.id, key.environment, key.serial)

    def _audit(self, db: Any, action: str, view: View, **detail: Any) -> None:
        self.store.audit.append(db, view.policy.bot, action, view.seen.id, detail, view.now)


def stock_may_serve(view: View, key: Key) -> bool:
    """Whether a key made beforehand may serve: a low level in this environment, no delicate area, an inside address."""
    catalogue, policy = view.catalogue, view.policy
    highest = max((catalogue.rank(level) for env, level in policy.stock_for if env == key.environment), default=0)
    delicate = catalogue.patron_data | {area for area, _ in catalogue.guarded}
    return (
        bool(key.grants)
        and all(catalogue.rank(level) <= highest for level in key.grants.values())
        and not delicate & set(key.grants)
        and is_inside(key.recipient.address, policy)
    )


def _after(step: Step, view: View) -> Ticket | None:
    if isinstance(step, SetLabels) and view.ticket is not None:
        return replace(view.ticket, labels=(view.ticket.labels | step.add) - step.remove)
    return view.ticket


def _state(view: View) -> Any:
    from app.core.case import State

    return State.SILENT


def _approving(approved: Approved, view: View) -> Ruling:
    actor = approved.actor.id
    return Ruling(approved.change_id, approved.label, actor, approved.n, Verdict.APPROVED, "", view.now)


def _judged(ruling: Ruling, view: View) -> dict[str, Any]:
    """The act, and what the reviewers' group answered at that moment."""
    return {
        "label": ruling.label,
        "change": ruling.change_id,
        "actor": ruling.actor,
        "review": ruling.request_n,
        "verdict": ruling.verdict.value,
        "reason": ruling.reason,
        "reviewer": view.reviewers.get(ruling.actor or ""),
    }


_METHODS: Mapping[type, str] = {
    Understand: "understand",
    LayReview: "lay_review",
    Say: "say",
    Judge: "judge",
    Begin: "begin",
    Claim: "claim",
    TakeDeposit: "take_deposit",
    Check: "check",
    Share: "share",
    Resume: "resume",
    PutAway: "put_away",
    Release: "release",
    SetLabels: "set_labels",
}
