"""Keys that open no API of ours: of doors, licences, keyboards, other products, and figures of speech."""

from app.core.reading.asked.words import COMMON_ATTRIBUTES, Words, is_possessive, names_service
from app.core.reading.text.tokens import Token
from app.core.reading.vocabulary.lexicon import Term

# Before "key": "licence key", "match key".
BEFORE: frozenset[str] = frozenset(
    """
    license licence product room door house office desk shortcut primary foreign ssh gpg pgp encryption
    public private session function arrow answer car locker cabinet serial activation hotel usb wifi master
    spare alt hot card access-card swipe storage building elevator drawer piano low turn registration host
    signing developer client consumer
    deploy composite hash decryption recovery match matching sort sorting merge lookup index unique
    staff staff's physical cage lab bike front back side safe mailbox entrance gate keyboard escape esc tab
    shift ctrl saml ssl tls lti oauth captcha radius certificate x509 hmac jwt wskey wpa bitlocker
    windows bluetooth volume legend skeleton
    """.split()
)
# After "key": "key figures", "key contacts".
AFTER: frozenset[str] = frozenset(
    """
    card cards cardholder chain board strokes stroke question questions point points word words person
    people date dates figure figures findings finding takeaways takeaway issue issues role roles page pages
    combination combinations player players stakeholder stakeholders deliverable deliverables feature
    features fob fobs holder holders performance binding bindings dialog contact contacts message messages
    ring rings hook hooks cabinet change changes note notes user users account accounts partner partners
    part parts topic topics factor factors difference differences milestone milestones member members
    information data metric metrics indicator indicators area areas element elements concept concepts step
    steps lock locks pad reason reasons term terms decision decisions staff goal goals facts fact numbers
    aspect aspects events objective objectives results insights resources personnel requirements benefits
    priorities priority documents skills tasks themes lessons learnings risks drivers success initiative
    initiatives suppliers competence competencies position positions strategy article articles paper papers
    title titles field fields journal journals serials collection collections database databases
    passage sentence ingredient ingredients moment moments
    """.split()
)
# What only keys of metal or plastic have to do with.
PHYSICAL: frozenset[str] = frozenset(
    """
    door doors lock locks locked locksmith cage cabinet keycard keycards badge cupboard drawer padlock
    keyboard keyboards sticking typing license licence licensed serial corridor elevator lift entrance
    basement stairwell closet shed garage bike vitrine
    """.split()
)
ROOMS: frozenset[str] = frozenset(
    """
    room rooms door doors office offices building cabinet drawer lab elevator cupboard closet locker lockers gate shed
    garage car case vitrine cage shelving basement cellar yard attic toilet kitchen safe bookcase showcase mailbox
    entrance carrel carrels stacks corridor floor stairwell
    """.split()
)
# Products with keys of their own. The list need not be complete: whoever else's API is named with a key counts, too.
PRODUCTS: frozenset[str] = frozenset(
    """
    orcid worldcat oclc wskey google maps crossref scopus sciencedirect jstor elsevier wiley github gitlab
    openai chatgpt mapbox twitter hathitrust unpaywall dpla figshare dataverse azure aws wikidata pubmed
    ncbi clarivate isbndb syndetics proquest ebsco eds trello dropbox datacite primo esploro rapido
    bloomberg refinitiv nyt windows adobe stata matlab zotero librarything goodreads steam arcgis esri nvivo
    sfx ezid altmetric dimensions semantic core europeana openweather deepl youtube flickr vimeo mendeley
    springer springerlink nature sage emerald gale ieee acm arxiv datadryad
    summon worldshare openalex geonames viaf discogs spotify overdrive kanopy browzine libkey nielsen
    vpn ssh ssl tls pgp gpg wifi eduroam nexis lexisnexis factset wrds statista overleaf grammarly notion docker npm
    """.split()
)
# Products that hand out keys, and may want one of ours: "LibCal API key" is theirs, "key for LibCal" need not be.
HOSTS: frozenset[str] = frozenset(
    """
    libguides libcal libapps libanswers libwizard springshare canvas slack zendesk zoom teams asana jira confluence
    wordpress drupal qualtrics stripe paypal sharepoint okta sendgrid twilio mailchimp airtable salesforce moodle
    blackboard servicenow tableau archivesspace archivematica omeka dspace islandora koha folio sierra tind preservica
    rosetta contentdm hyrax bepress symplectic vivo
    """.split()
)
# Before "credentials": those of people.
LOGIN: frozenset[str] = frozenset("login user netid password staff vpn network sip2 personal admin".split())


def may_be_foreign(words: Words, first: int, at: int) -> bool:
    """Whether it would be another product's if the message did not speak of the service."""
    named = _is_of_named_api(words, first, at) or _is_for_named_api(words, at)
    return named or _is_for_product(words, at) or _wants_product(words, first)


