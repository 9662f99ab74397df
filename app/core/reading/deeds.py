"""What people do with keys, and how they say it: words as data.

The kinds say what a phrase can mean where it is said of a key; whether it is, the sentence decides. The notation is
that of `phrases`.
"""

from enum import Enum, auto


class Deed(Enum):
    NEED = auto()  # before what is wanted
    NEEDED = auto()  # after what is wanted
    GIVE = auto()  # an order, or what one would like to be done; in its base form only
    CREATE = auto()  # a way of giving by which there is a key that was none before
    POLITE = auto()
    HOW = auto()  # asks for the way to get a key
    APPLY = auto()  # asks for what was spoken of, without naming it
    ROTATE = auto()  # ends a key, or gives it another value
    UNUSED = auto()
    LOST = auto()
    LEAKED = auto()
    SHOWN = auto()  # the same where it is said of the key itself
    MORE = auto()
    LESS = auto()
    OWNER = auto()
    FAIL = auto()
    DELIVERY = auto()
    ABSENT = auto()  # what was to come has not
    DONE = auto()  # said by those who made a key
    ASIDE = auto()  # only tells, and asks nothing
    WONDER = auto()  # asks to be told something
    OTHERS = auto()  # somebody will ask, some day
    WITHDRAW = auto()
    DECLINE = auto()  # takes back a wish to have a key altered
    STAFF = auto()  # people's access, not a program's
    PROGRAM = auto()


