"""Sentences that agree without a yes: by pronoun ("then let it be that"), or as being right ("fits", "suits us"). Data.

They are regular expressions over a sentence's beginning, in lower case, its words and signs apart by one blank.
"""

import re

_PLAN = (
    r"(?:proposals?|suggestions?|idea|offer|plan|set ?up|combination|choice|recommendations?|version|summary|list|table"
    r"|understanding|reading|guess|variant|solution)"
)
_IT = (
    r"(?:that one|that|this|it|those|these|they|them|all (?:of )?(?:that|this|it|those|them)"
    rf"|all (?:two|three|four|five)|everything|both(?: of them| of those)?|(?:your|the|this|that) (?:\w+ )?{_PLAN})"
)
_END = (
    r"(?=$| [.,!;:)(-]| (?:except|apart from|aside from|with the exception|with one exception|without|minus|but|only"
    r"|save|though|although|barring|other than|bar|excepting|excluding)\b)"
)
_FITTING = (
    r"(?:would |will |should |does |do |could |sounds? |looks? |is |are |'d |really |also |all |both |exactly |just )*"
    r"(?:suits?|fits?|works?|matche?s?|do|does)"
    r"(?: (?:us|me|it|well|very|perfectly|nicely|fine|out|the bill|our needs|my needs|what we need|what i need"
    r"|just|for us|for me|for now|then|too|so|just so|really))*"
)
_TAKING = (
    r"(?:then |so |and |let's |let us |let |we'll |i'll |we will |i will |we'd |i'd |we would |i would |we can |please "
    r"|just |do |like to |like |love to |be |am |are |we're |i'm |we |i |happy to |glad to )*"
    r"(?:take|go with|go for|going with|taking|have|accept|agree to|agree with|settle for|settle on|leave it at"
    r"|stick to|stick with|choose|it be|make it|do|want|happy with|fine with|content with|all for"
    r"|in favou?r of)"
)
_WANTED = (
    r"(?:is |are |was |sounds like |looks like |that's |it's )(?:exactly |just |precisely |all |quite )*"
    r"(?:what|the one|all|as|how) (?:we|i)(?:'ll| will| would|'d)? "
    r"(?:need|want|had in mind|have in mind|was hoping for|were hoping for|am after|meant|was thinking of|take|like)"
)
_FINE = (
    r"(?:is|are|sounds?|looks?|would be)(?: all| both| quite| perfectly| just| absolutely)*"
    r" (?:fine|ok|okay|good|perfect|right|correct|great|excellent)(?: (?:with|by|for) (?:us|me))?"
)
CONSENT = re.compile(
    rf"(?:{_IT} )?{_FITTING}{_END}"
    rf"|(?:{_IT} )?{_WANTED}\b|{_IT} {_FINE}{_END}"
    r"|(?:please |just )*(?:set|make|do|create|give|arrange|issue) (?:it |them |that |us )?(?:up )?"
    rf"(?:like (?:that|this)|that way|this way|accordingly|just so|just like that){_END}"
    rf"|good{_END}|(?:please )?go ahead\b"
    rf"|{_TAKING} (?:exactly |just |all of |precisely )?{_IT}(?: then| please| way| one)*{_END}"
    rf"|(?:then |so )?(?:exactly |just |precisely )?{_IT}(?: then| please| it is| it shall be| thanks)*{_END}"
    r"|(?:then |so )?(?:be it|make it so|(?:just |do it |please |do |set it up )*(?:like|as|the way|how) "
    r"(?:you|lsis|your colleague) (?:\w+ ){0,2}?"
    r"(?:propos\w+|suggest\w*|offer\w*|list\w*|wr[io]te\w*|said|say|describ\w+|recommend\w*|put|laid|sketch\w*"
    r"|outlin\w+|understood|read|had|have)\b)"
    r"|(?:it|they|that|those|we|i|you) (?:would|do|does|did|is|are|may|will)(?: indeed)?" + _END
)

_ALL = r"(?:everything|all(?: (?:of )?(?:that|them|those|these|it))?|the lot)"
# All that was offered but for one thing: "everything but Users, please".
ALL_BUT = re.compile(
    r"(?:yes , |please |we'd like |we'll take |i'd like |i'll take |take )*"
    rf"{_ALL} (?:but|except|except for|apart from|aside from|other than|save|save for|minus|excluding|besides|bar) "
)
