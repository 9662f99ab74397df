"""From a key in the issued vault to its published link, and what is put away and written down after that.

A share link cannot be found by a mark, so its call is counted first. What is known of a link that was made is its
trace, never the link: whatever stands on the ticket in its place is none, and a link that nobody published is lost to
everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.core.approval import Approved
from app.core.case import Key, Kind, Source
from app.core.items import LinkToMake, VaultName
from app.core.naming import link_id
from app.core.secret import Secret
from app.core.steps import Say
from app.core.view import Policy, View
from app.errors import Misconfigured, Permanent, Transient
from app.flow.ports import Desk, Vault
from app.flow.providing import mark_of_item, second_use
from app.flow.records import Records, approving, judged
from app.flow.speaking import Speaker
from app.store import keys
from app.wording import phrases


@dataclass(frozen=True, slots=True)
class ReadyToShare:
    """A share call that lacks nothing but the one request that makes the link."""

    key: Key
    link: LinkToMake


@dataclass(frozen=True, slots=True)
class Deliverer:
    """`fingerprint` turns a value, and `trace` a link, into the one trace of it that is stored."""

    desk: Desk
    vault: Vault
    records: Records
    speaker: Speaker
    fingerprint: Callable[[Secret], str]
    trace: Callable[[str], str]

    def prepare_share(self, key: Key, policy: Policy) -> ReadyToShare:
        """What takes calls and time before the one request that makes the link."""
        if key.item is None:
            raise ValueError(f"{key.name} is not in the issued vault")
        return ReadyToShare(key, self.vault.prepare_share(key.item, key.recipient.address, policy.share_ttl))

    def share(self, approved: Approved, ready: ReadyToShare, view: View) -> None:
        """The link, then where it can be found again, then where the requester reads it.

        Nothing is asked of anybody between the ticket's last reading, which `approved` and `view` are from, and this.
        """
        key, until = ready.key, view.now + ready.link.lasts
        act = judged(approving(approved, view), view)
        with self.records.written(view, "shared", key=key.name, to=key.recipient.account, **act) as db:
            if not keys.begin_share(db, key.id, key.shares, view.now, until):
                raise _overtaken(key)
        url = self._link_made(ready, view)
        shared = replace(key, shared_at=view.now, shared_until=until)
        self.desk.put_link(view.seen.id, _link_id(view, key), url, phrases.link_title(view, shared))
        self._publish(shared, view, url)

    def _link_made(self, ready: ReadyToShare, view: View) -> str:
        """A link that comes so late that somebody else took over meanwhile is told nobody."""
        try:
            url = ready.link.make()
        except (Permanent, Misconfigured):
            with self.records.written(view, "not shared", key=ready.key.name) as db:
                keys.unmake_share(db, ready.key.id)
            raise
        with self.records.store.writing() as db:
            if not keys.link_made(db, ready.key.id, ready.key.shares + 1, view.now, self.trace(url)):
                raise _overtaken(ready.key)
        return url

    def resume(self, key: Key, view: View) -> None:
        """Publish the link that a broken-off delivery left, or write down that it is lost. Anybody who may link issues
        can put another in its place: only the one that was made is published."""
        url = self.desk.link(view.seen.id, _link_id(view, key))
        if url is not None and key.link_trace is not None and self.trace(url) == key.link_trace:
            self._publish(key, view, url)
        elif not self.speaker.adopted(_delivery(key), view):
            self._lost(key, view)

    def recover(self, key: Key, view: View) -> None:
        """Its link was published when the row did not know it yet: take up what the vaults know of it."""
        standing = self.vault.issued(mark_of_item(view, key))
        if standing is None:
            raise Permanent(
                f"the issued item of {key.name} is gone",
                f"The link to {key.name} stands on the ticket, and its item is not in 1Password any more.",
            )
        self.records.value_read(view, key, "recover", VaultName.ISSUED, standing.id)
        value = self.vault.reveal(VaultName.ISSUED, standing.id)
        if key.source is Source.STOCK and key.source_item is not None and key.operation != standing.operation:
            # Taken in a time of which only the row still knows; what was given out is another item.
            self.vault.release(key.source_item, key.operation)
        traces = value.last4, self.fingerprint(value)
        with self.records.written(view, "recovered", key=key.name, item=standing.id, last4=value.last4) as db:
            known = keys.recover(db, key.id, standing.id, standing.operation, *traces, view.now)
        if known is not None:
            raise second_use(key, known)

    def put_away(self, key: Key, view: View) -> None:
        if key.source in (Source.STOCK, Source.DEPOSIT) and key.source_item is not None:
            self.vault.archive(VaultName(key.source.value), key.source_item)
        with self.records.written(view, "delivered", key=key.name, item=key.item, last4=key.last4) as db:
            keys.deliver(db, key.id, view.now)

    def _publish(self, key: Key, view: View, url: str) -> None:
        self.speaker.say(_delivery(key), view, url)

    def _lost(self, key: Key, view: View) -> None:
        with self.records.written(view, "link lost", key=key.name) as db:
            keys.lose_share(db, key.id)


def _delivery(key: Key) -> Say:
    return Say(Kind.DELIVERY, key.slot, key=key)


def _overtaken(key: Key) -> Transient:
    return Transient(f"somebody else shares {key.name}", "Another process of Keydesk is at it.")


def _link_id(view: View, key: Key) -> str:
    return link_id(view.seen.id, key.environment, key.serial)
