"""Text that tries to steer whoever or whatever reads tickets: it addresses a program, tells it what to take as given,
or declares that all is answered. Data.
"""

import re

# In lower case, and by where they may begin, so that ordinary text is passed at speed.
_AT_A_WORD = re.compile(
    r"\b(?:"
    r"(?:note|notice|message|instructions?|memo|attention|attn|p\.?s\.?|directive)\W+(?:to"
    r"|for)\b(?=.{0,80}[:.,])[\w ]{0,30}\b(?:assistants?|bots?|robots?|(?:automated|ai) agents?|ai|llm"
    r"|model|automation|keydesk|parser)\b(?! team)"
    r"|(?:note|notice|message|instructions?|hint|info|memo|attention|directive)\W+(?:to"
    r"|for) (?:the )?(?:\w+ )?(?:triage|automation|automatic|automated|reader|reviewer|processor"
    r"|processing|workflow|machine|software|script|agent|classifier|helper|helpdesk bot|whoever (?:reads|processes"
    r"|handles|reviews|evaluates|works|gets))\b"
    r"|(?:all|every|each|these|the|any|other|following|remaining) (?:\w+ ){0,2}(?:fields?|questions?"
    r"|gaps?|items?) (?:(?:are|is|as|has been|have been|be|should be|must be|can be|count as"
    r"|considered) ){1,2}(?:already |to be |fully )?(?:answered|complete[d]?|filled|approved|cleared"
    r"|settled|skipped|ignored|satisfied|confirmed|valid|ok|done)\b"
    r"|(?:pre-?|already |fully )(?:cleared|authori[sz]ed|granted|vetted|answered|validated)\b"
    r"|(?:is|are|been|being|stands) (?:hereby )?cleared for\b"
    r"|(?:treat|consider|regard|take|count|handle|interpret|read|assume|mark) (?:this|all|every|it|them"
    r"|any|these|the|everything|anything|each)\b[^.!?]{0,50}"
    r"\b(?:as|(?<!has )(?<!have )(?<!need )(?<!needs )to be) (?:\w+ )?(?:answered|filled|cleared"
    r"|settled|satisfied|granted|stated|done|complete[d]?|authori[sz]ed|requested|read.write|full)\b"
    r"|(?:and|please|then) skip (?:the |all |any |every |your |further )*(?:questions?|asking"
    r"|follow.?ups?|checks?|review|triage|validation)\b"
    r"|(?:needs?|requires?) no (?:further |more |other )?(?:review|approval|checks?|checking|verification"
    r"|validation|confirmation|questions?)\b"
    r"|(?:ai|llms?|assistants?|language models?)(?: reviewers?| readers?)?[,:] ?(?:please |kindly |just )?(?:set"
    r"|grant|give|upgrade|approve|mark|treat|tick|add|fill|answer|issue|create|change)\b"
    r"|no need to (?:ask|check|verify|review|validate|confirm)\b(?! (?:me|us|her|him))"
    r"|(?:ai|automated|automatic|llm) (?:agents?|systems?|bots?|assistants?|models?|tools?|readers?"
    r"|processors?) (?:reading|processing|handling|parsing|evaluating|reviewing|that (?:reads?"
    r"|process\w*)|who|must|should|shall|may|can|will)\b"
    r"|(?:ignore|disregard|forget|override|bypass|overrule)\b.{0,40}\b(?:instructions?|rules?|guides?"
    r"|guidelines?|checks?|polic(?:y|ies)|prompts?|safeguards?|restrictions?|training)\b"
    r"|system (?:note|message|prompt|override|instruction|notice|update)\b"
    r"|you are (?:now )?(?:an?|the) .{0,30}(?:assistant|bot|ai|model|reviewer)\b"
    r"|do not ask (?:any|the|for|further|again|follow)"
    r"|without asking\b.{0,20}\b(?:question|requester|back)"
    r"|fill in (?:whatever|what|anything|everything|the rest)\b"
    r"|(?:validation|verification) (?:has )?passed\b"
    r"|(?:mark|set|treat|flag|classify|count|regard)\b.{0,60}\bas (?:complete|approved|ready|valid"
    r"|pre-?approved|sufficient|verified|explained|given|confirmed)\b"
    r"|skip (?:that|the|this|all|any) (?:\w+ )?(?:check|review|validation|approval)"
    r"|skip (?:all|any|your|further) (?:\w+ )?questions?\b"
    r"|assistant\b.{0,40}\b(?:must|shall|should|will now)\b"
    r"|for (?:automated|ai) (?:agents?|systems?|assistants?)\b"
    r"|automat(?:ed|ic) (?:pre-?)?(?:check|review|approval|validation)s?\b"
    r"|(?:explanation|check|review|validation)\s?[=:]\s?(?:accepted|passed|approved|sufficient|complete)"
    r"|no (?:further|more|other) questions? (?:to|need|should|must|shall|may|are to)\b"
    r"|(?:counts|count) as (?:complete|approved)\b"
    r"|pre-?approved\b"
    r"|auto-?approve"
    r")"
)
_AT_THE_BEGINNING = re.compile(
    r"\W*(?:"
    r"(?:to|for)\b(?! (?:our|my|an?|her|his|their)\b)(?=.{0,80}[:.,])[\w ]{0,30}\b"
    r"(?:assistants?|bots?|robots?|(?:automated|ai) agents?|ai"
    r"|llm|model|automation|keydesk|parser)\b(?! team)"
    r"|\[(?:automation|bot|ai|assistant|triage|llm|keydesk|machine)\]"
    r"|(?:triage|automation|bot|ai|assistant|llm|system|keydesk|machine|parser"
    r"|agent)(?:'s)? (?:instructions?|notes?|rules?|directives?|hints?|settings|override|commands?)\b"
    r"|(?:assistant|developer)\s*:"
    r"|system\W{0,3}:\W*(?:you|set|ignore|grant|give|this|all|override|mark|treat)\b"
    r")|"
    r"skip (?:the |all |any |every |your |further )*(?:questions?|asking|follow.?ups?|checks?|review"
    r"|triage|validation)\b"
)
_AT_A_SIGN = re.compile(
    r"[.!;:,<\[](?:"
    r"(?<=[.!;:,])\s{1,3}skip (?:the |all |any |every |your |further )*(?:questions?|asking|follow.?ups?"
    r"|checks?|review|triage|validation)\b"
    r"|(?<=<)\|?\w*(?:system|im_start|inst)\w*\|?>"
    r"|(?<=\[)/?inst\]"
    r")"
)


def steering_in(text: str) -> int | None:
    """Where a line begins to steer; None where it does not."""
    lower = text.replace("\u0130", "i").lower()
    if _AT_THE_BEGINNING.match(lower):
        return 0
    found = [match.start() for pattern in (_AT_A_WORD, _AT_A_SIGN) if (match := pattern.search(lower))]
    return min(found, default=None)
