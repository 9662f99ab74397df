"""From an approved key to its item in the issued vault: where its value comes from, its check, its item.

A value lives here between the vault and the check, and nowhere else. Items are findable by their mark and are looked
for before they are made. (What follows is in `delivering`.)
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from app.core.case import Key, Source
from app.core.findings import Findings, Tell, Verdict, to_nobody
from app.core.items import Aside, IssuedDraft, StockItem, VaultName
from app.core.naming import item_mark, order_code
from app.core.rules.speaking import DOUBT
from app.core.secret import Secret
from app.core.stock import stock_may_serve
from app.core.view import View
from app.errors import Busy, Misconfigured, Permanent, Transient
from app.flow.deposits import Deposits
from app.flow.ports import Vault, Verifier
from app.flow.records import Records
from app.store import keys
from app.wording import phrases


@dataclass(frozen=True, slots=True)
class Provider:
    """`fingerprint` turns a value into the one trace of it that is stored."""

    vault: Vault
    deposits: Deposits
    verifiers: Mapping[str, Verifier]
    records: Records
    fingerprint: Callable[[Secret], str]

    def claim(self, key: Key, view: View) -> None:
        """What was issued for it already, though its row does not know it; else the first key of the stock with exactly
        these grants that nobody has taken; else an order is opened.

        Permanent for a service whose keys cannot be checked, and so are not issued.
        """
        if view.service not in self.verifiers:
            raise _not_issued(view.catalogue.title)
        if self._taken_up(key, view):
            return
        if stock_may_serve(view, key) and any(self._claimed(item, key, view) for item in self._fitting(view, key)):
            return
        code = order_code(view.seen.ref, key.environment, key.serial)
        with self.records.written(view, "ordered", key=key.name, order=code) as db:
            keys.order_key(db, key.id, code)

    def take_deposit(self, key: Key, view: View) -> bool:
        """Whether the ordered key has been handed in under its name, or was issued before its row knew it; of one that
        proved wrong, whether another was handed in after it."""
        if key.source_item is None:
            return self._taken_up(key, view) or any(
                self._sourced(Source.DEPOSIT, item.id, key, view) for item in self.deposits.named(key.name)
            )
        _wait_out_doubt(key, view)
        later = self.deposits.named(key.name, key.source_item)
        return any(self._sourced_instead(key.source_item, item.id, key, view) for item in later)

    def hand_in(
        self, value: Secret, key: Key, view: View, prove: Callable[[], None], tell: Tell = to_nobody
    ) -> Findings:
        """A value handed in for an ordered key is checked first, and kept only if it is right. Call with the order's
        approval proved anew; `prove` raises where the ticket is not ours alone any more when the value is to be kept.
        Permanent where the key has a value already."""
        findings = self.verifiers[view.service].check(value, key.environment, key.grants, tell)
        if findings.verdict is not Verdict.RIGHT:
            return findings
        self._refuse_known(value, key)
        _wait_out_doubt(key, view)
        if self.vault.issued(mark_of_item(view, key)) is not None:
            raise _issued_already(key)
        if key.source_item is not None:
            key = self._given_up(key, key.source_item, view)
        # A handing-in that was cut off has left its item there, where the next look finds it under the order's name.
        if self.vault.find(key.operation, VaultName.DEPOSIT) is not None:
            raise _handed_in_already(key)
        prove()
        with self._making_item(key, view):
            item = self.vault.put_deposit(key.name, value, key.operation)
        self._made(key, None)
        if not self._sourced(Source.DEPOSIT, item, key, view):
            raise _handed_in_already(key)
        kept = replace(key, source=Source.DEPOSIT, source_item=item, item_attempted_at=None)
        known = self._found(findings, value, kept, view)
        if known is not None:
            raise second_use(key, known)
        return findings

    def check(self, key: Key, view: View, tell: Tell = to_nobody) -> Findings | None:
        """Try the key; one that can do exactly what was approved goes into the issued vault. None if the stock
        item cannot serve it."""
        if key.source is None or key.source_item is None:
            raise ValueError(f"{key.name} has no value to check")
        _wait_out_doubt(key, view)
        if key.source is Source.STOCK and not self.vault.claim(key.source_item, key.operation):
            with self.records.written(view, "claimed by another", key=key.name, item=key.source_item) as db:
                keys.release_source(db, key.id)
            return None
        vault = VaultName(key.source.value)
        self.records.value_read(view, key, "check", vault, key.source_item)
        value = self.vault.reveal(vault, key.source_item)
        findings = self.verifiers[view.service].check(value, key.environment, key.grants, tell)
        known = self._found(findings, value, key, view)
        if known is None:
            return findings
        if key.source is Source.STOCK:
            self.set_aside(key, view, Aside.SECOND_USE)
            return None
        if key.source is Source.DEPOSIT:
            self._given_up(key, key.source_item, view)
        raise second_use(key, known)

    def release(self, key: Key, view: View) -> None:
        """Nobody was sent the value: a stock item goes back, one that was handed in stays reserved for its order."""
        self._unissue(key, view)
        if key.source is Source.STOCK and key.source_item is not None:
            self.vault.release(key.source_item, key.operation)
        with self.records.written(view, "released", key=key.name) as db:
            keys.release_source(db, key.id)

    def set_aside(self, key: Key, view: View, why: Aside = Aside.NOT_RIGHT) -> None:
        """The stock item is of no use to anybody as it is: it stays in its vault, and serves no key."""
        if key.source_item is None:
            raise ValueError(f"{key.name} has no value")
        self._unissue(key, view)
        self.vault.set_aside(key.source_item, key.operation, why)
        with self.records.written(view, "set aside", key=key.name, item=key.source_item, why=why.value) as db:
            keys.release_source(db, key.id)

    def _unissue(self, key: Key, view: View) -> None:
        """Put away the issued item that was made of a value which nobody was sent."""
        _wait_out_doubt(key, view)
        item = key.item or self.vault.find(key.operation)
        if item is not None:
            self.vault.archive(VaultName.ISSUED, item)

    def _taken_up(self, key: Key, view: View) -> bool:
        """Whether a key was issued for this one of which the row knows nothing, because the database is an older copy:
        then it is this one's value, so that there is no second."""
        standing = self.vault.issued(mark_of_item(view, key))
        if standing is None:
            return False
        with self.records.written(view, "taken up", key=key.name, item=standing.id) as db:
            keys.take_up(db, key.id, standing.id, standing.operation)
        return True

    def _fitting(self, view: View, key: Key) -> list[StockItem]:
        with self.records.store.reading() as db:
            taken = keys.claimed_items(db)
        wanted = (view.service, key.environment, dict(key.grants))
        free = [each for each in self.vault.stock() if each.id not in taken and each.claimed_by is None]
        fits = [each for each in free if (each.service, each.environment, dict(each.grants)) == wanted]
        return sorted(fits, key=lambda each: each.created_at)

    def _claimed(self, item: StockItem, key: Key, view: View) -> bool:
        """Claimed by our row first and then in the vault, where another installation may have been quicker."""
        if not self._sourced(Source.STOCK, item.id, key, view, item.title):
            return False
        if self.vault.claim(item.id, key.operation):
            return True
        with self.records.written(view, "claimed by another", key=key.name, item=item.id) as db:
            keys.release_source(db, key.id)
        return False

    def _sourced(self, source: Source, item: str, key: Key, view: View, title: str | None = None) -> bool:
        """Whether this item is now where the key's value comes from; an item serves one key for ever."""
        with self.records.store.writing() as db:
            taken = keys.claim_source(db, key.id, source, item, title)
            if taken:
                self.records.note(db, view, "claimed", key=key.name, source=source.value, item=item)
        return taken

    def _sourced_instead(self, wrong: str, item: str, key: Key, view: View) -> bool:
        """Whether this item has taken the place of the one that proved wrong, which then is put away."""
        with self.records.store.writing() as db:
            taken = keys.claim_instead(db, key.id, wrong, item)
            if taken:
                self.records.note(db, view, "claimed", key=key.name, source="deposit", item=item, instead_of=wrong)
        if taken:
            self.vault.archive(VaultName.DEPOSIT, wrong)
        return taken

    def _given_up(self, key: Key, wrong: str, view: View) -> Key:
        """The key without the value that was handed in for it, which is put away."""
        with self.records.written(view, "given up", key=key.name, item=wrong) as db:
            keys.release_source(db, key.id)
            anew = keys.one(db, key.id)
        self.vault.archive(VaultName.DEPOSIT, wrong)
        return anew

    def _refuse_known(self, value: Secret, key: Key) -> None:
        with self.records.store.reading() as db:
            known = keys.key_with(db, self.fingerprint(value))
        if known is not None and known.key_id != key.id:
            raise second_use(key, known)

    def _found(self, findings: Findings, value: Secret, key: Key, view: View) -> keys.AlreadyKnown | None:
        """Write down what a check showed; a right key gets its item in the issued vault. Whose the value is already, if
        it is another's: then nothing of it is kept."""
        fact = {"key": key.name, "last4": value.last4, "verdict": findings.verdict.value}
        with self.records.written(view, "checked", **fact) as db:
            known = keys.record_check(db, key.id, findings, view.now, value.last4, self.fingerprint(value))
        if known is None and findings.verdict is Verdict.RIGHT and key.item is None:
            item = self._issued(value, key, view)
            with self.records.written(view, "stored", key=key.name, item=item) as db:
                keys.record_item(db, key.id, item)
        return known

    def _issued(self, value: Secret, key: Key, view: View) -> str:
        """The issued item, made by now."""
        standing = self.vault.issued(mark_of_item(view, key))
        if standing is None:
            with self._making_item(key, view):
                return self.vault.issue(self._draft(view, key), value)
        if standing.operation != key.operation:
            raise _issued_already(key)
        return standing.id

    @contextmanager
    def _making_item(self, key: Key, view: View) -> Iterator[None]:
        """Around the making of an item, which the vault's lists show late: what may have been made is not made again
        before they do."""
        _wait_out_doubt(key, view)
        self._made(key, view.now)
        try:
            yield
        except (Busy, Permanent, Misconfigured):
            self._made(key, None)
            raise

    def _made(self, key: Key, doubtful_since: datetime | None) -> None:
        with self.records.store.writing() as db:
            keys.attempt_item(db, key.id, doubtful_since)

    def _draft(self, view: View, key: Key) -> IssuedDraft:
        catalogue, use = view.catalogue, self.verifiers[view.service].use(key.grants)
        return IssuedDraft(
            operation=key.operation,
            mark=mark_of_item(view, key),
            title=key.name,
            service=catalogue.title,
            environment=catalogue.environment(key.environment).title,
            grants=tuple(phrases.grants(catalogue, [cell]) for cell in key.grants.items()),
            host=use.host,
            test_line=use.test_line,
            help=f"Questions, or it got out? Reply on ticket {view.seen.ref}.",
        )


