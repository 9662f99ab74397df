"""What people do about a ticket, each whenever it is their turn: the requester answers, a reviewer labels, LSIS makes
the ordered key and puts it into the deposit vault.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.demo.helpdesk.conversation import Audience, Said
from app.demo.helpdesk.records import Person
from app.demo.scene import DOMAIN, Scene

_FORM = """Please give us an Alma API key.

*Project or integration the key is for:* Spine labels
*Environment (production / premium sandbox / both):* {environment}
*Areas of Alma:* {areas}
*Access (read-only / read-write):* {access}
"""
_ORDER = re.compile(r"^Name: (?P<name>\S+ .*(?P<environment>production|sandbox))$", re.MULTILINE)
_APPROVED = "alma-key-approved"


@dataclass
class Request:
    """A ticket that asks for a key in each environment of `wants`, with these grants.

    `made` are the values of the keys that LSIS made for it, by the order's name. `approvals` counts how often the label
    had to be set: more than once means that an approval was refused. LSIS puts keys into the deposit vault, unless
    `hand_in` (by order and value) is given. From `left` on nobody does anything more.
    """

    scene: Scene
    by: str
    wants: Mapping[str, Mapping[str, str]]
    id: str
    made: dict[str, str] = field(default_factory=dict)
    handed_in: set[str] = field(default_factory=set)
    address: str = field(init=False)
    approvals: int = 0
    hand_in: Callable[[str, str], bool] | None = None
    left: bool = False

    def __post_init__(self) -> None:
        self.address = self.scene.desk.now().get(Person, self.by).address or ""

    @property
    def labels(self) -> frozenset[str]:
        return self.scene.desk.ticket(self.id).labels

    @property
    def over(self) -> bool:
        """Delivered, as far as people can see."""
        return "alma-key-issued" in self.labels

    def act(self) -> bool:
        """Do what is to be done now; whether there was anything."""
        return not self.left and (self._answer() or self._approve() or self._make_keys())

    def ours(self, *audiences: Audience) -> list[Said]:
        """Keydesk's comments."""
        thread = self.scene.desk.thread(self.id)
        return [each for each in thread if each.author == self.scene.people.bot and each.audience in audiences]

    def _answer(self) -> bool:
        """The first draft left the environment out."""
        spoken = [each for each in self.scene.desk.thread(self.id) if each.audience is Audience.PUBLIC]
        if "alma-key-incomplete" not in self.labels or not spoken or spoken[-1].author != self.scene.people.bot:
            return False
        titles = {"production": "production", "sandbox": "premium sandbox"}
        self.scene.desk.comment(self.id, " and ".join(titles[each] for each in self.wants), self.by)
        return True

    def _approve(self) -> bool:
        if "alma-key-review" not in self.labels or any(each.startswith(_APPROVED) for each in self.labels):
            return False
        self.scene.desk.label(self.id, _APPROVED, by=self.scene.people.jane)
        self.approvals += 1
        return True

    def _make_keys(self) -> bool:
        ordered = [found for each in self.ours(Audience.INTERNAL) for found in _ORDER.finditer(each.text)]
        new = [each for each in ordered if each["name"] not in self.handed_in]
        for order in new:
            if order["name"] not in self.made:
                self.made[order["name"]] = self.scene.make_key(order["environment"], self.wants[order["environment"]])
            if self._handed_in(order["name"], order["environment"]):
                self.handed_in.add(order["name"])
        return any(order["name"] in self.handed_in for order in new)

    def _handed_in(self, name: str, environment: str) -> bool:
        value = self.made[name]
        if self.hand_in is not None:
            return self.hand_in(f"{name.partition(' ')[0]}-{environment}", value)
        self.scene.vault.account.add_item(self.scene.settings["OP_DEPOSIT_VAULT"], name, value)
        return True


def another(scene: Scene) -> str:
    """The account of somebody new: of one with five requests under way no more are taken."""
    name = f"reader{sum(1 for _ in scene.desk.now().all(Person))}"
    return scene.desk.person(name.capitalize(), address=f"{name}@{DOMAIN}").id


def opens(
    scene: Scene,
    wants: Mapping[str, Mapping[str, str]],
    by: str = "",
    *,
    draft: bool = False,
    project: str | None = None,
) -> Request:
    """Somebody (Dana) opens a ticket. A `draft` does not say for which environment."""
    by = by or scene.people.dana
    grants = next(iter(wants.values()))
    [level] = set(grants.values())
    environment = "both" if len(wants) > 1 else {"sandbox": "premium sandbox"}.get(*wants, *wants)
    words = _FORM.format(environment="" if draft else environment, areas=", ".join(grants).title(), access=level)
    return Request(scene, by, wants, scene.desk.open_ticket(by, "API key for spine labels", words, project=project).id)