def _wants_product(words: Words, first: int) -> bool:
    """As in "the Scopus Search API wants a key"."""
    apis = (at for at in range(first) if words.text(at) in ("api", "apis"))
    return any(not (PRODUCTS | HOSTS).isdisjoint(words.texts[max(0, at - _NAME) : at]) for at in apis)


def is_figurative(words: Words, first: int, at: int) -> bool:
    """Whether it is a key to no API at all, but of a door, a keyboard or a map, or a figure of speech."""
    before, after = words.text(at - 1), words.token(at + 1)
    if (
        before in BEFORE
        or _is_of_keyboard(words, at)
        or words.text(at - 2) == "ctrl"
        or (before == "secret" and "1password" in words.texts)
    ):
        return True
    if words.text(at + 1) == "of" and len(words.text(at + 2)) == 1 and words.text(at + 2).isalpha():
        return words.text(at + 2) != "a"  # of music
    named = "api" in words.texts[first:at] or names_service(words, first, at)
    compound = words.text(at + 1) in AFTER or _is_compound(words, first, at, after)
    if words.text(at) in ("key", "keys") and compound and not named:
        return True
    return _is_of_room(words, first, at) or _is_drawn(words, first, at)


def _is_of_keyboard(words: Words, at: int) -> bool:
    """As in "the F key"; a letter that belongs to a name ("A-Z") or is spelled ("A P I") is none."""
    before, earlier = words.text(at - 1), words.text(at - 2)
    if before[:1] == "f" and before[1:].isdigit():
        return True
    letter = len(before) == 1 and before.isalpha() and before != "a" and words.tokens[at - 1].term is None
    return letter and at - 1 not in words.joined and not (len(earlier) == 1 and earlier.isalpha())


def _is_drawn(words: Words, first: int, at: int) -> bool:
    """As in "the key on the floor map", "the plan has a key at the bottom": a legend."""
    if "api" in words.texts[first:at] or any(token.term is not None for token in words.tokens[first:at]):
        return False
    if any(token.is_open and token.text not in _OF_DRAWINGS for token in words.tokens[first:at]):
        return False  # "a poster with the kiosk key"
    if words.text(first - 1) in _SHOWS and not DRAWN.isdisjoint(words.texts[max(0, first - _SENTENCE_LONG) : first]):
        return True
    if words.text(at + 1) in ("to", "of") and not _SIGNS.isdisjoint(words.texts[at + 2 : at + 5]):
        return True
    if words.text(at + 1) not in _ON_DRAWING:
        return False
    noun = next((each for each in range(at + 2, at + _PHRASE_LONG) if words.text(each) in DRAWN), None)
    after = words.token(noun + 1) if noun else None
    return noun is not None and (after is None or not after.is_open)


_OF_DRAWINGS = frozenset("small little large colour color colours whole map printed".split())
_SIGNS = frozenset("abbreviations symbols colours colors signs icons codes".split())
_SHOWS = frozenset("has have had with shows needs".split())
_ON_DRAWING = frozenset("on at in under below beneath beside next above".split())
_SENTENCE_LONG, _PHRASE_LONG = 10, 8


DRAWN: frozenset[str] = frozenset(
    "map maps plan plans floorplan graph graphs chart charts diagram poster figure legend keyboard piano".split()
)
_NO_NOUNS = ("ly", "s", "ed", "ing", "able", "ible", "ful", "ive", "ous", "al", "ic")
_GOES_ON = frozenset(
    """
    request requests application form order please pls plz rotation deletion replacement owner permission
    permissions renewal access creation issue setup asap read-only leaked lost whatsoever instead herself
    itself altogether anymore any either now though then back
    """.split()
)


def _is_compound(words: Words, first: int, at: int, after: Token | None) -> bool:
    """Whether a noun follows that "key" belongs to: "a key moment"."""
    vague = words.text(first) in ("a", "an", "some")
    if not vague or after is None or not after.is_open or after.capital or "api" in words.texts[first:at]:
        return False
    named = any(words.tokens[each].term is not None for each in range(first, at))
    verb = after.text.endswith(_NO_NOUNS) or after.text in _GOES_ON
    return not named and not verb and after.start == words.tokens[at].end + 1


_DIGITAL = frozenset("api apis vault 1password rest".split())


def _is_of_api(token: Token) -> bool:
    """Whether a word is of what keys to an API open, and not of a room."""
    area = token.term is Term.AREA and (token.sure or token.capital)
    return area or token.term in (Term.SERVICE, Term.LEVEL)


