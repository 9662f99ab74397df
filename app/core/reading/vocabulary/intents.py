"""Phrases that tell of other wishes than the requester's for this key. Data.

They are regular expressions over a sentence in lower case whose words are apart by one blank.
"""

import re

# What says of the rest of its sentence that it is not wanted, or not now.
DISOWNED = re.compile(
    r"\bwhich we (?:do not|don't|did not|didn't) want\b"
    r"|\b(?:that|this|it|which)(?:'s| is) not (?:at all )?what (?:we|i) (?:want|need|ask|asked|mean|meant|are)\b"
    r"|\bif possible later\b.*\bnot in this (?:ticket|request)\b"
)
# What is no wish for this key: what others have or wanted, what an earlier key could, what was turned down.
OF_OTHERS = re.compile(
    r"\b(?:we|i|they|lsis) (?:have |had )?(?:refused|declined|rejected|turned (?:it|that|this|them) down)\b"
    r"|\bthe (?:old|former|previous|last) (?:\S+ ){0,2}key (?:could|can|had|has|was|did)\b"
    r"|\b(?:colleague|else|department|team|vendor|neighbour|neighbor)(?:'s| 's|s') (?:\S+ ){0,2}key (?:has|had|can"
    r"|could|is)\b"
    r"|\b(?:colleague|department|team|vendor|neighbour|neighbor) (?:has|have|had|got) (?:an?|the"
    r"|their) (?:\S+ ){0,2}key\b"
    r"|\b(?:would|will|is) (?:be )?(?:far |much |way )?too much\b"
    r"|\b(?:have|has|may have|might have|had) (?:also )?(?:heard|read|been told) that\b"
    r"|\b(?:manual|docs?|documentation|wiki|faq|guide|handbook|tutorial|page) (?:mention|list|describe|speak|talk"
    r"|explain|say|state)s?\b(?! (?:that )?(?:(?:that|it|this)(?:'s| is| needs)|(?:we|you|one) needs?)\b)"
    r"|\b(?:by|on|with|through|under|via) (?:another|the other|a different|its own|our other|an existing|the old) key\b"
    r"|\b(?:predecessor|vendor|supplier|he|she|they|boss|director|developer)(?: had| once| first)? (?:wanted|used"
    r"|suggested|proposed|mentioned|recommended|was thinking)\b"
    r"|^(?:another|the other|the old|the existing|a different) (?:tool|script|integration|app|application|job"
    r"|program|system|service|bot|project|team|department|library|key|group) \w+s\b"
    r"|\b[\w-]+'s (?:\S+ ){0,2}key (?:can|could|has(?! to\b)|had|is(?! to\b)|was|reads?|writes?)\b"
    r"|^see (?:also )?(?:\S+ ){0,5}(?:request|ticket|issue)s?\b"
    r"|^(?:for|by|in) comparison\b|^(?:(?:an?|another|the) )?example (?:from|of|in|given|on)\b|^e ?\.? ?g ?\.? an?\b"
    r"|\b(?:wrote|writes|says|said|answered|replied|asked|asks) (?:us |me |to us )?[:,]? ?\""
    r"|\b(?:another|the other) (?:ticket|request)\b.{0,40}\babout\b"
    r"|\bwill (?:write|turn|come|talk|speak) to (?:you|lsis)\b"
    r"|\byou (?:once |already |have |had )*(?:gave|given|granted|issued) (?:us|me|them|him|her)\b"
    r"|\bthe key (?:from|of) (?:\S+ ){1,5}(?:is|has(?! to\b)|can|was|had|could)\b"
    r"|\b(?:other|some|most|many) (?:libraries|customers|institutions|universities|sites|people|colleagues)"
    r" (?:use|have|had|do|did|need|want|get|got)\b"
    r"|\b(?:'s|s') request (?:was|read|said|had)\b"
)
