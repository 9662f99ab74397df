"""The local help desk as people see it: its tickets, one ticket, and the forms on which a new one is opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.responses import Response

from app.demo.helpdesk.records import Person, Ticket
from app.demo.helpdesk.workflow import STATUSES
from app.demo.pages import examples
from app.demo.pages.beside import Beside
from app.demo.pages.cast import Actor, actor, cast
from app.demo.pages.happened import story
from app.demo.pages.site import Form, Wrong, go_to, new_site, page, signed_form
from app.demo.pages.thread import changes, entries, next_hint
from app.demo.pages.workshop import LEVELS, Workshop, rows_of
from app.demo.scene import Scene

Sent = Annotated[Form, Depends(signed_form)]
LONGEST_SUMMARY = 255
LABELS = ("alma-key-approved", "alma-key-denied", "keydesk-off", "keydesk-on")
A_WHILE = timedelta(minutes=5)
"""Longer than the program waits between two looks into the deposit vault, or at a key that is being mended."""


def help_desk_pages(scene: Scene, beside: Beside) -> FastAPI:
    """The site; it acts on the scene's help desk as whoever a form says."""
    site = new_site()
    pages = _Pages(scene, beside, Workshop(scene, beside.orders))
    site.include_router(pages.reading())
    site.include_router(pages.acting())
    return site


