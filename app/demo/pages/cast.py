"""Whom one can be at the local help desk, and what each of them sees and may do there."""

from dataclasses import dataclass

from app.demo.helpdesk.conversation import is_public
from app.demo.helpdesk.records import AccountType, Comment, Group, Person, Project, Ticket
from app.demo.pages.site import Wrong
from app.demo.scene import Scene

ROLES = {
    "dana": "asks for keys",
    "ravi": "asks for keys, from a vendor",
    "jane": "reviewer at LSIS",
    "omar": "reviewer at LSIS",
    "eve": "a colleague, no reviewer",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody whom one can be. `slug` stands in addresses; a customer has the portal alone, which knows no labels."""

    slug: str
    id: str
    name: str
    role: str
    address: str
    reviews: bool
    customer: bool

    @property
    def short(self) -> str:
        return self.name.partition(" ")[0]

    def sees(self, ticket: Ticket) -> bool:
        """Customers see what they opened, and nothing else."""
        return not self.customer or self.id == ticket.reporter

    def can_change(self, author: str) -> bool:
        """One's own words; what was sent from the portal stays as it was sent."""
        return author == self.id and not self.customer

    def reads(self, comment: Comment, project: Project) -> bool:
        return self.reviews or is_public(comment, project)


def cast(scene: Scene) -> list[Actor]:
    return [_actor(scene, slug) for slug in ROLES]


def actor(scene: Scene, slug: str) -> Actor:
    """Dana unless somebody is named; Wrong where there is nobody of that name."""
    if slug and slug not in ROLES:
        raise Wrong("There is nobody of that name here.", 404)
    return _actor(scene, slug or "dana")


def _actor(scene: Scene, slug: str) -> Actor:
    now = scene.desk.now()
    person = now.get(Person, getattr(scene.people, slug))
    members = now.get(Group, scene.reviewers).members
    return Actor(
        slug,
        person.id,
        person.name,
        ROLES[slug],
        person.address or "",
        person.id in members,
        person.type is AccountType.CUSTOMER,
    )
