"""What people say to a question beside answering it, as patterns of word classes. Data, in the notation of `sayings`.

Patterns are apart by commas. A word in capitals is a class, "a|b" is either, "x?" may be left out, "_" stands for up to
four words, "^" for the beginning of a clause and "$" for its end. Contractions are
written out: "I'd not" is "i would not".
"""

from enum import Enum, auto


class Talk(Enum):
    """What a sentence does with a question that was put to its writer."""

    KNOWS_NOT = auto()
    DEFERS = auto()  # leaves the choice to those who ask
    PROMISES = auto()  # will be answered later
    ARGUES = auto()  # objects to being asked, or to being asked by a program
    PRESSES = auto()  # says that it was told already, or that time runs out
    ASKS = auto()
    THANKS = auto()
    CLOSES = auto()  # says nothing, and goes with thanks: wishes, acknowledgements, signatures


SAYINGS: dict[Talk, str] = {
    Talk.KNOWS_NOT: """
        ANY ADV? ADV? AUX NOT ADV? ADV? KNOW, ^ ADV? do NOT ADV? KNOW, ANY will NOT be able to KNOW, ANY am|are
        unable to, ANY BE ADV? not ADV? ADV? SURE, ^ not ADV? ADV? sure|certain|clear, i am not ADV? SURE,
        NOBODY _ knows, neither|nor|none _ understand|understands|know|knows, ^ who knows, wrong
        person|address|one, your guess is as good, ANY have|has|had|having ADV? no ADV? NOTION, have|has not
        got? a|any|the ADV? NOTION, no ADV? NOTION, have|has not ADV? a|any|the NOTION, have|has not ADV? the
        slightest|faintest|foggiest|vaguest, without a clue, BE|feel|feels|completely|totally|bit|all|somewhat
        PUZZLED, ^ unsure|uncertain|undecided|clueless|puzzled|confused, BEYOND, NOBODY _ told|mentioned _
        what|which|anything|about|of|that, NOBODY ADV? can, ANY know ADV? nothing|little|too, knows nothing,
        know next to nothing, know very little, know only what, only know what, all i know is, all we know is,
        all that i know, that is all i know, that is all we know, that is all i|we can say, was|were|been not
        told, was|were never told, not been told, has|have|had|did not|never _ told me, never|not
        mentioned|explained, does not mean anything, do not mean anything, not mean much, means little, not say
        much, doubt that i can, not speak to that, ANY wonder _ myself, can not be of ADV? help, can not ADV?
        help you|lsis, not of _ help, lack the knowledge|expertise|background, haven't decided, have not
        decided, not decided yet, not made up, have|has not ADV? enough|sufficient ADV?
        knowledge|information|experience|background|expertise|insight, ^ not my ADV?
        area|field|department|expertise|business|world|domain|topic, ^ not my, wish i knew, all
        greek|chinese|new to me|us, greek to, not ADV? been told|informed|given, did|do|does not
        tell|say|mention ADV? me|us?, not know ADV? $, no ADV? knowledge|experience|expertise|understanding
        of|in|with
    """,
    Talk.DEFERS: """
        up to YOU, leave|left|leaving _ to|with YOU, entrust _ to YOU, defer to YOU, over to YOU, hand _ to
        YOU, you tell me|us, have to tell me|us, you would have to tell me|us, your call, your choice, your decision,
        your judgement, your judgment, your discretion, your
        expertise, your advice, your recommendation, your suggestion, your best guess, your pick, in your
        hands, your guess, trust|trusting YOU, rely|relying|count|counting|depend on YOU,
        rely|trust|depend|counting on? your, YOU BE|will ADV? _ expert, YOU BE ADV? _ experts, YOU BE|will be _
        better|best judge, you would know, you should know ADV? better, YOU _ know|knows ADV? _ better|best,
        YOU ADV? know _ much|far|way better, you will know, YOU can|should|may|could|would|will|might|must ADV?
        PICK, would|could YOU ADV? PICK, YOU PICK, you tell me|us $, for the
        experts|specialists|professionals|pros|you to PICK, for? you to PICK, SOMEBODY _ help me|us, what|which
        _ would you|lsis ADV? take|use|choose|do|pick|go|need|select|say, ^ please|pls|kindly|just|so|then ADV?
        PICK, ^ PICK ADV? for me|us, help me|us ADV? to? choose|decide|pick|select|understand, guide me|us,
        hand _ hold, walk me|us through, whatever|whichever|what|anything YOU ADV?
        think|recommend|suggest|consider|prefer|deem|propose|usually|find|say, whatever|whichever|what|anything
        that? BE ADV? BEST, whatever|whichever|what|anything that? would|will|may be ADV? BEST,
        whatever|whichever|what|anything that? ADV? works|fits|suits|makes|seems|normally|usually,
        whatever|whichever they|others|people, what would be ADV? customary|usual|normal|best|right|sensible,
        as YOU ADV? see fit, as YOU ADV? think best|right, as YOU like|please|wish|prefer, at your convenience,
        what makes ADV? sense, what seems BEST, either|any|anything|everything|both|all BE|would|will ADV? be?
        FINE, either|any|anything of? them? BE|would be? FINE, either|any|anything|whichever|whatever
        will|would|should? do, anything goes, either way BE|works, do|does|would not ADV? mind|care, does not
        ADV? matter to me|us, do not ADV? have _ preference, no ADV? preference, all the same to, same to me,
        makes no difference to, equal to me, go with whatever|whichever|what|the usual|the standard, happy with
        whatever|whichever|anything, the usual, the standard one, the default, the typical one, the common one,
        what do|would|should|can YOU ADV? PICK, what would be your, what|which one? is recommended, what do
        people usually, what do others ADV? take|use|choose|do|pick, what is customary|usual|common|normal,
        which would you|lsis, which one would you, ask YOU to PICK, need|want|like YOU to PICK, need ADV?
        help|advice|guidance|assistance, need YOU help|advice|guidance, need your help|advice|guidance,
        appreciate your advice|guidance|help, would appreciate ADV? some? advice|guidance|help, some guidance,
        a recommendation, colleague help me|us, use your, better|best judge, better placed, better position to,
        whatever the ADV? norm, whatever the default, surely know, certainly know, must know better, take YOU
        word, follow your, go by your, i will ADV? trust, open to ADV?
        suggestions|advice|recommendations|proposals|anything, can YOU ADV? PICK, you PICK, let you PICK, which
        one is suitable, which|what BE ADV? suitable|appropriate|best|right for, your
        suggestions|suggestion|recommendations welcome, welcome any
    """,
    Talk.PROMISES: """
        ANY|you will ADV? ADV? REPORT, ANY will ADV? be able to REPORT, SELF would|shall|may|might|can ADV?
        ADV? get back|come back|let you know, SELF shall|can ADV? REPORT TIME, SELF shall ADV? REPORT, ^ will
        ADV? ADV? REPORT, ^ will do, ^ shall ADV? REPORT, and|then|so|but will ADV? ADV? REPORT, and|then get
        back to you, and|then let you know, and|then report back, and|then come back, will be|get ADV? back to
        you, back to you ADV? TIME, will ADV? get back to you, will ADV? let you know, will be in touch, will
        ADV? contact you|lsis, will ADV? reply ADV? to? you|here|directly|TIME, will ADV? come back to
        you|this|it, will ADV? answer you|your|the|TIME, will ADV? send you, will write to? you, SELF
        have|need|must|want|ought|would|should|will ADV? to? need? ADV? to? like? ADV? to? LOOK, SELF BE going
        to ADV? LOOK, SELF BE going to ADV? REPORT, ^ going to LOOK, SELF BE about to LOOK, SELF
        plan|intend|hope|mean|expect|aim to REPORT, SELF hope|expect to have, hope to|i have|get|know|hear _
        TIME, ^ have|need|must ADV? to ADV? LOOK, ^ need LOOK, SELF BE ADV? ADV? LOOKING, ^ ADV? ADV? LOOKING,
        ^ currently LOOKING, and BE ADV? LOOKING, SELF have ADV? ADV? PASSED, SELF just ADV? PASSED, SELF ADV?
        asked my|our|the|him|her|them, he|she|they BE ADV? LOOKING, can|may|could SELF ADV? get|come back to,
        can|may|could SELF ADV? REPORT TIME, ^ ADV? PASSED, ^ have ADV? PASSED, let|lets|allow|permit|leave
        me|us ADV? ADV? LOOK, let me|us ADV? get back, lemme LOOK, let me|us ADV? have a, you will ADV?
        have|get|hear|receive|know|find, you get|have|receive ANSWERS, expect ANSWERS, expect to hear, you
        shall have, ^ ADV? answer|answers ADV? will? follow|follows|tomorrow|tonight, ANSWERS ADV? will? ADV?
        follow|follows|come|comes|be|arrive|tomorrow|soon|shortly|later|tonight|TIME, to follow, will follow, ^
        more TIME, ^ ADV? TIME ADV? more, ^ answers|answer|reply|details TIME, coming soon|shortly|tomorrow|up,
        give|grant|allow me|us ADV? a|an|some|until|till|TIME|two|three|more|time|the|one, bear with me|us, ^
        hang on, ^ hold on, one|just a|a moment|minute|sec|second ADV? please|while, ^ one moment, stand by,
        please wait, please ADV? be patient, please have patience, some patience, need|needs|require|takes|take
        a|some|until|till|more|another|two|three _
        time|days|day|week|weeks|hours|monday|tuesday|wednesday|thursday|friday|tomorrow, a few days, a couple
        of days, need until, need more time, keep _ open TIME, keep this open, keep the ticket open, leave the
        ticket open, please hold this, on my to do list, on my list, on my desk, on my radar, as soon
        as|once|when|after|before|until|till _ RETURN, as soon as|once|when|after|until|till _ from|of
        vacation|holiday|holidays|leave|maternity|conference, back ADV? on|in|from|next|by|tomorrow|at _, TIME
        SELF will, SELF will TIME, will ADV? have _ for you, will have _ TIME, awaiting _
        answer|reply|response|feedback|information|details|confirmation|decision, pending _
        answer|reply|response|confirmation, have|has a? meeting|call|appointment _ TIME,
        meeting|meet|see|seeing _ on|TIME, BE meeting _, SELF will ask, will ask him|her|them|my|our|the, to
        ask him|her|them|my|our|the, brb, tba, on it, working on it, will do ADV? TIME, SELF will try, try to
        find out, SELF can ADV? tell|give|send|answer|provide _ TIME, more|further information|details ADV?
        TIME, by TIME latest, waiting for ADV?
        the|my|our|an|their|his|her|it|them|him|news|feedback|somebody|someone|vendor|information|details|answer|answers|confirmation|approval|that|this|reply|more|clarification|input|specs,
        waiting to hear|get|receive|see|find|learn, waiting on, ^ will ADV? look, will ADV? look
        when|tomorrow|after|as|on|at|once|this|it|them|into, answers|answer|details|reply|information ADV? BE
        ADV? coming|following|underway, he|she|they|colleague|developer|vendor|team|boss|admin BE ADV? LOOKING,
        will get these|this|the|that|those ADV? information|informations|info|details|answers|answer|data, and
        send to? you, will send to? you, will send it|them|this|these|everything|the, sorry for ADV? ADV?
        delay|silence|late, SELF ADV? decide|decides|discuss|meet _ TIME, decided|decision TIME, have
        requested|ordered|asked _ from, hope to have, SELF ADV? PASSED _ questions|question, BE ADV? checking
        it|this|that|with, BE ADV? finding out, BE ADV? asking the|my|our|around|him|her|them, can|will|could
        not ADV? be? ADV? LOOK _ before|until|till, can|will not ADV? REPORT _ before|until|till, not before
        TIME, not until TIME, BE ADV? looking into it|this|that|your|the, BE ADV? working on
        it|this|that|your|the
    """,
    Talk.ARGUES: """
        as stated|mentioned|described|explained|written|said, SELF ADV? told you, BE not ADV? that|it|this ADV?
        obvious|clear|enough|plain|evident|in, BE|was _ not clear|clear enough, what _ not ADV? understand,
        what part of, did|do|have|can|could not? you ADV? not? ADV? even? ADV? read, bother _ read, try
        reading, ask|asking|asked _ again, explain|say|write|repeat|answer _ again|twice|once more, NUISANCE,
        too much ADV? bureaucracy|paperwork|fuss|effort|trouble|work, too|so|how many ADV?
        questions|hoops|forms|steps|details, this many questions, stop|quit|drop|spare me|us? _ QUESTIONS, all
        these|those|the|this QUESTIONS, so many QUESTIONS, enough of, without ADV? any?
        further|more|additional|all|another|other ADV? QUESTIONS, without further ado, endless QUESTIONS, no
        more QUESTIONS, yet another QUESTIONS, sent|got|given|fill|answer a? ADV? questionnaire, questionnaire
        at all, questionnaire|questionnaires for a|one|my KEY, time _
        questionnaires|questionnaire|forms|paperwork, fill|filling|filled in|out? ADV?
        forms|anything|another|questionnaire, have better things, spend|waste|wasting ADV? my|our|any|more|the
        ADV? time|day|days|afternoon, get|move on with it|this|things|the|my, get ADV? on with, can we move on,
        move on, get|getting it|this ADV? done|over|going|sorted|moving, get a move on, hurry up, speed _ up,
        speed things, do your job, do it now, run out of time,
        want|need|prefer|like|demand|insist|ask|request|rather _ HUMAN, to|with|from|by|get|have|there
        a|an|any|some ADV? HUMAN, a HUMAN, BE there ADV? anybody|anyone|a|somebody|someone ADV?
        HUMAN|i|we|alive|there|reading|real, where BE the? _ human|person|people|humans, CONVERSE _ MACHINE,
        CONVERSE _ to|with a program|script, CONVERSE to|with ADV? ADV? SOMEBODY, by|from|with a|an ADV?
        MACHINE, BE you ADV? a|an ADV? MACHINE|HUMAN, you BE ADV? a|an|just|only _ MACHINE, not ADV?
        a|with|to|by|another ADV? MACHINE, stupid|dumb|bloody|silly|damn|useless|your MACHINE, this MACHINE
        BE|does|has|can|keeps|is, get|got|getting|are|is ADV? automated|automatic
        messages|replies|responses|mails|answers, have|let|get|ask|make SOMEBODY _
        call|contact|look|phone|ring|take|get|write|talk|speak|handle|deal|from, ADV? call|phone|ring me|us,
        me|us a call|ring, SOMEBODY ADV? please|can|could|should|to|will|has? _
        call|phone|contact|look|take|handle, call|reach me|us at|on|under, put me through, connect me|us
        with|to, transfer me|us, extension, my phone|number is, prefer|rather to? speak|talk, phone call, ^
        ADV? ADV? just ADV? CREATE _ KEY|it|this|that|me|us, ^ ADV? just ADV? CREATE
        me|us|it|the|a|my|our|already|now, just do it, just the key, just CREATE it|me|us, just ADV? give
        me|us, just ADV? make me|us, ^ ADV? CREATE it|the|me|us ADV? already|finally|now, make it happen, get
        it done, go ahead and CREATE, SELF ADV? just ADV? want|need|ask|asked|wanted|needed _ KEY, SELF only
        ADV? want|need|asked|wanted _ a|one|the|my KEY|simple, all SELF ADV? want|need|ask|asked|wanted, give
        me|us the|my|our|a ADV? KEY, where BE my|our|the KEY, hand over, when do|will|can SELF ADV? finally,
        never ADV? had|needed|have|was|were|been ADV? to|asked|any|such|this|required, never BE asked,
        ANY|have|had never _ asked|fill|explain|needed|required, BE never ADV? a
        problem|necessary|required|asked, nobody ADV? ever|has|had? ADV? asked|asks|needed, WHO_ELSE _ without,
        WHO_ELSE ADV? ADV? do not|does not|did
        not|never|got|get|gets|give|gives|gave|asks|ask|asked|has|have|had|simply|manage|manages|needs|requires|wants|was|were,
        at|in|from|with|through WHO_ELSE, ELSEWHERE_QUICK, always did|got|had|made _ without|within, within|in
        an hour|day|afternoon, can|could not you|they|lsis|we ADV? ADV? CREATE|let|see, can|could you not ADV?
        ADV? CREATE, without a|any form|forms|paperwork, not acceptable|reasonable|normal|right|fair|okay
        that|to|how, needlessly|unnecessarily|overly|unduly|ridiculously|too ADV?
        complicated|complex|difficult|long|slow|bureaucratic, how many more, do SELF ADV? have to ADV?
        answer|explain|justify|fill|tell|give|do, not think _ my|our job|task|responsibility, YOU BE the _
        people|ones|department|service|experts who|here, at? _ it ADV? took|takes
        them|you|us|me|five|ten|two|a, last time|year|month _
        got|get|took|was|were|worked|without|no|nobody|did|had, used to be ADV?
        easier|simple|quick|faster|enough, previously|before|formerly|then _ without|worked|enough|no,
        did|do|can|could|fail not? ADV? to? ADV? see ADV? why|the|any|what|how
        point|reason|need|sense|use|this|that|relevance, not|to see ADV? why, see no ADV?
        reason|point|need|sense|use, no ADV? reason|need to|why|for|that, what BE the point|sense|purpose|use
        of?, what for, what has this|that|it to, what does this|that|it have to, what BE this|it|that ADV?
        about, why _ HARSH_WHY, why BE|do|does|did|would|should|must SELF|you|lsis|this|it ADV? HARSH_WHY, why
        BE|do|did you|lsis, why not just, why can|could you|we|i|lsis not, none of your, no business, not your
        concern|business, not ADV? my|our ADV? job|responsibility|problem|task|duty|business, your|lsis ADV?
        job|responsibility|task|duty, BE you|lsis there for, what you|lsis BE paid|for, you BE supposed to, you
        should know ADV? that|this|how|your|it, know your own, how your own, should|ought|must|will|would ADV?
        be ADV? enough|sufficient|explanation|plenty, should|ought|must|will ADV? suffice, BE ADV? none? enough
        explanation|information|said, what ADV? more|else do|can|could|should|would you|i|we|lsis, do you ADV?
        really|seriously|honestly|ever|even, BE you ADV? serious|kidding|joking|sure you|really, SELF BE ADV?
        ADV? ADV? UPSET, SELF feel ADV? UPSET, find|found|finding|seems|is|how|rather|very|really|a bit
        it|this|that? ADV? ADV? ODD that|to|how|i|we, UPSET, SELF find _ ODD, can|could not be ADV?
        that|so|this hard|difficult|complicated, how hard|difficult can|could|is, BE it ADV? that|so ADV?
        hard|difficult|complicated|much, so ADV? complicated|difficult|hard, this|that ADV? complicated, for
        one|a|a single|a simple|a tiny|a little|just one KEY _ much|many|bureaucracy, all this for, refuse to,
        not ADV? going|willing|prepared|obliged|required to ADV?
        answer|fill|explain|discuss|justify|provide|repeat|tell|spend|do, do|does not ADV?
        have|want|wish|need|intend|like|care to ADV?
        explain|discuss|justify|answer|fill|argue|debate|repeat|talk|provide|be, should|must|need not ADV?
        have|need|be? ADV? to? explain|justify|answer|fill|asked|necessary|tell, escalate, escalating,
        escalation, complain, complaining, complaint, formal complaint, your ADV? BOSS, BOSS _ PRESS,
        to|through|via|with|by|inform|involve|copy|contact|cc|tell|ask my|our|the ADV? BOSS _ about
        this|otherwise|if|complain|instead, otherwise|else SELF will, or SELF will, if _ not SELF will ADV?
        ADV? go|take|have|contact|turn|complain|escalate|ask|write|call|speak|inform, take this|it ADV?
        up|higher|further|to, go ADV? over your, go through|to my|our|the|your ADV? BOSS, BOSS will|would|shall
        not? _, hear from my, how long _ still, how much longer must|do|will|does, what a ADV?
        NUISANCE|mess|shame|pity, how much longer, when will|do|am _ finally, SELF will not ADV?
        explain|discuss|justify|repeat|spend|waste|fill|debate|argue, SELF will not answer|tell|provide
        any|this|that|these|such|it, not ADV? willing|going|prepared to, object to, objection to, nothing ADV?
        to discuss|explain|justify|add, expect the|my|our|a|to|you|that ADV? KEY|have|get|receive|it, please
        deliver, just|simply ADV? do what|as|it, do as i|we, someone|somebody|anybody|person ADV?
        competent|responsible|knowledgeable|in charge|else|real, forward this to someone|somebody|a|your|the,
        on the spot, a fuss, much fuss, the fuss, NOBODY|else _ makes|made such, with the
        previous|old|former|last system|team|colleague|person|librarian, we pay|paid for, pay for this|it|the
        service, approved by the|our|my, skip this|that|the|all, get to the point, to the point, beyond me
        why|what|how, not|hardly|never ADV? ADV? understand|see|get|comprehend|follow|know why, why
        this|that|it|you|lsis BE, understand why, for god|heaven|goodness|christ|pity s|sake, what BE this $,
        what is this a|an, get|got|sent a form, simple question|request|thing|matter|task _
        form|questionnaire|long|difficult|complicated|get, this BE the ADV?
        second|third|fourth|fifth|sixth|last mail|e|email|message|time|reminder, enough $, enough is enough,
        being questioned|interrogated|examined|quizzed, questioned like, treated like, head|director|chief of
        the ADV? department|library|unit|team|lsis|it, want|ask|insist|demand|like _ speak|talk to|with the?
        ADV? BOSS, can|may|could SELF ADV? speak|talk to|with SOMEBODY, an exam, exam $, a test $, not ADV? a
        questionnaire, SELF ADV? do not ADV? talk|speak|write|respond|reply to, take|takes|taking|took ADV?
        so|that|too|this ADV? long|much, so long, care what SELF, what SELF do with, like this $, if _ _ SELF
        will ADV? ADV? complain|escalate|go|take|contact|turn|report|write, simply
        give|make|set|create|do|issue|send me|us|it|the
    """,
    Talk.ASKS: """
        ^ ADV? WH INVERTED SUBJECT, ^ ADV? WH ADV? _ INVERTED SUBJECT, ^ what BE, ^ how ADV?
        often|many|much|long|exactly|do|does|can|is|are, ^ ADV?
        do|does|did|can|could|would|will|should|is|are|am SUBJECT, ^ what ADV? exactly, what does _ mean, what
        do you ADV? mean, what is|are meant, what do _ mean, difference between, could|can|would|will
        you|somebody|someone ADV? explain|tell|clarify|describe|elaborate|show|send|point|say|confirm|give,
        please ADV? explain|clarify|elaborate|tell|specify|describe, explain to? me|us?, explain
        what|how|why|the|this, tell me|us ADV? what|which|how|where|who|if|whether|more|about, SELF
        would|should ADV? like|love|want|need to know|understand, want|need to ADV? know|understand ADV?
        what|which|how|where|whether|if|first, SELF BE ADV? wondering|curious, SELF wonder ADV?
        if|whether|what|which|how, ^ ADV? one|another|two|quick|a|my question, a ADV? question, question for
        you, question is, have|got ADV? a|one|another|some|two ADV? quick? question|questions,
        need|have|want|like|wish more information|explanation|details about|on|before, can not tell|see ADV?
        which|what|where|how _ differ|difference|means|mean|one|belongs, not ADV? see|understand|clear|get|sure
        ADV? to? me? ADV? what|how|where _ mean|means|differ|differs|ends|belongs|by|is|are, unclear to me,
        curious to know, do not ADV? understand the? question, which one do you mean, ^ and? what if, what if
        SELF, ^ should SELF, ^ which one is, ^ what|which ADV? is|are|was, ^
        is|are|do|does|can|could|will|would SUBJECT
    """,
    Talk.THANKS: """
        THANK, ^ ADV? ADV? PRAISE, that BE ADV? ADV? PRAISE, how PRAISE, PRAISE of you, thumbs up, bravo, you
        BE ADV? the best, good job
    """,
    Talk.CLOSES: """
        ACK, have a ADV?, good evening|night|morning|afternoon, see|talk|speak you|to|soon, sent from, wishing
        you, happy
    """,
    Talk.PRESSES: """
        as SELF ADV? have? ADV? TOLD, like SELF ADV? have? ADV? TOLD, as ADV? already TOLD, already ADV?
        HAVE_TOLD, SELF have ADV? HAVE_TOLD _
        you|it|that|this|what|all|everything|why|above|already|in|before|my, SELF ADV? TOLD _
        already|before|clearly, SELF TOLD _ in my|the ADV? WORDS,
        it|that|this|everything|all|details|answer|answers ADV? BE ADV? ADV? ADV? in|from the|my|our ADV?
        original? WORDS, it|everything|all BE ADV? ADV? there|above|below, plain|clear|obvious|evident from, ^
        ADV? ADV? read _ WORDS|again|above|properly|carefully, please|you|and ADV? read|reread|re read|look _
        my|the|it|again ADV? WORDS?, see above, see my ADV? WORDS, see the ticket, cf above, AGAIN, asked ADV?
        me|us? _ already|twice|before|again, same question|questions again, do|does|can|will not ADV? have _
        time|patience|nerve, no time|patience|desire|intention|wish to|for|left, right away please, urgent,
        urgently, can|could not ADV? wait, BE running out, every day|hour counts|costs, deadline BE|was, costs
        me|us, losing time|money|days, at extension, written|explained|described|stated above|below,
        weeks|days|months and|ago|later _ still|nothing|no|all, still no, been waiting, have waited, waited
        for, nothing has happened, nothing happens, been _ weeks|days|months, waiting for
        two|three|four|five|six|weeks|days|months|ages|so|over|more|a, BE still ADV? waiting for
        you|your|the|my key|this|it, SELF told ADV? your|my|the|a|him|her|them, SELF go live TIME, go
        live|opening|launch BE|TIME, need|needs|want|wanted it|this|the|a KEY|today|tomorrow|by|now|before, by
        tomorrow|monday|friday|today|tonight $, questions BE answered, BE answered in, BE ADV?
        clear|detailed|precise|complete enough, clear|detailed enough in, you ADV? have all|everything|enough,
        have all ADV? information|details|data you, time is, on the phone ADV? already|before, as
        asked|requested|ordered, as SELF ADV? asked|requested
    """,
}
