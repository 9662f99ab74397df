"""A ticket's rows: what was written comes back as it was, and what was understood, said or judged is not rewritten."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.core.case import Case, Kind, Said, Verdict
from app.core.reading import Asks, Reading
from app.store import cases, keys, tickets
from app.store.session import Store
from tests.store.rows import APPROVAL, DANA, LATER, NOW, READING, REQUEST, TICKET, known, wanted


def test_a_case_comes_back_as_it_was_written(store: Store) -> None:
    with store.writing() as db:
        known(db)
        understood = cases.record_understanding(db, TICKET, "words-1", READING)
        laid = cases.lay_review(db, TICKET, "words-1", 1, REQUEST)
        cases.attempt_comment(db, TICKET, Kind.REVIEW, "1", NOW, None)
        cases.posted_comment(db, TICKET, Kind.REVIEW, "1", "30001", LATER)
        cases.record_ruling(db, TICKET, APPROVAL)
        issued = keys.begin_keys(db, TICKET, APPROVAL, DANA, [wanted()])
    with store.reading() as db:
        case = cases.load_case(db, TICKET)
    assert understood.reading == READING
    assert case == Case(
        known=True,
        service="alma",
        left_at=None,
        understandings=(laid,),
        said=(Said(Kind.REVIEW, "1", NOW, "30001", LATER),),
        rulings=(APPROVAL,),
        keys=issued,
    )
    assert laid.reading == READING
    assert laid.request == REQUEST
    assert laid.digest == REQUEST.digest(1)


def test_one_tickets_case_holds_no_other_tickets_rows(store: Store) -> None:
    with store.writing() as db:
        known(db, "1", "LIB-1")
        known(db, "2", "LIB-2")
        cases.record_understanding(db, "1", "words", READING)
        cases.attempt_comment(db, "1", Kind.QUESTION, "1", NOW, None)
        cases.record_ruling(db, "1", APPROVAL)
        keys.begin_keys(db, "1", APPROVAL, DANA, [wanted()])
        assert cases.load_case(db, "2") == Case(known=True, service="alma")


def test_what_a_wording_was_first_understood_to_say_stays(store: Store) -> None:
    with store.writing() as db:
        known(db)
        first = cases.record_understanding(db, TICKET, "words-1", READING)
        assert cases.record_understanding(db, TICKET, "words-1", Reading(Asks.NONE)) == first
        assert len(cases.load_case(db, TICKET).understandings) == 1


def test_a_wording_that_comes_back_is_laid_under_a_new_number(store: Store) -> None:
    with store.writing() as db:
        known(db)
        for source in ("wide", "narrow"):
            cases.record_understanding(db, TICKET, source, READING)
        cases.lay_review(db, TICKET, "wide", 1, REQUEST)
        cases.lay_review(db, TICKET, "narrow", 2, REQUEST)
        again = cases.lay_review(db, TICKET, "wide", 3, REQUEST)
        case = cases.load_case(db, TICKET)
    assert [(each.n, each.source) for each in case.reviews()] == [(1, "wide"), (2, "narrow"), (3, "wide")]
    assert again == case.newest_review()
    assert again.reading == READING
    assert len({each.digest for each in case.reviews()}) == 3


def test_no_number_is_given_to_two_reviews_of_a_ticket(store: Store) -> None:
    with store.writing() as db:
        known(db)
        for source in ("wide", "narrow"):
            cases.record_understanding(db, TICKET, source, READING)
        cases.lay_review(db, TICKET, "wide", 1, REQUEST)
    with pytest.raises(IntegrityError), store.writing() as db:
        cases.lay_review(db, TICKET, "narrow", 1, REQUEST)


def test_a_request_that_was_never_understood_is_not_laid(store: Store) -> None:
    with store.writing() as db:
        known(db)
        with pytest.raises(LookupError):
            cases.lay_review(db, TICKET, "never read", 1, REQUEST)


def test_a_question_is_asked_on_the_wording_that_it_was_last_asked_on(store: Store) -> None:
    with store.writing() as db:
        known(db)
        known(db, "2", "LIB-2")
        one, two = (cases.record_understanding(db, TICKET, source, READING) for source in ("a", "b"))
        other = cases.record_understanding(db, "2", "a", READING)
        cases.mark_asked(db, TICKET, one.id, 1)
        cases.mark_asked(db, "2", other.id, 1)
        cases.mark_asked(db, TICKET, two.id, 1)
        assert [each.asked for each in cases.load_case(db, TICKET).understandings] == [None, 1]
        assert [each.asked for each in cases.load_case(db, "2").understandings] == [1]


def test_a_comment_is_in_doubt_until_it_is_known_to_stand(store: Store) -> None:
    with store.writing() as db:
        known(db)
        cases.attempt_comment(db, TICKET, Kind.QUESTION, "1", NOW, None)
        assert not cases.load_case(db, TICKET).has_said(Kind.QUESTION, "1")
        assert cases.attempt_comment(db, TICKET, Kind.QUESTION, "1", LATER, Said(Kind.QUESTION, "1", NOW))
        assert cases.load_case(db, TICKET).comment(Kind.QUESTION, "1") == Said(Kind.QUESTION, "1", LATER)
        cases.posted_comment(db, TICKET, Kind.QUESTION, "1", "30001", LATER)
        assert cases.load_case(db, TICKET).has_said(Kind.QUESTION, "1")


def test_a_comment_that_stands_is_neither_attempted_again_nor_taken_back(store: Store) -> None:
    with store.writing() as db:
        known(db)
        cases.attempt_comment(db, TICKET, Kind.QUESTION, "1", NOW, None)
        cases.posted_comment(db, TICKET, Kind.QUESTION, "1", "30001", NOW)
        stands = cases.load_case(db, TICKET).comment(Kind.QUESTION, "1")
        assert not cases.attempt_comment(db, TICKET, Kind.QUESTION, "1", LATER, stands)
        cases.unattempt_comment(db, TICKET, Kind.QUESTION, "1")
        assert cases.load_case(db, TICKET).said == (Said(Kind.QUESTION, "1", NOW, "30001", NOW),)


def test_of_two_who_write_one_comment_only_the_first_may(store: Store) -> None:
    with store.writing() as db:
        known(db)
        assert cases.attempt_comment(db, TICKET, Kind.QUESTION, "1", NOW, None)
        assert not cases.attempt_comment(db, TICKET, Kind.QUESTION, "1", LATER, None)
        doubted = Said(Kind.QUESTION, "1", NOW)
        assert cases.attempt_comment(db, TICKET, Kind.QUESTION, "1", LATER, doubted)
        assert not cases.attempt_comment(db, TICKET, Kind.QUESTION, "1", LATER, doubted)


def test_a_comment_that_certainly_was_not_written_leaves_nothing(store: Store) -> None:
    with store.writing() as db:
        known(db)
        cases.attempt_comment(db, TICKET, Kind.QUESTION, "1", NOW, None)
        cases.unattempt_comment(db, TICKET, Kind.QUESTION, "1")
        assert cases.load_case(db, TICKET).said == ()


def test_a_comment_that_was_never_attempted_cannot_have_been_posted(store: Store) -> None:
    with store.writing() as db:
        known(db)
        with pytest.raises(LookupError):
            cases.posted_comment(db, TICKET, Kind.QUESTION, "1", "30001", NOW)


def test_an_act_may_be_judged_anew_and_keeps_the_time_of_its_first_sight(store: Store) -> None:
    held = replace(APPROVAL, verdict=Verdict.HELD, reason="GROUP", request_n=None)
    with store.writing() as db:
        known(db)
        cases.record_ruling(db, TICKET, held)
        cases.record_ruling(db, TICKET, replace(APPROVAL, at=LATER))
        assert cases.load_case(db, TICKET).rulings == (APPROVAL,)


def test_nothing_is_written_about_a_ticket_that_is_not_known(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as db:
        cases.record_understanding(db, TICKET, "words", READING)


def test_leaving_and_coming_back_shows_in_the_case(store: Store) -> None:
    with store.writing() as db:
        known(db)
        tickets.set_left(db, [TICKET], NOW)
        tickets.set_left(db, [TICKET], NOW + timedelta(days=1))
        assert cases.load_case(db, TICKET).left_at == NOW
        assert tickets.came_back(db, [TICKET, "unknown"]) == (TICKET,)
        assert tickets.came_back(db, [TICKET]) == ()
        assert cases.load_case(db, TICKET).left_at is None