DEEDS: dict[Deed, str] = {
    Deed.NEED: """
        ~need, ~want, ~require, ~wish, would like, 'd like, i'd like, we'd like, they'd like, he'd like, she'd like,
        would love, 'd love, i'd love, we'd love, would appreciate, i'd appreciate, we'd appreciate, 'd appreciate,
        hoping for, hope for, hope to get, hope to have, ask for, asks for, asking for, asked for, ask you for,
        ask you to, ask for that, ask lsis for, ask if, asking if, apply for, applying for, application for,
        in need of, ~look for, could do with, can do with, could use, can use, be grateful, be glad, be happy,
        be obliged, be thankful, be pleased, be delighted, be nice, be great, be lovely, be wonderful, be cool,
        be good, be helpful, be marvellous, be awesome, must have, has to have, have to have, had to have,
        should have, should get, ought to have, ought to get, ~lack, short of, order a, order an, ordering a,
        go ahead and, would take, we'd take, i'd take, we'll take, i'll take, takes a, takes an, take an, calls for,
        demands, demand, dying for, keen to have, keen to get, like to have, like to get, go live without,
        do without, start without, work without, run without, talk to alma without, cannot without, can't without,
        until we have, until she has, until he has, until they have, until we get, till we have, without a key,
        supposed to get, entitled to, do i get, do we get, does one get, do you have, have you got, got a spare,
        the only thing missing is, all that is missing is, all that's missing is, what is missing is,
        what's missing is, missing is, be given, due a, request a, request an, request the, requests a, requests an,
        requesting, we request, i request, to request, hereby request, do request, request one, request two,
        like to request, trouble you for, bother you for, bug you for, you for a, you for an, 'd rather have,
        i'd rather, we'd rather, rather have, would rather, prefer to have, i'd prefer, we'd prefer, would prefer,
        would be able to get, be able to get, time to get, wants them, want them, after one, mine to ask for,
        keen on, eager for, chasing, seeking, be grateful for, much obliged, hoping to get, looking to get,
        trying to get, want to get, interested in getting, interested in a, i'm after, we're after, all we need,
        what we need, what i need, we're missing, we are missing, still lacking, might i have, ask that, be entitled,
        be in a position to get, in order to get, wanna, gonna need, gotta have, got to have, would need, shall need,
        hankering, beg for, begging for, wish for, longing for, badly need, long for, welcome a, welcome an,
        wouldn't mind, would welcome, be thrilled, be over the moon, be ever so, would be so kind, put in for,
        putting in for, request for, order for, formal request, until it has, until it gets, till it has,
        unless it has, unless we have, unless we get, before it has, before we have, until we've got,
        until we receive, until it receives, requested that, requests that, request that, insists that, expects us,
        expect us, wants us to, want us to, asks us to, asked us to, asked me to, asks me to, tells us to,
        told us to, told me to, told to, advised to, supposed to ask, supposed to request, time has come to,
        is time to, time to request, depends on, depend on, hinges on, relies on getting, stands or falls with,
        due for, overdue for, ripe for
    """,
    Deed.NEEDED: """
        is needed, are needed, is required, are required, is necessary, is wanted, would be needed, will be needed,
        will be required, would be required, would be necessary, will be necessary, is lacking, is missing,
        is still missing, ~lack, would do, will do, would help, would be great, would be good, would be nice,
        would be enough, would be lovely, would be helpful, would be appreciated, would be wonderful, would be cool,
        would suffice, would be perfect, would be welcome, would be useful, would make, please, pls, plz, requested,
        i'd like to request, like to request, asap, needed, required, wanted, 's needed, 's required, is due,
        for us to have, to be created, to be issued, to be made, to be set up, should be created, should be issued,
        must be created, can be created, be arranged, be possible, be created for, be issued for, be set up for,
        if possible, we need, i need, they need, she needs, he needs, it needs, we require, i require, we want,
        we would need, we'd need, i'd need, is the last thing missing, is all we need, is all that, is what we need,
        is what i need, would be all, still missing, is outstanding, is pending, would be fantastic, would be super,
        would be awesome, would be terrific, would be handy, would come in handy, would solve, would be the,
        be appreciated, would be much appreciated, is what they want
    """,
    Deed.GIVE: """
        give, make, create, issue, provide, generate, send, get, have, obtain, arrange, grant, produce, supply,
        set up, set _ up, let _ have, receive, assign, prepare, hand, register, organise, organize, cut, mint,
        spin up, knock up, sort _ out, fix _ up, hook _ up, equip, furnish, allocate, award, deliver, open up, open,
        unlock, enable, be given, come by, get hold of, acquire, be issued, be provided, be supplied, be assigned,
        be granted, be sent, be created, be made, be generated, be set up, order, give out, hand out, share, borrow,
        request, spare, apply for, activate, put together, draw up, procure, dispense, whip up, rustle up, kit _ out,
        approve, make available, make _ available, release, bless, throw, toss, grab, pick up, score, snag, secure,
        dole out, facilitate, expedite, authorize, authorise, ship, sponsor, put up, fetch, secure, have made,
        get made, see to, take care of, sign _ up for, sign up for, configure, instantiate, add, request for,
        hook up, kit out, making, giving, creating, issuing, getting, obtaining, receiving, providing, generating,
        setting up, having, sending, supplying, granting, arranging, producing, hooking up, hooking _ up,
        setting _ up, getting hold of
    """,
    Deed.CREATE: """
        make, create, issue, generate, produce, set up, set _ up, prepare, cut, mint, spin up, knock up, provide,
        supply, arrange, order, be issued, be created, be made, be generated, be set up, be provided, request,
        draw up, have made, configure, making, creating, issuing, generating, setting up
    """,
    Deed.POLITE: """
        could, can, may, might, please, pls, plz, kindly, would, possible, possibly, any chance, chance of, any way, hope,
        hoping, hopefully, mind, let's, go ahead, feel free, so kind, be able, are you able, happy if, grateful, glad,
        appreciate, appreciated, ok if, okay if, alright if, is it ok, is it okay, will you, we ask you, i ask you, ask
        you to, asking you to, beg you, counting on you, you can, you may, up to you to, need you to, want you to, like
        you to, like for you to, love you to, time to
    """,
    Deed.HOW: """
        how do i, how do we, how does one, how do you, how can i, how can we, how can one, how could i, how could we,
        how would i, how would we, how should i, how should we, how to, how is one to, where do i, where do we,
        where can i, where can we, where could i, where does one, who do i, who do we, whom do i, whom do we,
        who can, who could, who would, who creates, who makes, who issues, who generates, who hands out,
        who gives out, what do i need, what do we need, what do i have, what do we have, what do you need,
        what do you want, what would you need, what else do you need, what information, what details, what must i,
        what must we, what is needed, what's needed, what is required, what's required, what are the next steps,
        next steps, what is the procedure, what's the procedure, what is the process, what's the process,
        what's the way, the paperwork, what form, which form, is there a form, is there any way, is there a way,
        any way, any chance, is it possible, would it be possible, what does it take, what's the best way, go about,
        tell me what you need, let me know what you need, let us know what you need, tell me what else,
        what to fill in, steps to, procedure for, procedure to, process for, process to, requirements for,
        where would i, where would we, how do people, whom should i, who should i, whom should we, who should we,
        where should i, where should we, right place, correct place, right address, right person, right people,
        correct form, right form, right queue, right team, i bug, we bug, do i bug, would i go about,
        who is in charge, how long does it take to get, what are the steps, how is it done
    """,
    Deed.APPLY: """
        consider this my, consider this our, consider this a, consider this as, take this as, treat this as,
        count this as, hereby apply, hereby request, hereby ask, my application, our application, this is my request,
        this is our request, sign me up, sign us up, count me in, count us in, up on that offer, up on the offer,
        up on your offer, up on it, up the request again, revive the request, reopen the request, reopen this,
        i ask for that, we ask for that, i'd ask for that, so i ask for, would you please, could you please,
        can you please, would you be so kind, please do that, please do so, let's do that, let's do it,
        do it your way, do it that way, we'll go with that, let's go with that, let's go for it, go for it,
        she says go, he says go, they say go, green light, consider it asked, queue, get this going, get that going,
        please go ahead, please proceed, go ahead please, set this up, please set it up, set it up please,
        can this be arranged, could this be arranged, could that be arranged, could it be arranged, make it happen,
        help us with that, arrange that, put me down for, put us down for, this still happen, do that please,
        then do that, then do so, do so please, do it then, please do, yes do, do that then
    """,
    Deed.ROTATE: """
        ~rotate, rotation, ~roll over, ~renew, renewal, ~regenerate, ~reissue, re ~issue, re issue, re issued,
        re generate, issue _ again, issued again, make _ again, ~replace, replacement, ~exchange, ~swap, ~swap out,
        ~invalidate, ~void, ~revoke, ~withdraw, ~cancel, ~delete, deletion, ~destroy, ~nuke, ~kill, ~disable,
        ~deactivate, ~block, ~decommission, ~retire, ~pull, ~shut down, ~shut off, ~turn off, ~switch off,
        turn _ off, switch _ off, shut _ off, shut _ down, ~take out, take _ out, out of service, ~get rid of,
        ~terminate, ~wipe, ~purge, ~scrap, ~bin, ~dispose of, ~cycle, ~reset, ~reroll, ~refresh, ~discard,
        ~throw away, ~suspend, ~freeze, ~retract, ~remove, ~drop, ~erase, ~change, new value, fresh value,
        another value, different value, new secret, worthless, its successor, a successor, good riddance, can go,
        may go, could go, should go, must go, has to go, off the books, make _ unusable, render _ useless, unusable,
        put an end to, clean up, cleaning up, tidy up, ~void out, sunset, ~trash, ~zap, ~burn, ~axe, ~roll, ~nullify,
        ~annul, ~neutralise, ~neutralize, make _ invalid, ~recall, ~unplug, ~eliminate, ~ditch, ~cut off, ~ban, anew,
        issue _ anew, make _ anew, ~recreate, re create, ~redo, pull the plug on, set _ anew, ~reinstate, ~supersede,
        prolong, ~prolong, put out of action, out of action, switch off, make sure _ is dead, sweep out, ~obliterate,
        successor key, runs out, run out, expires next, expires in, is about to expire, will expire, expires on
    """,
    Deed.UNUSED: """
        isn't used, is not used, not used any, not used by, no longer used, no longer in use, not in use, unused,
        nobody uses, no one uses, nothing uses, not being used, no longer needed, no longer required,
        no longer wanted, not needed any, not needed anymore, no more needed, don't need it any, do not need it any,
        don't need it anymore, no use for it, isn't needed, is not needed any, has no use, out of use, superfluous,
        redundant, obsolete, orphaned, was switched off, is switched off, was shut down, was turned off, is gone,
        has been retired, was retired, ended, zero traffic, idle, stale, dormant, abandoned, leftover,
        no script uses, no script here uses, not using it, don't use it, stopped using, event's over, is over,
        are over, it's over, lying around, still around, hanging around, gathering dust, came to an end, has ended,
        came to its end, has run its course, finished, is done, wrapped up, wound down, discontinued,
        aren't going forward, not going forward, isn't needed any
    """,
    Deed.LOST: """
        lost, ~lose it, ~misplace, ~mislay, mislaid, can't find, cannot find, can not find, couldn't find,
        could not find, unable to find, nobody knows where, no one knows where, don't know where,
        nowhere to be found, disappeared, vanished, gone missing, went missing, shredded, erased, overwritten,
        overwrote, nobody has it, no one has it, we don't have it any, don't have it any more, don't have it anymore,
        only copy, no copy, threw away, thrown away, took _ with it, went with them, went with it, wiped,
        can't locate, cannot locate, no trace of, forgot to save, didn't save, did not save, deleted the only,
        was deleted by mistake, deleted _ by mistake, accidentally deleted, taken to the grave, not to be found,
        can't get at it, can not get at, no longer have the, no longer have it, don't have the key any, inaccessible,
        passed away, no record of, crashed, corrupted, formatted, reinstalled, in his head, in her head,
        in their heads, died with, nobody remembers, no one remembers, unrecoverable, evaporated, got lost,
        went lost, gone for good, is gone, are gone, disappear, took _ with him, took _ with her, took _ with them,
        takes _ with, key went missing
    """,
    Deed.LEAKED: """
        ~leak, leakage, ~compromise, stolen, theft, ~hack, breach, ~breach, breached, broken into, broke into,
        intrusion, intruder, malware, ransomware, phishing, phished, public repo, public repository, public git,
        public github, public gitlab, public discord, public slack, on github, to github, on gitlab, to gitlab,
        on pastebin, pastebin, in public, publicly visible, still knows, still know, ended up in, ended up on,
        got pasted, pasted _ into, pasted in, in clear text, in plain text, in plaintext, stranger, strangers,
        wrong person, wrong list, wrong hands, third parties, outsiders, in the wild, open internet,
        unauthorised person, unauthorized person, spilled, anybody could read, anyone could read,
        could be read by anyone, has been public, the key on it, the keys on it, fell for, intercepted, virus,
        trojan, infected, spyware, attacker, attackers, secret scanning, secret scanner, gitguardian, dark web,
        world readable, indexed by google, cached by, to a public, in a public, on a public, in the source of,
        in the page source, client side, known to others, known to outsiders, a public repository, keylogger, pwned,
        burglary, burgled, robbed, snatched, was stolen, got stolen, rogue
    """,
    Deed.SHOWN: """
        ~expose, is visible, was visible, visible in, visible to, screenshot, screen share, screen sharing,
        on the screen, on screen, showed, shown, still has it, still has the, still have access, knows it, pushed,
        ~commit _ to, committed, posted, published, by mistake, accidentally, mailing list, printed to, has copied,
        copied our, copied the key, copied my, pasted it, on his private, on her private, somebody has got,
        somebody else has, got hold of, on the internet, on the web, in the logs, in a log, in the log file,
        in our logs, seen by, could read it, wide open, fell into, still in his, still in her, in an email,
        in a mail, forwarded, sent _ to the wrong, who knows, in his own notes, ~paste, ~blur, didn't blur,
        in their own, in his own, in her own, in slack, in teams, in the chat, in a chat, in chat, emailed, mailed,
        e mailed, by email, on a slide, in the slides, in a ticket, in the open, in a commit, knows the key,
        know the key, knows our key, know our key, has the key in, in possession, in his possession, read out loud,
        visible on, photographed, photo of, saw the key, seen the key, seen our, could see, left in, left on,
        checked in, checked into, uploaded, attached, included in, on github, in git, in a repo
    """,
    Deed.MORE: """
        ~add, ~extend, ~expand, ~widen, ~broaden, ~raise, ~bump, ~upgrade, ~step up, stepped up, ~lift, ~increase,
        ~elevate, ~include, ~enlarge, ~append, ~allow, ~permit, ~enable, put _ on, put on, on top, in addition,
        additionally, as well, as well as, also see, also read, also write, also have, also get, also be allowed,
        extra permission, more rights, more permissions, additional permission, additional permissions,
        additional area, additional areas, open up, ~switch _ to, ~switch to, ~flip _ over, ~flip _ to, ~flip,
        ~set _ to, ~change, ~change _ to, ~become, ~turn _ into, ~convert, ~make _ read, ~grow, ~adapt, ~adjust,
        ~amend, ~modify, ~alter, ~swap, isn't enough any, not enough any, has to be allowed, must be allowed,
        do _ too, beef up, ~correct, ~tick, ~enhance, ~augment, ~complement, ~supplement, ~cover, also cover,
        let it see, let it also, be let, ~top up, ~tack on, throw in, ~authorise _ for, ~authorize _ for,
        ~equip _ with, ~switch, ~toggle, ~move _ from
    """,
    Deed.LESS: """
        ~remove, ~drop, ~strip, ~yank, ~reduce, ~lower, ~downgrade, ~narrow, ~restrict, ~limit, ~trim, ~shrink, ~cut,
        ~cut down, ~knock _ down, ~knock down, ~scale back, ~scale down, ~dial back, ~dial down, ~turn down,
        turn _ down, turned down, take _ off, ~take off, take _ away, ~take away, take _ out, ~take _ from, can lose,
        could lose, may lose, should lose, ~tighten, ~withdraw, ~revoke, fewer rights, fewer permissions,
        less rights, more rights than, more than we need, more than it needs, more than it should, too much,
        too many rights, over privileged, overprivileged, too powerful, off it, bring _ down, tone _ down, ~rein in,
        only touches, only ever touches, ~disallow, ~forbid, ~disable, off the key, will suffice, view will do,
        is enough, suffices, ~clip, ~delete, ~weaken, doesn't need to, does not need to, no longer needs, needn't,
        no longer needs to, need not, any longer, ~ditch, ~lose, ~scratch, ~reduce _ to, ~set _ back,
        less than it has, ~clear, ~cancel, ~scale, never use, never uses, never used, do not use, does not use,
        doesn't use, only reads, only needs, overkill
    """,
    Deed.OWNER: """
        owner, owners, ownership, responsible, responsibility, person in charge, in charge of, ~take over,
        taking over, takes over, took over, ~transfer, ~hand over, handover, handed over, registered under,
        registered to, registered on, registered in, listed with, listed under, listed as, in my name, under my name,
        in her name, in his name, under her name, under his name, in my place, in my stead, in place of hers,
        in place of his, in place of mine, contact person, point of contact, technical contact, contact for,
        successor, belongs to, now belongs, ~inherit, ~reassign, on record as, custodian, steward, put my name,
        put her name, put his name, my name there, name on it, ~put _ down as, ~put _ down, ~enter _ as,
        ~record _ as, new contact, in lieu of me, ~rename, look after, looks after, looking after, point person,
        pass _ on to, passed on to, ~assign _ to, ~sign over, caretaker, keeper, maintainer, listed for,
        contact address, notifications, enter me, put me down, put me, enter my, list me, name me, register me,
        me instead, me as, me now, my successor, should go to, go to my, goes to my, as the contact, as contact,
        new person, on my behalf, new responsible, address for, reassigned, my colleague instead, instead of me,
        instead of him, instead of her, in her stead, in his stead, whom to contact, whose key
    """,
    Deed.FAIL: """
        401, 403, 400, 404, 429, 500, 502, 503, invalid, unauthorized, unauthorised, forbidden, doesn't work,
        does not work, don't work, do not work, didn't work, not work, not working, isn't working, stopped working,
        no longer works, no longer work, won't work, ~fail, failure, failures, error, errors, ~refuse, ~reject,
        ~expire, expiry, can't open, cannot open, can't be opened, cannot be opened, won't open, couldn't open,
        couldn't be opened, empty, threshold, cut off, broken, dead, denied, locked out, can't get into,
        cannot get into, can't get in, times out, time out, timing out, timeout, timeouts, problem, problems,
        trouble, blank, does nothing, not accepted, isn't accepted, bounced, bounces, doesn't show, does not show,
        ~block, nothing works, ~hit the limit, hit the limit, limit reached, reached the limit, limit hit,
        reached our limit, over the limit, too many requests, not recognized, not recognised, unknown key, truncated,
        wrong key, wrong environment, wrong permissions, missing permission, no permission, stopped, not authorized,
        not authorised, can't access, cannot access, broke, breaks down, slow, crawling, outage, doesn't load,
        does not load, spinner, hangs, no longer available, not available, unavailable, already viewed,
        already opened, already used, mix up, mixed up, mixup, rather than the, not the one, something wrong,
        what's wrong, what is wrong, going wrong, gone wrong, goes wrong, wrong with, out of order, acting up,
        on strike, quit working, gave up, gives up, ~throw, ~choke, doesn't let, does not let, won't let, no go,
        no luck, nothing but, offline, down again, is down, ~crash, hung, stuck, too short, too few characters,
        characters, incomplete, half of, not found, revoked on us, ~complain, ~deny, ~drop out, can't connect,
        cannot connect, couldn't connect, can't log in, unreachable, insufficient, not allowed, not valid,
        no response, the wrong, ~time out, does not accept, doesn't accept, won't accept, ~bounce, 40 characters,
        over quota, quota exceeded, exceeded, quota reached, not honoured, no answer, nothing comes back,
        returns nothing, bad request, access denied, won't authenticate, doesn't authenticate, does not authenticate,
        not configured, not defined, garbled, mangled, characters short, letters short, wrong one, not the right,
        not right, for production instead, for the sandbox instead, not what we, no longer accepted, no longer valid,
        is bad, went dead, goes dead, has died, suspended, deactivated, disabled on, kicks us out, kicked out, bombs,
        bombing, turned down, turns us down, rate limit, rate limited, throttled, throttling, seems to be one for,
        opened already, viewed already, used already, already been opened, already been viewed, already been used,
        was opened, cannot be used, can't be used, unusable, gives us nothing, gives nothing, hits the limit,
        hits the daily limit, hit the daily limit, over the daily limit, at the limit, reached the daily limit,
        but not in, not in prod, not in production, only works in, works only in, only works for, works only for,
        just not, no longer does, no longer do
    """,
    Deed.DELIVERY: """
        share link, shared link, sharing link, the link, 1password, 1 password, one password, vault, vaults, invitation,
        invite, one time link, onetime link, secure link, link you sent, link to the key, link for the key, your mail,
        your email, your message, delivered, delivery, hand over, the item
    """,
    Deed.ABSENT: """
        never arrived, hasn't arrived, has not arrived, didn't arrive, did not arrive, not arrived, haven't arrived,
        didn't get, did not get, never got, haven't got, have not got, haven't received, have not received,
        didn't receive, did not receive, never received, not received, still waiting, is not there, isn't there,
        not there, isn't in, is not in, wasn't in, not in the vault, never came, hasn't come, has not come,
        didn't come, where is, where's, where did, nothing came, no sign of, neither a mail, was sent to another,
        sent to the wrong, another j, ~went to another, can't see it, cannot see it, don't see it, do not see it,
        can't find it in, get another link, another link, new link, fresh link, link again, send it again,
        send _ once more, resend, re send, is empty, nothing in it, not shared with, can't open, cannot open,
        no access to the vault, can't get into, overdue, went to, isn't me, is not me, haven't been able,
        not been able, send it another time, send _ again, another time, view once, before copying, someplace else,
        somewhere else, once more, waiting for the key, waiting for key, waiting for our key, waiting for my key,
        waiting for it, waiting for the link, waiting for an answer, nothing there, no item, no trace,
        has yet to arrive, yet to arrive, yet to receive, not yet received, not yet arrived, still no key,
        still no sign, never showed up, never turned up, hasn't shown up, hasn't turned up, not turned up,
        have not seen, nowhere in, is missing from, empty
    """,
    Deed.DONE: """
        done, made, created, it's ready, is ready, delivered, mailed, sent, in your vault, in the vault, in the team's
        vault, extended, rotated, issued, here you go, you can try, should work now, share link, all set, is live, set
        up, changed, already has, already have, already had, there's a key, there is a key, there's already, there is
        already, you have one, has one already
    """,
    Deed.ASIDE: """
        fyi, for your information, for information only, just so you know, just so it, so you know, no action,
        no further action, no need for you to act, nothing to do on your, no measures, unsubscribe, opt out, webinar,
        only writing so, only writing to say, only writing to let, for the record, heads up, announcement,
        manage preferences, this is to inform, we inform you, be informed, to be notified, scheduled maintenance,
        no reply needed, no reply necessary, please file, good news, i pass on the news, doesn't come as a surprise,
        thanks for the key, thank you for the key, thanks for setting up, thanks for making, thank you for setting,
        automatic reply, out of office, free quote, booth, click here, special offer, subscribe, in this issue,
        demo call, 15 minute call, meet us, register now, save the date, sounding out, just curious, merely curious,
        only curious, only asking, just asking, merely asking, hypothetically, in theory, no project yet,
        only to know, purely out of interest, out of curiosity, out of interest, meeting minutes, minutes of the
    """,
    Deed.WONDER: """
        know, tell me, tell us, explain, wonder, wondering, curious, question, questions, documentation, whether,
        policy, how long, how many, how often, understand, clarify, list of, overview of, who has, who owns,
        which key, which keys, difference, training, tutorial, need an api key for this, does it take, does it need,
        do i need, do we need, do i have to, do we have to, does one need, is it necessary, is a key needed,
        what happens, what is a, what are, what can a, what does a, per key, for each key, how are, who can see,
        in general, sounding out, thinking of, considering, handbook, presentation, questionnaire, survey,
        register of, names of, number of, governance, who may, who gets, or can, or is, or does, or do, or would,
        or should
    """,
    Deed.OTHERS: """
        they'll ask, he'll ask, she'll ask, going to ask, to ask lsis, will request, will be requested,
        will be asked for, going to request, is going to open, will open a, to open a ticket, will file, will submit,
        going to submit, will send you, will contact, will be in touch, be in touch, will get in touch,
        gets in touch, will write, will apply, going to apply, to apply, will come to you, come to you, will turn to,
        will approach, will raise a, will put in, separate request, in another ticket, in a separate ticket,
        at a later date, some day, someday, not yet, next year, i'll ask, we'll ask, might ask, may ask,
        may come back, might circle back, circle back, come back to you, get back to you, come back on, gotta see,
        have to see, will see first, let me ask, have to check, think about it, think it over, sleep on it,
        let you know, will ask you, will ask lsis, will ask for, will ask about, will ask when, will ask once,
        thought about, thinking about, considered, considering, toying with, contemplating, decided against,
        decided not to, had we
    """,
    Deed.WITHDRAW: """
        never mind, nevermind, forget it, forget about it, forget this, forget the request, forget my request,
        forget i asked, forget i wrote, forget what i, forget about this, forget about the key, forget the key,
        forget the whole, forget about the whole, forget this ticket, disregard, ~cancel this, ~cancel the,
        ~cancel my, ~cancel our, cancel it, withdraw this, withdraw the, withdraw my, withdraw our, withdraw it,
        withdrawing, retract, drop the request, drop my request, drop our request, drop this, drop it,
        drop the ticket, drop the matter, scrap the request, scrap that request, scrap this, close this,
        close the ticket, close my ticket, close our ticket, close it, close the request, no longer needed,
        no longer necessary, no longer required, no longer need, no longer want, no longer interested, not needed,
        not necessary, isn't needed, isn't necessary, don't need, do not need, won't need, will not need, needn't,
        nothing has to be done, nothing to be done, nothing needs to be done, nothing to do, nothing left to do,
        no action, off the table, pulled the plug, plug was pulled, plug has been pulled, called off, called it off,
        won't go ahead, not go ahead, not going ahead, no project, was cancelled, is cancelled, been cancelled,
        was canceled, been canceled, was shelved, been shelved, is shelved, shelve this, been dropped, was dropped,
        been stopped, was stopped, on ice, put on hold, on hold, decided against, decided not to, changed our mind,
        changed our minds, changed my mind, solved itself, resolved itself, has been solved, is solved, is resolved,
        false alarm, false positive, all good now, all good, is sorted, sorted now, found it, there it sits,
        works too, works now, works after all, working now, working again, works again, no need, has one already,
        already have one, is moot, moot, obsolete now, overtaken, not asking for, not after a key, we'll use the,
        we'll do it by hand, we'll manage, we'll do without, do without it, my own stupidity, my mistake, it was me,
        user error, no key involved, hold off, hold your horses, call it off, stand down, not happening,
        not going to happen, fell through, fallen through, went with another, chose another, chosen another,
        no key needed, no key after all, another way, different solution, other solution, been scrapped,
        was scrapped, scrapped, canned, axed, sorry for the noise, ignore this, ignore my, please ignore,
        can be closed, may be closed, to be closed, close out, we're good, we are good, fine now, no thanks,
        no thank you, not interested, we'll pass, pass on this, skip it, pulling out, backed out, back out, pull out,
        won't happen, will not happen, went away, dead now, is dead, no need any, needn't bother, do not bother,
        don't bother, as you were, changed his mind, changed her mind, changed their mind, has fallen through,
        no longer relevant, not relevant any, superfluous, do not proceed, don't proceed, abandoned, abandon,
        ditched, ditching, back to square, take back my, take it back, we take back, annul
    """,
    Deed.DECLINE: """
        no change necessary, no changes necessary, no change needed, no changes needed, leave _ as it is, leave _ as is,
        leave _ alone, leave it, stay as it is, stays as it is, stay as is, don't change, do not change, don't touch,
        keep it as it is, keep it as is, not worth it, no need to change
    """,
    Deed.STAFF: """
        role, roles, my account, her account, his account, their account, an account, login, log in, sign in, signing in,
        logged in, colleague, new hire, staff member, student worker, intern, assistant, librarian, starts monday, starts
        on, started this, same as what, user account, netid, temp, new colleague, successor at the desk, his login, her
        login, password, two factor, cataloger, cataloguer, supervisor access, retires, in the browser, web interface,
        privileges for, permissions for, so she can, so he can, developer network, admin account, administrator, admin
        role, mr, mrs, ms, joins us, joined us, new employee, onboarding of
    """,
    Deed.PROGRAM: """
        api, apis, rest, script, scripts, integration, integrations, feed, feeds, sync, syncs, synchronisation,
        synchronization, app, apps, application, applications, plug in, plugin, plugins, connector, connectors,
        middleware, bot, robot, cron, service, server, program, programme, programs, software, webhook, webhooks,
        harvester, loader, dashboard, dashboards, console, tool, tools, toolkit, widget, widgets, kiosk, kiosks,
        printer, portal, bridge, platform, website, web site, site, webpage, web form, importer, exporter, checker,
        scanner, scanners, matcher, finder, generator, reader, builder, tracker, screen, screens, signage, lockers,
        gates, terminal, terminals, handhelds, sorter, crawler, pipeline, data lake, warehouse, browser extension,
        extension, add on, addon, interface, python, perl, php, ruby, java, go program, connection, bookmarklet,
        spreadsheet, macro, notebook, chatbot, planner, calculator, monitor, deduper, renamer, updater, cleaner,
        helper, viewer, browser, recommender, self check, selfcheck, device, devices, catalog page, automation,
        engine, client, library system, prototype, hackathon, scheduler, harvest, lambda, daemon, microservice,
        backend, front end, frontend, vendor software, rfid, self checks, selfchecks, call alma, calls alma,
        calling alma, ask alma, asks alma, query alma, queries alma, talk to alma, talks to alma, intranet, web page,
        home page, homepage, fetches, looks up
    """,
}
