"""The words and phrases of everyday English that steer the reading, by what they do. Data.

Phrases are lower case, with plain apostrophes and without hyphens; the longest phrase wins, so that "not sure" is a
doubt and no negation.
"""

from app.core.reading.vocabulary.english import Cue

_WORDS: dict[Cue, str] = {
    Cue.NOT: """
        not, no, ✗, ✘, ❌, don't, dont, doesn't, doesnt, isn't, aren't, won't, wont, mustn't, needn't, shouldn't,
        wouldn't, didn't, haven't, hasn't, never, without, w/o, neither, nor, none, nope, rather than, under no
        circumstances, by no means, in no case, no longer, not any more, avoid, nothing, keep out, stay out, away from,
        unneeded, unnecessary, n/a, not yet, zero, superfluous, redundant, dispensable, pointless, decided against,
        decide against, deciding against, advised against, opted against, against having, against using, against giving,
        rather not, out of the question, off the table, hands off, ruled out, rules out, out of scope, not at all
    """,
    Cue.CANNOT: "can't, cannot, can not, cant, couldn't, could not, unable, impossible, refuses, refused",
    Cue.AT_LEAST: "less than, no less than, nothing less than, at least, not less than, at minimum",
    Cue.EXCEPT: """
        except, except for, excepting, excluding, apart from, aside from, other than, but not, minus, with the exception
        of, with exception of, save for, not including, with one exception, with two exceptions, with three exceptions,
        one exception, the exception, the exceptions, the exception being, the only exception, sole exception,
        exceptions, barring, leaving out, leaving aside, not counting, short of, bar, with the sole exception of,
        exempting, omitting
    """,
    Cue.ONLY: """
        don't want more than, don't need more than, do not want more than, do not need more than,
        no area other than, no areas other than, no api other than,
        no other api than, no other apis than, no other area than, no other areas than, no other key than, nothing
        besides, nothing except, nothing other than, nothing beyond, nothing more than, no more than, not more than,
        nothing else than, none but, nobody but, only, just, solely, exclusively, alone, purely, merely, nothing but,
        strictly, simply, are all it, is all it, are all we, is all we, are all that it, is all that it, and nothing
        else, and no more, limit to, limit it to, limit this to, limit the request to, limit the key to, limited to,
        restrict it to, restrict this to, restrict the request to, restrict the key to, restricted to, reduce it to,
        reduce this to, reduce the request to, reduce the key to, reduced to, narrow it down to, cut it down to, confine
        it to, confined to
    """,
    Cue.ALSO: """
        also, plus, additionally, in addition, as well, as well as, furthermore, another, second, extra, add, include,
        on top, further, moreover, additional, twin, counterpart
    """,
    Cue.TOO: "too, same, likewise, ditto, identical, similarly, in the same way",
    Cue.INSTEAD: "instead, instead of, in place of, in lieu of",
    Cue.CORRECTION: """
        we've decided, we have decided, we decided, it's been decided, it has been decided, we've agreed,
        actually, correction, scratch that, i meant, i mean, make that, make it, change of plan, change of plans, on
        second thought, on second thoughts, my mistake, after all, correct myself, i was wrong, change that to, change
        it to, in fact, to correct, on reflection, changed my mind, should have been, should've been, was meant to be,
        were meant to be, was supposed to be
    """,
    Cue.DROP: """
        ignore what i said about, ignore what we said about, ignore what i wrote about, ignore what we wrote about,
        forget what i said about, forget what we said about, forget what i wrote about, forget what we wrote about,
        disregard what i said about, disregard what i wrote about, disregard what we said about,
        ignored, disregarded, skipped, spared, dropped out, discounted, disregard, excluded, excepted, exempted,
        exempt, omitted, left out, left off, left aside, drop, dropped, remove, removed, scrap, skip, forget,
        forget about, exclude, omit, cancel, strike, do without, get rid of, ignore, withdraw, leave off,
        leave alone, left alone, leave untouched, left untouched, is off, are off, is out, dropping,
        take off, take out, leave out, cross out, lose, no more, we can
        spare, discard, scratch, strike out, strike off, nix, axe, ditch, bin, drop out, scrub, never mind, nevermind,
        no need for, no need of, dispense with, done without, go without, goes without, manage without, spare, uncheck,
        untick, deselect, can go, may go, could go, should go, must go, has to go, goes out, comes off, come off,
        struck, struck off, struck out, stricken, crossed out, crossed off, taken out, taken off, taken away, take away,
        cancelled, canceled, withdrawn, scrapped, discarded, deselected, unchecked, unticked, cut out, disappear,
        disappears, vanish, must go away, has to go away, should go away, can go away, go away, goes away, must vanish,
        is gone, are gone, is history, are history, was a mistake, is a mistake, were a mistake, was an error, is an
        error, was an oversight, is a leftover, was a leftover, were leftovers, are leftovers, is a remnant, was a
        remnant, is obsolete, are obsolete, became obsolete, has become obsolete, have become obsolete, is outdated, are
        outdated, was a slip, do away with, done away with, leave away, let go of, part with, kick out, throw out,
        thrown out, kicked out, falls away, fall away, fell away, falls off, drops out, no to, forbids, forbid, forbade,
        prohibits, prohibit, vetoed, vetoes, objects to, objected to
    """,
    Cue.OFF: "off, out, away",
    Cue.MISTAKEN: """
        by mistake, by accident, in error, accidentally, unintentionally, inadvertently, a leftover, leftovers, a slip,
        left over, slipped in, crept in, sneaked in, does not belong, doesn't belong, do not belong, don't belong,
        was a mistake, is a mistake, were a mistake, was an error, is an error, was wrong there, is from the old,
        was not meant, wasn't meant, should not be there, shouldn't be there, should not have been, shouldn't have been
    """,
    Cue.TAKE: "take, leave, cross, takes, taken, taking, leaving",
    Cue.LATER: """
        second request, third request, will be requested, will be applied for, will be ordered, will be asked for, is to
        be requested, to be requested later, later, later on, separate ticket, separate request, another ticket, another
        request, new ticket, different ticket, own ticket, other ticket, next ticket, next year, next month, next term,
        next semester, next week, next quarter, eventually, in the future, down the road, at a later date, some day,
        someday, one day, one of these days, sooner or later, in due course, follow up ticket, follow up request,
        another time, next phase, second phase, phase two, phase 2, after a month, after a while, after a few,
        after a week, future, in a few weeks, in a few months, in a month, another day, further request, separately,
        afterwards, separate issue, issue of its own, in a second step, later this year, further down the line,
        when we are ready, planned for, is planned, are planned, scheduled for, follow up, second ticket,
        in the long run, in the long term, long term, at some point, sometime, when the time comes, can wait,
        will follow, to follow, comes later, comes next, come later, not now, not for now, not this time,
        ticket of its own, tickets of its own, request of its own, order of its own, ticket of their own,
        request of their own, request of its, separate order, another order, separate form, separate key request,
        own request, open a new request, make a new request, file a new request, open a new ticket, file a new ticket,
        make a new ticket, send a new request, write a new ticket, write a new request, put in a new request,
        put in a new ticket, submit a new request, submit a new ticket, raise a new ticket, raise a new request,
        we'll apply, will apply, we'll ask for, i'll apply, i'll ask for, i'll request, come back for,
        come back to you, next summer, next spring, next autumn, next fall, next winter, at a later stage,
        at a later point, later stage, later phase, down the line, for another day, next round, second round,
        second stage, next stage, postpone, postponed, postponing, defer, is deferred, are deferred, be deferred,
        put off, on hold, hold back, held back, push back, pushed back
    """,
    Cue.HEDGE: """
        optional, optionally, a nice to have,
        we'll see, we shall see, remains to be seen, let's see, maybe, perhaps, possibly, probably, presumably, might,
        not sure, unsure, don't know, tbc, do not know, no idea, to be decided, to be discussed, to be confirmed, tbd, i
        guess, i suppose, i think, i assume, i believe, whichever, not certain, undecided, haven't decided, not decided,
        wondering, unclear, can't say, cannot say, whatever, i'd guess, don't mind, do not mind, conceivably, if
        possible even, likely, not settled, haven't settled, let me check, i imagine, dunno, no preference, doesn't
        matter, does not matter, up to you, you decide, either is fine, either way, either one, could be, or so, we
        assume, we think, we believe, we guess, i'm guessing, apparently, supposedly, seems to, it seems, as far as i
        know, afaik, iirc, have to check, will decide, yet to, decide on, decide about, decide whether, to decide,
        decides, choose between, choosing between, decide between, i doubt, we doubt, doubtful, be useful, be helpful,
        torn between, debating, in two minds, toss up, open question, still open, left open, to be settled, to be
        clarified, needs clarifying, under discussion, being discussed, discussing, considering, weighing, not at all
        sure, not at all certain, not so sure
    """,
    Cue.OR: "or, versus, vs",
    Cue.AND: "and, &, +, und, et, y, respectively, adn, nad, annd",
    Cue.REASON: """
        because, because of, since, due to, so that, in order to, given that, on account of, thanks to, as it, as we, as
        the, as they, as i, as there, as this, as that, for the sake of, seeing that
    """,
    Cue.CONDITION: """
        if, unless, whether, once, when, whenever, until, till, before, after, as soon as, in case, as long as, should
        it, provided that, by the time, otherwise, or else, in the event
    """,
    Cue.QUESTION: "why, how, what, which, who, where, whose",
    Cue.RELATIVE: "which, where, who, whose",
    Cue.CONTRAST: """
        but, while, whereas, although, though, however, yet, except that, except it's, other than that, apart from that,
        apart from this, only that, save that, besides that
    """,
    Cue.PAST: """
        had, used to, was, were, been, last year, previously, formerly, already, currently, so far, at the moment, until
        now, tested, tried, worked, ran, did, got, ago, yesterday, last week, last month, last term, last semester, old
        key, other key, existing key, at present, wrote, went, in the past, started, copied, nowadays, these days, up to
        now, mentioned, said, told, considered, thought about, thought of, toyed with, were thinking of, was thinking
        of, looked into
    """,
    Cue.HAVE: "have, has, having, i've, we've, own",
    Cue.REQUEST: """
        writing to ask for, writing to ask, writing to request, told me to, told us to, asked me to, asked us to,
        advised me to, advised us to,
        ask you for, ask lsis for, told to ask for, told to request, told to get, told to apply for,
        tick, we're after, i'm after, are after, am after, they're after, start in, start with, starts in, starts with,
        starting in, starting with, begin in, begin with, point to, point at, points to, connected to, hits, settle for,
        opt for, aim for, aimed at, need, needs, needed, want, wants, wanted, require, requires, required, would like,
        like, i'd like, we'd like, 'd like, i'd need, we'd need, request, requesting, requests, requested, ask for,
        asking for, looking for, look for, give, grant, make, create, issue, provide, set up, add, include, get, should,
        must, has to, have to, will be, would be, is for, is to, to be, it is, it's, that is, that's, would do, will do,
        fine, runs on, run on, runs against, run against, work on, works on, uses, use, used, using, prefer, take, go
        with, choose, pick, wish, generate, arrange, allow, allows, allowed, put, could have, call, calls, reach,
        intended for, meant for, limited to, restricted to, confined to, stick to, stays, stay, keep, remains, it would
        be, talks to, talk to, connects to, connect to, wishes, against, appreciate, suffice, suffices, works with, work
        with, needing, wanting, supply, hoping for, would love, we'll need, i'll need, target, targets, goes to, be for,
        confirm
    """,
    Cue.POLITE: """
        wondering if you could, wondering whether you could, wondering if we could, wondering whether we could,
        wonder if you could, wonder whether you could, wonder if we could, wonder whether we could, wonder if i could,
        wonder whether i could, wondering if i could, do you think we could, do you think you could,
        do you think i could,
        is it possible, would it be possible, how do we get, how do i get, how can we get, how can i get, please, pls,
        who can give, who could give, who gives, what do you need from me for, what do you need for, plz, kindly,
        could, can, may, would, if possible, if at all possible, if you can
    """,
    Cue.MODAL: """
        want to, wants to, would like to, 'd like to, i'd like to, we'd like to, wish to, wishes to, intend to, intends
        to, plan to, plans to, aims to, is meant to, is supposed to, is to, are to, is allowed to, are allowed to, must,
        capable of, has to, have to, needs to, need to, should, can, be able to, able to, may, allowed to, allow,
        allows, allowing, permitted to, will, would, shall, could, it can, needs, need, 'll, turned out to be,
        turns out to be, turned out, turns out, proved to be, proves to be, has become, have become, became, it'll,
        we'll, possible to, let, lets
    """,
    Cue.NEEDED: """
        needed, necessary, required, wanted, relevant, in scope, affected, involved, touched, touch, wanted there,
        included, desired, applicable, concerned, asked for, requested
    """,
    Cue.PERSON: """
        you, they, he, she, who, staff, people, students, colleague, colleagues, librarian, librarians, everyone,
        everybody, somebody, someone, anybody, anyone, nobody, volunteer, users, patrons, visitors, readers, selectors,
        members, i'll, instructors, faculty, team, editors, user, patron, student, instructor, cataloguers, catalogers,
        person, visitor
    """,
    Cue.OWNER: """
        our, their, his, her, my, your, end, google, all, most, many, some, these, those, every, each, more, few,
        several, of, by, at, us, adobe, matomo, web, site's, other, any, its, own, whose, active, new, head, director,
        dean, which, what, how, as, per
    """,
    Cue.BOTH: """
        both, each of the two, both of them, the two of them, one per environment, one for each environment, one in each
        environment, one key per environment, one key for each environment
    """,
    Cue.EACH: """
        all of them, all of these, all of those, all three, all four, all five, all six, all seven, each of them, the
        two, both, each, all, everywhere, throughout, across the board, the three, all the areas, the four, for
        everything, in all cases, the lot, everything, overall, in general, on everything, to everything, for all, on
        all, for both, on both, all two, the former two
    """,
    Cue.ALL: """
        for all areas, for all the areas, for all eight areas, for every area, for all eight, for all apis, for all the
        apis, on all areas, on all the areas, on all eight areas, on every area, on all eight, on all apis, on all the
        apis, to all areas, to all the areas, to all eight areas, to every area, to all eight, to all apis, to all the
        apis, in all areas, in all the areas, in all eight areas, in every area, in all eight, in all apis, in all the
        apis, with all areas, with all the areas, with all eight areas, with every area, with all eight, with all apis,
        with all the apis, across all areas, across all the areas, across all eight areas, across every area, across all
        eight, across all apis, across all the apis, all areas, all the areas, all eight areas, all eight, all api
        areas, every area, every api area, all 8 areas, all alma areas, all apis, all the apis, all available areas,
        each area, all 8, all modules, every module, all areas of alma, all of the areas, each of the eight areas, every
        api, all eight api areas, the full set of areas, the eight areas, all alma apis, all of alma
    """,
    Cue.EVERYTHING: "everything, all",
    Cue.REST: """
        everything else, the rest, all others, all other areas, the others, the other areas, anything else, all the
        others, all the rest, other areas, the remaining areas, the remaining, the other two, the other three, the other
        one, all other, nothing else, no other area, no other areas, the remainder, remainder, whatever remains, all the
        other areas, the other four, the other five
    """,
    Cue.KEY: """
        key, keys, api key, api keys, apikey, apikeys, credential, credentials, kye, keey, kee, keyy, api access, api
        token, key's
    """,
    Cue.HEAD: """
        api, apis, area, areas, access, permission, permissions, right, rights, level, levels, endpoint, endpoints,
        module, modules, section, one, ones, calls, scope, environment, environments, env, envs, instance, instances,
        system, systems, alma, tenant, side, privileges, part, line, row, entry, bit, lines, rows, entries, column,
        columns, mode, modus, cell, cells, box, boxes, checkbox, checkboxes, apl, records, institution, zone, iz,
        acces, acess, accss, permision, permisions, permisson, permissons, enviroment, enviornment,
        environement
    """,
    Cue.ON: "w/, on, for, to, in, of, with, against, across, into, from, at, over",
    Cue.YES: """
        no problem, no worries, no objection, no objections, sure thing, of course, by all means, yes, yep, yeah, yup,
        sure, correct, right, exactly, agreed, ok, okay, perfect, ja, sounds good, that's right, that is right, that
        works, that would do, that will do, please do, go ahead, as you say, as you suggest, as you suggested, you're
        right, you are right, good idea, makes sense, absolutely, definitely, indeed, that's fine, that is fine, works
        for me, confirmed, i agree, we agree, happy with that, fine by me, fine with me, fine, oui, si, precisely,
        quite, that's it, that is it, that's correct, that is correct, sounds right, spot on, let's do that, yess,
        sounds fine, sounds great, sounds perfect, affirmative, great idea, that'll do, that does it, that would be
        fine, that would be great, that would be perfect, that would be wonderful, that would be lovely,
        that would be brilliant, that would be nice, that would be good, would be wonderful, that's perfect,
        that'd be great, that would work, you got it, got it right, we can do that, looks good, looks right,
        as proposed, that's all right, all right, alright, all good, all correct, all fine, sounds about right,
        would do nicely, will do nicely, you read my mind, couldn't have put it better, couldn't have said it better,
        deal, approved, jawohl, just so, very much so, all three are right, all of that is right, that's the one,
        bingo, that'll work, that will work, that's what we need, that is what we need, that's what i need,
        that's exactly it, to a t, as suggested, as offered, nothing to add, no complaints, i can confirm,
        we can confirm, can confirm, i confirm, we confirm, good point, fair point, fair enough, point taken,
        do it that way, let's do it that way, let's do it like that, do it like that, that's better, that is better,
        let's go with that, you have a point, go for it, very well
    """,
    Cue.UNSURE: """
        not sure, unsure, don't know, do not know, no idea, dunno, can't say, cannot say, not certain, no clue, what is
        the difference, what's the difference, what do you recommend, what would you recommend, haven't decided,
        undecided, i don't understand, what do people usually, have to check
    """,
    Cue.ENOUGH: """
        enough, plenty, sufficient, suffices, suffice, is fine, would do, will do, is all, does it, is ok, is okay,
        would be fine, is good, is all we need, is all i need, will be fine, are all it, is all it, are all we, is all
        we, are all that it, is all that it
    """,
    Cue.NOT_ENOUGH: """
        not enough, isn't enough, is not enough, not sufficient, insufficient, too little, too narrow, won't do, will
        not do, wouldn't do, would not do, doesn't suffice, does not suffice, isn't sufficient, won't be enough,
        wouldn't be enough, would not be enough, will not be enough, is too little, overkill, too much, more than we
        need, more than i need, more than is needed, more than needed, more than it needs, more than necessary, too
        wide, too broad, too far, too powerful, is wrong, was wrong, are wrong
    """,
    Cue.OFFER: """
        my proposal, our proposal, proposal, suggestion, my suggestion, i have in mind, this is what i'd, suggested,
        proposed, i would, i'd, we would, we'd, suggest, recommend, propose, sounds like, my guess, going by, as i
        understood, as i understand, i could, we could, how about, what about, if i understand, unless you tell us
        otherwise, unless you tell me otherwise, unless you object, unless i hear otherwise, unless we hear otherwise,
        if you agree, if you don't mind, unless you disagree, sum up, to summarise, to summarize, in summary, believe
        you need, think you need, as i read it, my understanding, if i got it right, what i've understood, this is how i
        read, how i understand
    """,
    Cue.PROMISE: """
        gotta think, have to think, need to think, must think, let me think, gotta ask, gotta check, thinking about it,
        brb, be right back, i'll, we'll, i will, we will, get back, come back, let you know, let me check, let me ask,
        have to ask, need to ask, must ask, ask around, report back, be in touch, going to ask, will find out, find out,
        look into it, get in touch, write again, contact you again, ask again, apply again, reach out again, return to
        you
    """,
    Cue.UNCHANGED: """
        level stays, levels stay, level unchanged, levels unchanged, levels remain, level remains, access stays, access
        remains, rest stays, rest remains, rest as before, stays the same, stay the same, stays as it is, stay as they
        are, stays as is, remains the same, remain the same, remains as it is, as before, as it was, as they were,
        unchanged, otherwise the same, same level, same levels, same access, same areas, same area, same permissions,
        same rights, the same level, the same levels, the same access, the same areas, the same area, the same
        permissions, the same rights, else stays, else remains, else as before, else unchanged, nothing else changes, no
        other change, no other changes, no further change, no further changes, everything else the same, all else the
        same, the rest the same, rest is the same, else is the same
    """,
    Cue.MEANWHILE: """
        i'm writing, i am writing, we're writing, we are writing,
        goes without saying, needless to say,
        for the time being, for now, for the moment, at first, to begin with, for starters, for a start, initially, in
        the beginning, until further notice, basically, in the main, straight away, right away, at once, right now, from
        the start, right from the start, from the beginning, from the outset, from the first day, from day one
    """,
    Cue.COURTESY: """
        hi, hello, hey, dear, thanks, thank you, thx, oh, ah, hm, hmm, great, good morning, good afternoon, good day,
        many thanks, thanks a lot, thank you very much, thank you so much, sorry, good question, well, cool, nice, ha,
        again, all, so much, a lot, very much, good evening, very good, excellent, super, fantastic,
        brilliant, lovely, marvellous, for your help, for the quick reply, for the reply, for
        asking, greetings, morning, wonderful, team
    """,
}
PHRASES: dict[Cue, tuple[str, ...]] = {
    cue: tuple(" ".join(phrase.split()) for phrase in words.split(",")) for cue, words in _WORDS.items()
}
