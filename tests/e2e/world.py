"""One Keydesk in its library, as a test acts in it: what people do, what is said to them, and what was asked of whom.

Nothing runs by itself: `settle()` lets webhooks arrive and does every look that is due by the world's own clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from app.core.secret import Secret
from app.demo.helpdesk.conversation import Audience
from app.demo.helpdesk.records import Comment
from app.demo.helpdesk.site import Call
from app.demo.onepassword import Item
from app.demo.scene import DOMAIN, Scene
from app.flow.handing_in import HandIn
from app.flow.sweep import subject_of
from app.main import House
from app.store import desk as installation
from app.store import keys, tickets, work
from tests.e2e.clock import Clock

FORM = {
    "purpose": "Project or integration the key is for",
    "environment": "Environment (production / premium sandbox / both)",
    "areas": "Areas of Alma",
    "access": "Access (read-only / read-write)",
}
DANAS_ADDRESS = f"dana@{DOMAIN}"


@dataclass
class World:
    """`scene` outlives the test: what a test does to it is undone afterwards (see `stage`)."""

    clock: Clock
    scene: Scene
    house: House

    def settle(self) -> int:
        """Until no webhook is under way and nothing is due; how many looks there were."""
        looks = 0
        while True:
            self.scene.desk.settle()
            now = self.house.worker.until_idle()
            looks += now
            if not now:
                return looks

    def pass_time(self, by: timedelta, step: timedelta = timedelta(days=1)) -> int:
        """Let time go by, with a stop after each `step`, and do what became due; how many looks there were."""
        looks = 0
        while by > timedelta():
            self.clock.advance(min(by, step))
            by -= step
            looks += self.settle()
        return looks

    def sweep(self) -> int:
        """A round of the sweep, and what it found."""
        with self.house.store.writing() as db:
            work.mark_all(db, {f"sweep:{service}": self.clock() for service in self.house.queues})
        return self.settle()

    def look(self, ticket: str) -> int:
        """A hint that means nothing new, and the look that follows it."""
        with self.house.store.writing() as db:
            work.mark(db, subject_of(ticket), self.clock())
        return self.settle()

    def request(
        self,
        environment: str = "sandbox",
        areas: str = "Bibs",
        access: str = "read-only",
        purpose: str = "Spine labels at Lilly",
        **more: object,
    ) -> str:
        """A ticket by Dana that lacks nothing, unless a field is empty; its id."""
        return self.open(form(purpose=purpose, environment=environment, areas=areas, access=access), **more)

    def open(self, words: str, summary: str = "API key for spine labels", **more: object) -> str:
        """A ticket by Dana with these words; its id."""
        by = more.pop("by", self.scene.people.dana)
        return self.scene.desk.open_ticket(by, summary, words, **more).id  # type: ignore[arg-type]

    def say(self, ticket: str, words: str, by: str = "", *, public: bool = True) -> Comment:
        return self.scene.desk.comment(ticket, words, by or self.scene.people.dana, public=public)

    def approve(self, ticket: str, by: str = "", label: str = "alma-key-approved") -> None:
        self.scene.desk.label(ticket, label, by=by or self.scene.people.jane)

    def reviewed(self, environment: str = "sandbox", **more: str) -> str:
        """A complete ticket that is laid before the reviewers; its id."""
        ticket = self.request(environment, **more)
        self.settle()
        assert "alma-key-review" in self.labels(ticket)
        return ticket

    def ordered(self, **more: str) -> tuple[str, str]:
        """An approved ticket for which a person has to make a key; its id, and the order's code."""
        ticket = self.reviewed("production", **more)
        self.approve(ticket)
        self.settle()
        [order] = [each for each in self.orders() if each.startswith(self.ref(ticket))]
        return ticket, order

    def hand_in(self, order: str, value: str) -> HandIn:
        assert self.house.depositor is not None
        return self.house.depositor.hand_in(order, Secret(value), "tests")

    def put_into_vault(self, order: str, value: str) -> str:
        """What LSIS does without a command: an item in the deposit vault with the order's name; its id."""
        with self.house.store.reading() as db:
            found = keys.order(db, order)
        assert found is not None
        vault = self.scene.settings["OP_DEPOSIT_VAULT"]
        return self.scene.vault.account.add_item(vault, found.key.name, value)

    def orders(self) -> list[str]:
        with self.house.store.reading() as db:
            return [each.code for each in keys.open_orders(db)]

    def pause(self) -> None:
        with self.house.store.writing() as db:
            installation.pause(db, "somebody", "to be sure", self.clock())

    def resume(self) -> None:
        with self.house.store.writing() as db:
            installation.resume(db)
        self.house.mark_everything()

    def ref(self, ticket: str) -> str:
        return self.scene.desk.ticket(ticket).key

    def labels(self, ticket: str) -> set[str]:
        return set(self.scene.desk.ticket(ticket).labels)

    def public(self, ticket: str) -> list[str]:
        """Our public comments."""
        return self._ours(ticket, Audience.PUBLIC)

    def internal(self, ticket: str) -> list[str]:
        """Our internal comments."""
        return self._ours(ticket, Audience.INTERNAL)

    def comments(self, ticket: str) -> list[str]:
        """All comments of ours."""
        return self._ours(ticket, Audience.PUBLIC, Audience.INTERNAL)

    def link(self, ticket: str) -> str:
        return self.scene.links_of(ticket)[-1]

    def opened(self, ticket: str, address: str = DANAS_ADDRESS) -> str:
        """The value to which the ticket's newest link opens."""
        return self.scene.open_link(self.link(ticket), address)

    def shares(self) -> int:
        """How many share links were made in this test."""
        return sum("SharesCreate" in each.operation for each in self.scene.vault.messages)

    def items(self, vault: str, *, archived: bool = False) -> list[Item]:
        """The items of the vault `DEPOSIT`, `STOCK` or `ISSUED`."""
        return self.scene.vault.account.items(self.scene.settings[f"OP_{vault}_VAULT"], archived=archived)

    def calls(self) -> list[Call]:
        """What we asked of the help desk."""
        return [each for each in self.scene.desk.calls if each.actor == self.scene.people.bot]

    def writes(self) -> list[str]:
        """What we changed at the help desk."""
        return [f"{each.method} {each.path}" for each in self.calls() if not is_reading(each)]

    def known(self) -> list[str]:
        """The tickets that left a row."""
        with self.house.store.reading() as db:
            return [each.id for each in tickets.open_tickets(db)]

    def dead(self) -> list[str]:
        with self.house.store.reading() as db:
            return [each.subject for each in work.dead(db)]

    def _ours(self, ticket: str, *audiences: Audience) -> list[str]:
        bot, thread = self.scene.people.bot, self.scene.desk.thread(ticket)
        return [each.text for each in thread if each.author == bot and each.audience in audiences]


class NewWorld(Protocol):
    def __call__(self, **settings: str) -> World:
        """A Keydesk with these settings, by name, in place of the scene's."""


def form(**answers: str) -> str:
    """A request as the portal's form writes it down, without the lines that nobody filled in."""
    lines = [f"*{FORM[name]}:* {answer}" for name, answer in answers.items() if answer]
    return "\n".join(["Please give us an Alma API key.", "", *lines])


def is_reading(call: Call) -> bool:
    """Two of Jira's questions come as a POST."""
    return call.method == "GET" or call.path.endswith(("/jql/match", "/comment/list"))
