"""Tickets ready to be sent with one press, and the portal's form: what requesters in a library write."""

from collections.abc import Sequence
from dataclasses import dataclass

AREAS = ("Acquisition", "Analytics", "Bibs", "Configuration", "Courses", "Electronic", "Task-lists", "Users")
ENVIRONMENTS = ("production", "premium sandbox", "both")
ACCESSES = ("read-only", "read-write")
FORM_TITLE = "API Key Request - Alma"


@dataclass(frozen=True, slots=True)
class Example:
    """`by` names one of the scene's people; `shows` says what there is to see."""

    id: str
    by: str
    title: str
    shows: str
    summary: str
    words: str


def form_words(project: str, environment: str, areas: Sequence[str], access: str, more: str = "") -> str:
    """The description that the portal makes of its form: a line for each answer, none for what was left open."""
    answers = {
        "Project or integration the key is for": project,
        "Environment": environment,
        "Areas of Alma": ", ".join(areas),
        "Access": access,
    }
    lines = [f"{question}: {answer}" for question, answer in answers.items() if answer]
    return "\n".join(lines) + (f"\n\n{more}" if more else "")


EXAMPLES = (
    Example(
        "complete",
        "dana",
        "Everything is there",
        "A filled-in form. Keydesk lays it before the reviewers at once.",
        FORM_TITLE,
        form_words("Spine labels at Lilly", "production", ["Bibs"], "read-only"),
    ),
    Example(
        "incomplete",
        "dana",
        "Something is missing",
        "Keydesk asks for what it cannot know, once, in one comment.",
        "API key for the self-check terminal",
        "Hi LSIS,\n\nour new self-check terminal has to look up readers and show them what they have on loan, so it "
        "needs an Alma API key with access to Users.\n\nThanks, Dana",
    ),
    Example(
        "two",
        "dana",
        "Two environments",
        "Two keys: one can come out of the stock, the other is made by hand.",
        "Alma keys for the new spine label printer",
        "Hello,\n\nwe would like two Alma API keys for the new spine label printer, one for production and one for the "
        "premium sandbox. It scans a barcode and prints the call number: read-only on Bibs is all that it takes.\n\n"
        "Many thanks\nDana",
    ),
    Example(
        "too-much",
        "ravi",
        "Asks for too much",
        "A vendor wants to change the configuration and does not say why. Keydesk asks.",
        "API access for Shelfwise",
        "Dear library team,\n\nto connect Shelfwise we need an Alma API key for production with read/write access to "
        "Bibs, Users and Configuration. It keeps your shelf list in step with our app.\n\nBest wishes\n"
        "Ravi Menon, Shelfwise",
    ),
    Example(
        "none",
        "dana",
        "Not a request at all",
        "Keydesk leaves it to the people whose work it is, and says nothing.",
        "Alma is very slow this morning",
        "Good morning,\n\nsince nine o'clock every search in Alma takes half a minute, and readers are queueing at the "
        "desk. Is it only us?\n\nDana",
    ),
)