@dataclass(frozen=True, slots=True)
class _Pages:
    scene: Scene
    beside: Beside
    workshop: Workshop

    def reading(self) -> APIRouter:
        router = APIRouter()
        router.add_api_route("/", self.index, methods=["GET"])
        router.add_api_route("/new", self.new, methods=["GET"])
        router.add_api_route("/browse/{ref}", self.ticket, methods=["GET"])
        return router

    def acting(self) -> APIRouter:
        router = APIRouter()
        router.add_api_route("/examples/{name}", self.open_example, methods=["POST"])
        router.add_api_route("/tickets", self.open_ticket, methods=["POST"])
        router.add_api_route("/requests", self.open_request, methods=["POST"])
        router.add_api_route("/browse/{ref}/comments", self.comment, methods=["POST"])
        router.add_api_route("/browse/{ref}/words", self.edit, methods=["POST"])
        router.add_api_route("/browse/{ref}/labels", self.label, methods=["POST"])
        router.add_api_route("/browse/{ref}/status", self.transition, methods=["POST"])
        router.add_api_route("/browse/{ref}/orders/{code}", self.make, methods=["POST"])
        router.add_api_route("/time", self.pass_time, methods=["POST"])
        return router

    def index(self, be: str = "") -> Response:
        who = actor(self.scene, be)
        seen = [each for each in self.scene.desk.now().all(Ticket) if not each.deleted and who.sees(each)]
        rows = [(each, STATUSES[each.status].name, self._name(each.reporter)) for each in reversed(seen)]
        return self._page("index.html", who, cast(self.scene), tickets=rows, examples=examples.EXAMPLES)

    def new(self, be: str = "") -> Response:
        who = actor(self.scene, be)
        offered = {name: getattr(examples, name) for name in ("AREAS", "ENVIRONMENTS", "ACCESSES")}
        return self._page("new.html", who, cast(self.scene), **offered)

    def ticket(self, ref: str, be: str = "") -> Response:
        who, ticket = self._seen(ref, be)
        people = [each for each in cast(self.scene) if each.sees(ticket)]
        return self._page(
            "ticket.html",
            who,
            people,
            ticket=ticket,
            status=STATUSES[ticket.status].name,
            statuses=self.scene.desk.workflow(ticket),
            reporter=self._name(ticket.reporter),
            entries=entries(self.scene, ticket, who, self.workshop),
            changes=changes(self.scene, ticket),
            hint=next_hint(self.scene, ticket, people, who),
            suggested=LABELS,
            areas=examples.AREAS,
            levels=LEVELS,
            password=self.beside.password,
        )

    def open_example(self, name: str, form: Sent) -> Response:  # noqa: ARG002
        example = next((each for each in examples.EXAMPLES if each.id == name), None)
        if example is None:
            raise Wrong("There is no such example.", 404)
        return self._opened(actor(self.scene, example.by), example.summary, example.words)

    def open_ticket(self, form: Sent) -> Response:
        summary = form.need("summary", "The summary", LONGEST_SUMMARY)
        if "\n" in summary:
            raise Wrong("The summary has to be one line.")
        return self._opened(actor(self.scene, form.get("be")), summary, form.need("words", "The description"))

    def open_request(self, form: Sent) -> Response:
        project = form.need("project", "The project", LONGEST_SUMMARY)
        areas = [each for each in examples.AREAS if each in form.all("area")]
        environment, access = form.get("environment"), form.get("access")
        if environment not in ("", *examples.ENVIRONMENTS) or access not in ("", *examples.ACCESSES):
            raise Wrong("The form has no such choice.")
        words = examples.form_words(project, environment, areas, access, form.get("more"))
        return self._opened(actor(self.scene, form.get("be")), examples.FORM_TITLE, words)

    def comment(self, ref: str, form: Sent) -> Response:
        who, ticket = self._seen(ref, form.get("be"))
        internal = form.get("internal") == "yes"
        if internal and not who.reviews:
            raise Wrong("Only LSIS can write internal comments.", 403)
        said = self.scene.desk.comment(ticket, form.need("words", "The reply"), who.id, public=not internal)
        return go_to(_address(ticket, who, f"c{said.id}"))

    def edit(self, ref: str, form: Sent) -> Response:
        who, ticket = self._seen(ref, form.get("be"))
        words, comment = form.need("words", "The text"), ticket.comment(form.get("comment"))
        if not who.can_change(comment.author if comment else ticket.reporter):
            raise Wrong("Only one's own words can be changed, and those from the portal not at all.", 403)
        if comment:
            self.scene.desk.edit_comment(comment, words, who.id)
            return go_to(_address(ticket, who, f"c{comment.id}"))
        self.scene.desk.edit(ticket, who.id, description=words)
        return go_to(_address(ticket, who, "description"))

    def label(self, ref: str, form: Sent) -> Response:
        who, ticket = self._seen(ref, form.get("be"))
        if who.customer:
            raise Wrong("Customers have the portal alone, and there are no labels there.", 403)
        label = form.need("label", "The label", LONGEST_SUMMARY)
        if len(label.split()) > 1:
            raise Wrong("A label cannot contain spaces.")
        change = self.scene.desk.unlabel if form.get("off") == "yes" else self.scene.desk.label
        change(ticket, label, by=who.id)
        return go_to(_address(ticket, who, "facts"))

    def transition(self, ref: str, form: Sent) -> Response:
        who, ticket = self._seen(ref, form.get("be"))
        if not who.reviews:
            raise Wrong("Only LSIS can set the status.", 403)
        if form.get("status") not in {each.id for each in self.scene.desk.workflow(ticket)}:
            raise Wrong("This ticket has no such status.")
        self.scene.desk.transition(ticket, form.get("status"), who.id)
        return go_to(_address(ticket, who, "facts"))

    def make(self, ref: str, code: str, form: Sent) -> Response:
        who, ticket = self._seen(ref, form.get("be"))
        if not who.reviews:
            raise Wrong("Only LSIS can make keys.", 403)
        self.workshop.make(ticket.key, code, rows_of(form.get))
        if form.get("then") == "hand-in":
            self.workshop.hand_in(ticket.key, code)
        if not self.workshop.bench(ticket.key, code).wanted:
            self.beside.pass_time(A_WHILE)
        return go_to(_address(ticket, who, "next"))

    def pass_time(self, form: Sent) -> Response:
        self.beside.pass_time(A_WHILE)
        who, ref = actor(self.scene, form.get("be")), form.get("ticket")
        return go_to(_address(self._seen(ref, who.slug)[1], who, "happened") if ref else f"/?be={who.slug}#happened")

    def _opened(self, who: Actor, summary: str, words: str) -> Response:
        return go_to(_address(self.scene.desk.open_ticket(who.id, summary, words), who))

    def _seen(self, ref: str, be: str) -> tuple[Actor, Ticket]:
        who, ticket = actor(self.scene, be), self.scene.desk.find(ref)
        if ticket is None or not who.sees(ticket):
            raise Wrong(f"There is no ticket {ref}, or {who.short} may not see it.", 404)
        return who, ticket

    def _name(self, account: str) -> str:
        return self.scene.desk.now().get(Person, account).name

    def _page(self, name: str, who: Actor, people: Sequence[Actor], **values: Any) -> Response:
        return page(name, who=who, people=people, story=story(self.scene, self.beside.told()), **values)


def _address(ticket: Ticket, who: Actor, place: str = "") -> str:
    return f"/browse/{ticket.key}?be={who.slug}" + (f"#{place}" if place else "")