def _not_issued(service: str) -> Permanent:
    return Permanent(
        f"no verifier for {service}",
        f"Keydesk does not issue keys for {service} yet. The approval stands: please make the key and hand it over.",
    )


def _wait_out_doubt(key: Key, view: View) -> None:
    """Transient while an item may have been made for the key that the vault's lists do not show yet."""
    since = key.item_attempted_at
    if since is not None and view.now < since + DOUBT:
        raise Transient(
            f"{key.name} may have an item already",
            "1Password may hold it already and not show it yet. Keydesk looks again in a minute.",
            since + DOUBT - view.now,
        )


def mark_of_item(view: View, key: Key) -> str:
    """By which the key's issued item is found."""
    return item_mark(view.seen.site, view.seen.id, key.slot)


def _handed_in_already(key: Key) -> Permanent:
    return Permanent(f"{key.name} has a value already", "A key has already been handed in for this order.")


def _issued_already(key: Key) -> Permanent:
    return Permanent(
        f"another key stands issued for {key.name}",
        f"1Password holds a key that was issued for {key.name} already, of which Keydesk's database knows nothing; it "
        "may be an older copy. Please archive that item if nobody has the key.",
    )


def second_use(key: Key, known: keys.AlreadyKnown) -> Permanent:
    return Permanent(
        f"the value for {key.name} is already {known.name}",
        f"The value handed in for {key.name} is already the key {known.name}. Every use gets a key of its own: "
        "please make a new one.",
    )
