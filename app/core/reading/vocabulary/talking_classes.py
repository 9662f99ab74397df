"""Classes of words that people use when they talk of a question, for the patterns of `words_of_talking`. Data."""

CLASSES: dict[str, str] = {
    "SELF": "i, we, one",
    "ANY": """
        i, we, one, he, she, they, nobody, no one, none of us, the vendor, the developer, my boss, my
        colleague, my supervisor, people here, anybody here
    """,
    "YOU": """
        you, lsis, you people, you guys, you folks, your team, the experts, your experts, the library, your
        side
    """,
    "ADV": """
        really, honestly, simply, just, actually, also, quite, still, currently, already, certainly,
        definitely, surely, gladly, then, now, probably, only, unfortunately, absolutely, entirely, exactly,
        completely, totally, all, at all, even, too, so, very, of course, first, quickly, fully, truly, right
        now, at the moment, yet, myself, ourselves, either, please, kindly, afraid, soon, later, immediately,
        again, personally, be able to
    """,
    "AUX": "do, does, did, can, could, would",
    "NOT": "not, never, hardly, barely",
    "KNOW": """
        know, say, tell, answer, judge, decide, choose, pick, select, determine, assess, evaluate, tell you,
        recall, remember, figure, work out, make out, make sense, make head or tail, make heads or tails,
        understand, follow you, speak to, be sure, have a clue, have any idea, have an idea, have a preference,
        have any preference, have an opinion, have a view, have enough, have the knowledge, have the expertise,
        have the background, have the slightest, have the faintest, have the foggiest, have that information,
        have this information, have these details, have those details, comment on, get it, get this, get any
        of, make anything of
    """,
    "SURE": """
        sure, certain, familiar, clear, qualified, competent, able to, technical, a technical, a techie, tech
        savvy, an expert, a specialist, a programmer, a developer, an it person, the right person, the right
        one to, in a position, knowledgeable, well versed, versed, acquainted, confident, my field, my area, my
        department, my expertise, my strength, my thing, my cup of tea, much of an expert, into the technical,
        at home in
    """,
    "NOBODY": "nobody, no one, noone, none of us, none of them, neither of us",
    "NOTION": """
        idea, ideas, clue, notion, inkling, preference, preferences, opinion, knowledge, strong view, strong
        opinion, strong feelings, strong preference, way of knowing, way to know, experience with, concept,
        earthly idea
    """,
    "PUZZLED": """
        unsure, uncertain, undecided, clueless, puzzled, confused, stumped, baffled, lost, none the wiser,
        unfamiliar, at a loss, out of my depth, in the dark, overwhelmed, no wiser, ignorant, in over my head,
        a layman, a layperson, a novice, a complete beginner, new to all, new to this
    """,
    "BEYOND": """
        over my head, over our heads, above my head, above my pay grade, beyond me, beats me, greek to me,
        chinese to me, double dutch, gibberish, mumbo jumbo, bohemian villages, search me, hard to say,
        difficult to say, tough to say, hard for me to say, difficult for me to say, tell me nothing, tells me
        nothing, mean nothing to, means nothing to, meaning nothing to, ring a bell, rings no bell, ring no
        bell, rings a bell, out of my league, out of my area, above my understanding, beyond my knowledge,
        beyond my understanding, beyond my competence, outside my competence, outside my knowledge, outside my
        expertise, no earthly, anyone's guess, anybody's guess, a closed book, a mystery to me, haven't the
        foggiest, rocket science to me, went over my, goes over my, it's a riddle, all technical to me
    """,
    "PICK": "decide, choose, pick, select, advise, recommend, suggest, judge, determine, assess, propose",
    "BEST": """
        best, right, sensible, reasonable, usual, standard, customary, common, normal, necessary, appropriate,
        suitable, typical, easiest, simplest, safest, proper, adequate, fitting, the default, needed, required,
        recommended, fine, advisable, correct, works, makes sense, make sense, fits, suits, convenient
    """,
    "FINE": "fine, ok, okay, good, alright, all right, great, acceptable, welcome, perfect, suitable, enough for me",
    "REPORT": """
        let you know, let lsis know, let you all know, get back, come back, report back, be back, circle back,
        revert, find out, be in touch, get in touch, keep you posted, keep you informed, keep you updated,
        follow up, write again, write back, reply, answer you, answer your, answer the, answer it, answer them,
        answer this, answer these, answer those, answer when, answer as, answer once, answer after, answer on,
        answer by, answer tomorrow, answer later, answer soon, answer in, answer next, respond, inquire,
        enquire, ask, clarify, consult, confirm, verify, double check, inform you, update you, tell you, ping
        you, drop you, send you, give you, get you, mail you, email you, e mail you, write you, write to you,
        provide you, supply you, forward you, pass you, bring you, fill you in, report to you, contact you,
        call you, look into, look it up, look that up, look this up, look them up, look those up, look these
        up, look for them, see what, see if, see whether, check, investigate, research it, research this,
        research that, enquire with, sound out, figure it out, figure this out, figure that out, figure out,
        sort this out, sort it out, think about it, think about this, think about that, think it over, sleep on
        it, work on it, work on this, work on that, read up, study, read the, read it, read them, read this,
        discuss, talk to, talk with, talk it over, talk about it, speak to, speak with, bring it up, bring this
        up, raise it, raise this, raise that, meet with, sit down with, go over, go through the, go through it,
        go through them, go through your, get hold of, get the answer, get the answers, get the details, get
        the information, get that information, get this information, have an answer, have the answer, have the
        answers, have answers, have the details, have more, know more, know on, know by, know for sure, know it
        by, know after, know tomorrow, know next, gather, collect, compile, put together, dig up, dig out, pass
        it on, pass this on, pass them on, pass that on, pass your questions, pass on your, forward it, forward
        this, forward them, forward that, forward your, forward the questions, relay, return to you, return to
        this, attend to, take care of it, take care of this, deal with it, deal with this, get to it, get to
        this, get round to, get around to, see to it, look at it, look at this, look at that, look at them,
        look at your, have a look, take a look, take a closer, have a closer, chase, have a word, have a chat,
        review, supply the, supply them, supply it, provide the, provide them, provide it, provide that,
        provide more, send the, send it, send them, send that, send those, send these, send this, send more,
        send all, send over, fill in, fill it in, fill this in, fill them in, complete it, complete this,
        complete the, do it, do so, do that, do this, try to, make sure to, need to ask, need to check, need to
        talk, have to ask, have to check, need to consult, do my homework, submit the, post the, post it here,
        add the missing, add the details, deliver the, share the, share them, get these, get this, get that,
        get the, get those, look when, look tomorrow, look after, go through, let them know
    """,
    "LOOK": """
        ask, check, consult, talk, discuss, clarify, find out, look into, look up, look it up, look at, look
        that up, look this up, verify, confirm, think, read, see what, see if, see whether, see first, speak,
        inquire, enquire, get back, get hold, wait, go back, sort, figure, investigate, meet, gather, collect,
        sleep on, dig, have a look, take a look, double check, study, come back, research, get the answer, get
        the details, get the information, get more, run it by, run this by, run that by, run it past, run this
        past, make sure, coordinate, involve, contact, reach out, call, phone, email, e mail, get in touch,
        hear from, hear back, chase, get clarification, get confirmation, get approval, get answers, locate,
        track down, go through, go over, work out, hear what, decide, ask around
    """,
    "LOOKING": """
        asking, checking, consulting, waiting, collecting, gathering, looking into, looking it up, looking at
        it, looking at this, looking that up, looking this up, working on it, working on this, working on that,
        working on the answers, working on getting, discussing, clarifying, verifying, finding out, talking to,
        talking with, meeting, seeing, compiling, investigating, trying to find, trying to get, trying to
        reach, double checking, inquiring, enquiring, chasing, speaking to, speaking with, getting in touch,
        sorting it, sorting this, figuring, seeing my, on it, in contact with, in talks with, in discussion
        with, reaching out, following up, getting back to you, preparing the, forwarding
    """,
    "PASSED": """
        asked my, asked our, asked the, asked them, asked him, asked her, forwarded, passed, contacted,
        emailed, e mailed, phoned, mailed, written to, pinged, messaged, texted, called the, called our, called
        my, relayed, put the questions, put your, put it to, put them to, sent your, sent it on, sent them on,
        sent them your, sent him your, sent her your, sent a message to, sent an email to, sent a mail to, sent
        an e mail to, left a message, sent the questions, reached out, raised this, raised it, raised your,
        requested this from, requested the, scheduled, inquired, enquired, shared your, put your questions, put
        it, put them, requested
    """,
    "TIME": """
        tomorrow, tonight, soon, shortly, asap, mon, tue, wed, thu, fri, monday, tuesday, wednesday, thursday,
        friday, saturday, sunday, today, next week, next month, next year, this week, this month, this
        afternoon, this evening, later, in due course, in a few, in a couple, in a bit, in a while, in a
        moment, in a minute, in an hour, in a day, in two, in three, in the next, in the coming, in the course,
        by the end, by next, end of, until, till, as soon as, once, when, after, over the, before the, within
        a, within the, within two, on the, first thing, the day after, at the beginning, at the end, at the
        latest, early next, early in, mid, some time, sometime, eventually, afterwards, january, february,
        march, april, may, june, july, august, september, october, november, december, eod, eow, cob,
        momentarily, presently, any day
    """,
    "RETURN": """
        returns, return, is back, are back, am back, comes back, come back, gets back, get back, is here again,
        replies, reply, answers, answer, responds, respond, writes back, knows, know, knows more, know more,
        hear, hears, heard, have heard, have an answer, have the answer, have the answers, have the details,
        have that, have them, have it, have more, have spoken, have talked, have asked, have checked, have
        found, have clarified, have met, have had, have discussed, have read, have decided, have confirmation,
        had, gets to, get to, get a reply, get an answer, get the answers, get the answer, get it, get them,
        get an, got, got an, get hold, get the details, get the information, reaches, reach, is available, is
        in, am in, are in, am at, decides, decide, tells me, tells us, tell me, tell us, told me, told us, lets
        me know, let me know, lets us know, let us know, find out, found out, i can, we can, is online, receive
    """,
    "ANSWERS": """
        the details, details, the answers, answers, the answer, an answer, the rest, the others, the other, the
        information, the info, the data, the missing, more, the specs, the specification, the documentation, my
        reply, my answer, our reply, our answer, the remaining, a reply, a response, everything else, a proper
        answer, feedback, an update, the list, clarification
    """,
    "TOLD": """
        said, say, wrote, stated, explained, described, mentioned, told you, told, indicated, specified,
        pointed out, noted, replied, answered, written
    """,
    "HAVE_TOLD": """
        said, told, written, answered, explained, described, stated, given, provided, mentioned, replied,
        specified, supplied, submitted, filled, responded, indicated, sent all, sent you, sent everything,
        clarified, confirmed
    """,
    "WORDS": """
        ticket, request, first message, first mail, first e mail, first email, original message, description,
        post
    """,
    "AGAIN": """
        second time, third time, fourth time, fifth time, 2nd time, 3rd time, 4th time, nth time, umpteenth
        time, hundredth time, twice already, three times already, again and again, over and over, repeat
        myself, repeat ourselves, keep repeating, keep explaining, keep asking, keeps asking, going round in
        circles, going in circles, running in circles, how many times, how often do i have, how often must i,
        how much more
    """,
    "NUISANCE": """
        bureaucracy, bureaucratic, red tape, hoops, rigmarole, interrogation, interrogated, homework,
        inquisition, runaround, run around, kafka, kafkaesque, third degree, grilling, cross examination, cross
        examined, nonsense, farce, circus, absurd, ridiculous, silly, unacceptable, unbelievable, incredible,
        annoying, frustrating, tedious, overkill, outrageous, laughable, insane, ludicrous, preposterous,
        cumbersome, waste of time, waste of my time, wasting my time, wasting time, wasting our time, waste my
        time, waste our time, waste any more, time waster, time consuming, absurdity, nitpicking, hair
        splitting, stonewalling, a joke, kidding, joking, seriously, come on, for heaven's sake, for god's
        sake, for goodness sake, for crying out loud, wtf, ffs, give me a break, disgrace, disgraceful,
        shameful, pathetic, hopeless, useless questions, pointless, beyond belief, over the top, ping pong,
        back and forth, going nowhere, obstacle, obstacles, obstruction, gatekeeping, harassing, pestering,
        badgering, a pain, nuisance, idiotic, stupid, dumb, exasperating, infuriating, intolerable
    """,
    "QUESTIONS": """
        questions, question, questionnaire, questionnaires, forms, form, form filling, paperwork, details,
        interrogation, explanations, asking, justifications, explaining, back and forth, discussion,
        discussions, emails, e mails, mails, delay, delays, information, ado, fuss
    """,
    "UPSET": """
        disappointed, annoyed, frustrated, fed up, tired of, sick of, unhappy, dissatisfied, irritated, upset,
        angry, furious, astonished, astounded, appalled, baffled why, losing patience, losing my patience,
        running out of patience, out of patience, lost patience, lost my patience, surprised that, surprised to
        be, amazed, dismayed, shocked, offended, not amused, not impressed, not happy, not pleased, not
        satisfied, at the end of my
    """,
    "ODD": """
        odd, strange, weird, curious, peculiar, surprising, bizarre, disappointing, unfortunate, unhelpful,
        excessive
    """,
    "MACHINE": """
        robot, robots, bot, machine, machines, computer, chatbot, chat bot, algorithm, ai, automaton, automated
        system, automatic system, automated assistant, automatic assistant, automated reply, automated replies,
        automated message, automated messages, automatic message, automatic messages, automated response,
        automated responses, autoresponder, form letter, form letters
    """,
    "HUMAN": """
        real person, actual person, real human, actual human, human being, human, live person, real people,
        actual people, somebody real, someone real, living person, living soul, person of flesh, flesh and
        blood, real employee, person who, proper person
    """,
    "CONVERSE": """
        talk, talking, speak, speaking, discuss, discussing, deal, dealing, chat, chatting, communicate,
        communicating, argue, arguing, correspond, corresponding, converse, negotiate, interact, explain
    """,
    "SOMEBODY": "somebody, someone, a person, a colleague, anybody, anyone, a human, one of you, staff, a member",
    "CREATE": """
        create, give, make, do, send, issue, set, generate, process, approve, grant, activate, provide, proceed
    """,
    "KEY": "key, keys, api key, api keys, access, token, thing",
    "BOSS": """
        supervisor, boss, manager, director, dean, provost, department chair, head, university librarian, aul,
        ul, associate university librarian, vice provost, department head, line manager, president, chancellor,
        superior, superiors, administration, management, chief, team leader, supervisors
    """,
    "PRESS": """
        wants _ done, wants _ finished, wants _ ready, wants _ running, wants _ live, wants it, wants this,
        expects, is waiting, are waiting, has approved, has already approved, already approved, approved this,
        promised, insists, will hear, is asking why, wonders why, demands, needs this, needs it, has promised,
        asks me every, signed this
    """,
    "WHO_ELSE": """
        other libraries, other library, other universities, other university, other institutions, other
        departments, other schools, other vendors, other offices, everywhere else, nowhere else, elsewhere,
        anywhere else, nobody else, no one else, other places, other providers, other it departments, my
        previous university, my former university, my last university, my old university, previous employer, my
        last job
    """,
    "ELSEWHERE_QUICK": """
        it took _ minutes, it took _ minute, it took _ hour, it takes _ minutes, took five minutes, took ten
        minutes, the same day, same day, within minutes, within the hour, in five minutes, in ten minutes, in
        two minutes, without an interrogation, without any questions, without further questions, without
        questions, no questions asked
    """,
    "HARSH_WHY": """
        need, needs, want, ask, asking, know, care, have to, has to, must, should, explain, answer, tell,
        justify, fill, matter, insist, complicated, hard, difficult, not just, not simply, not you just, just
        not, so long, bother, required to, supposed to, relevant, important, interested, interest you, concern
        you, make it so, make this so
    """,
    "FOR_WHOM": "me, us, him, her, them",
    "BE": "is, are, was, were, am, be",
    "WH": "what, which, who, where, when, why, how, whose, whom",
    "INVERTED": """
        is, are, was, were, do, does, did, can, could, would, will, shall, should, may, might, must, has, have
    """,
    "SUBJECT": """
        i, we, you, he, she, it, they, one, there, that, this, those, these, the, a, an, my, our, your,
        somebody, someone, anybody, anyone, lsis, both, each, either, any, such, people, all, every, another,
        placing, alma
    """,
    "THANK": """
        thanks, thank you, thank, thx, thnx, thanx, tnx, ty, cheers, merci, danke, gracias, grazie, dank,
        obrigado, obrigada, much obliged, appreciate, appreciated, grateful, ta, kudos, tysm, thanking you,
        many thanks
    """,
    "PRAISE": """
        great, perfect, wonderful, awesome, excellent, super, fantastic, brilliant, lovely, nice, cool, very
        kind, so kind, most kind, very helpful, good to know, very good, amazing, splendid, fabulous,
        marvellous, helpful, glad to hear, kind of you, terrific, neat, sweet, top, good news, good to hear,
        nice to hear, happy to hear
    """,
    "ACK": """
        got it, received, noted, understood, ok, okay, k, alright, all right, sounds good, will wait, looking
        forward, look forward, see you, have a, good work, great work, well done, take care, all the best, no
        rush, no hurry, no worries, roger, copy that, will do my best, best, bye, until then, so fast, so
        quickly, that quickly, quick reply, quick response, fast response, swift, regards, acknowledged, happy
        to wait, enjoy, happy, merry, for now, i see, ah, kind regards, warm regards, good weekend, nice day,
        wait patiently, wait to hear, await
    """,
}