def _is_of_room(words: Words, first: int, at: int) -> bool:
    following = words.texts[at + 1 : at + 6]
    served = not _DIGITAL.isdisjoint(words.texts) or any(map(_is_of_api, words.tokens))
    ours = served or any(token.term for token in words.tokens[first:at])
    if ours or following[:1] not in (("for",), ("to",), ("of",), (":",)):
        return False
    for number, text in enumerate(following[1:], 2):
        if text in ("area", "zone", "wing") and any(each.isdigit() for each in words.text(at + 1 + number)):
            return True  # "key to area B2"
        if text in ROOMS:
            after = words.token(at + 1 + number)
            return after is None or not after.is_open or after.text.isdigit()
        token = words.token(at + number)
        if text in _PLACED or (token is not None and token.term not in (None, Term.VERB)):
            return False
    return False


_PLACED = frozenset("in at on by near from".split())


def is_of_product(words: Words, first: int, at: int) -> bool:
    """Whether it is another product's: "Scopus key", "Kallisto's API key" are, a key for Kallisto need not be.

    "X API key" is X's, for whatever X with a capital; "X key" and "key for X" only for products known to hand out keys.
    """
    if any(token.term is Term.SERVICE for token in words.tokens[first : at + 1]):
        return False
    beside = max(0, first - 2) if first and words.tokens[first - 1].capital else first
    while beside and words.tokens[beside - 1].capital:
        beside -= 1
    if any(words.text(each) in PRODUCTS for each in range(beside, at)):
        return True
    if words.texts[at + 1 : at + 2] == ("(",) and words.text(at + 3) == ")" and words.text(at + 2) in PRODUCTS | HOSTS:
        return True
    if words.text(at) in ("token", "tokens") or "api" in words.texts[first:at]:
        if not HOSTS.isdisjoint(words.texts[first:at]):
            return True
    return is_from_others(words, at) or _is_from_portal(words, at) or _is_for_product(words, at, api=True)


def _is_for_product(words: Words, at: int, *, api: bool = False) -> bool:
    """As in "a key for Scopus", but not "for the Scopus widget"; `api`: as in "for the Scopus Search API"."""
    if words.text(at + 1) not in ("for", "from", "of", "to"):
        return False
    name = at + 2 + (words.text(at + 2) in ("the", "our", "a"))
    last = name
    while (after := words.token(last + 1)) is not None and after.capital and after.is_open:
        last += 1
    ends = "api" in words.texts[name : name + _NAME] if api else after is None or not after.is_open
    owner = words.text(name).removesuffix("'s")
    return ends and (owner in PRODUCTS or (api and (owner in HOSTS or _is_somebodys(words, name))))


def _is_somebodys(words: Words, at: int) -> bool:
    """As in "for Kallisto's API"."""
    token = words.token(at)
    named = token is not None and token.capital and token.is_open and words.text(at).endswith("'s")
    return named and words.text(at + 1) in ("api", "rest", "apis")


def _is_of_named_api(words: Words, first: int, at: int) -> bool:
    """As in "Kallisto API key", where the capital is no sentence's first letter nor that of a title."""
    api = next((each for each in range(max(first, 1), at + 1) if words.text(each) in ("api", "apikey")), None)
    if api is None:
        return False
    before = words.tokens[api - 1]
    named = before.is_open and before.capital and before.text not in COMMON_ATTRIBUTES
    lower = any(token.is_open and not token.capital for token in words.tokens)
    return named and api > 1 and lower


def _is_for_named_api(words: Words, at: int) -> bool:
    """As in "a key for the Kallisto API"."""
    if words.text(at + 1) not in ("for", "to", "of"):
        return False
    name = at + 2 + (words.text(at + 2) in ("the", "our"))
    token = words.token(name)
    named = token is not None and token.is_open and token.capital and token.text not in COMMON_ATTRIBUTES
    return named and words.text(name + 1) in ("api", "apis")


_NAME = 4
_NEAR = 6
_TAKING = frozenset("withdraw take taking remove revoke revoking withdrawing removing away".split())
_THEIRS = frozenset("them him her it vendor supplier publisher".split())


def is_from_others(words: Words, at: int) -> bool:
    """As in "an API key from Kallisto", "from them"."""
    giver = words.token(at + 2)
    if words.text(at + 1) != "from" or giver is None:
        return False
    if not _TAKING.isdisjoint(words.texts[max(0, at - _NEAR) : at]):
        return False  # "withdraw the key from them"
    return giver.text in _THEIRS or (giver.capital and giver.is_open and giver.text not in ("lsis", "library"))


def _is_from_portal(words: Words, at: int) -> bool:
    """As in "a key, which he would get from Kallisto's developer portal"."""
    for number in range(at + 1, min(at + 14, len(words.texts) - 1)):
        owner = words.tokens[number + 1]
        if words.text(number) == "from" and owner.capital and is_possessive(words.text(number + 1)):
            return True
    return False
