"""What concerns the installation."""

from app.store import desk
from app.store.session import Store
from tests.store.rows import LATER, NOW


def test_the_first_start_is_the_first(store: Store) -> None:
    with store.writing() as db:
        assert desk.first_start(db, NOW) == NOW
        assert desk.first_start(db, LATER) == NOW


def test_issuing_is_paused_by_the_first_who_says_so_until_it_is_resumed(store: Store) -> None:
    with store.writing() as db:
        assert desk.paused(db) is None
        desk.pause(db, "cli:ann@host", "stolen session", NOW)
        desk.pause(db, "cli:bob@host", "me too", LATER)
        first = desk.Pause(NOW, "cli:ann@host", "stolen session")
        assert desk.paused(db) == first
        assert desk.resume(db) == first
        assert desk.paused(db) is None
        assert desk.resume(db) is None
        assert desk.first_start(db, LATER) == NOW
