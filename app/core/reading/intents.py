"""Phrases by which a message tells what it is about: a new key, one that exists, or something else. Data.

They are regular expressions over a sentence in lower case whose words are apart by one blank.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """A pattern for phrases, and their first words, by which most sentences are passed over at once."""

    pattern: re.Pattern[str]
    firsts: frozenset[str]

    def search(self, text: str) -> re.Match[str] | None:
        return None if self.firsts.isdisjoint(text.split()) else self.pattern.search(text)

    @property
    def alternatives(self) -> str:
        """The phrases alone, to be made part of another pattern."""
        return self.pattern.pattern.removeprefix(_BEGIN).removesuffix(_END)


_BEGIN, _END = r"(?<!\S)", r"(?!\S)"


def _any(phrases: str) -> Phrases:
    """Phrases, one to a line or apart by " / "; a first word is literal, or like "hits?" or "(?:asked|asks)"."""
    parts = [phrase.strip() for line in phrases.strip().splitlines() for phrase in line.split(" / ") if phrase.strip()]
    firsts = frozenset(word for part in parts for word in _firsts(part.split()[0]))
    return Phrases(re.compile(f"{_BEGIN}(?:{'|'.join(parts)}){_END}"), firsts)


def _firsts(word: str) -> tuple[str, ...]:
    if word.startswith("(?:"):
        return tuple(word[3:].rstrip(")").split("|"))
    return (word[:-1], word[:-2]) if word.endswith("?") else (word,)


# What stands before a key that is asked for, with nothing but its attributes between.
NEED = _any(
    r"""
    need / needs / want / wants / require / requires / would like / 'd like / i'd like / we'd like / i'd need
    we'd need / would need / will need / we'll need / i'll need / request / requests / requesting / ask for
    asks for / asking for / asking you for / ask you for / apply for / applying for / looking for / in need of
    have need of / needing / could do with / takes / calls for / wish / wishes / would love / hoping for
    hope for / 'd love / i'd love / we'd love / request for / like to request / like to have / like to get
    like to order / like to ask for / want to have / want to request
    (?:asked|asks|wants|expects|told|want) (?:us|me|you|lsis) to (?:give|supply|provide|send|share|create|issue)
    need to have / need to get / would require / will require / shall need / wanting / ask lsis for / please
    pls / kindly / ticket is about / ticket is for / this is about / this is for / like to ask you for
    like to apply for / need to request / wish to have / wish to request / wants to have / wants to get
    must have / needs to have / should have / should get / has to have / like to use
    """
)
# The same, where the sentence is also polite or an order ("please make us a key").
GIVE = _any(
    r"""
    give / make / create / issue / provide / generate / send / get / have / obtain / order / arrange / grant
    produce / supply / set up / set \S+ up with / set \S+ up / let us have / let me have / receive / assign
    prepare / set up with / provide with / supply with / hand out / getting / having / creating / making
    issuing / do / open / register / arrange for / organise / organize
    """
)
POLITE = _any(
    r"could / can / may / please / pls / plz / kindly / would / might i / let's / hope / hoping / grateful /"
    r" possible / happy if"
)
# What stands after a key that is asked for.
AFTER = re.compile(
    r"(?:(?:for|to|with) (?:[^\s,.]+ ){1,5}?)?(?:(?:is|are|would be|will be|'s)? ?(?:needed|necessary|required"
    r"|wanted|requested|due)|would do|will do|would help|would be"
    r" (?:great|good|nice|enough|lovely|helpful|appreciated|enough)|please|pls|plz|request|requests|request form"
    r"|asap|thanks|wanted)\b"
)
REQUESTS_IT = _any(
    r"""
    like to request / want to request / hereby request / request with this ticket / need to request
    like to order / (?:ask|asking) you to (?:provide|create|issue|generate|supply|prepare|set up)
    """
)
NO_NEED = re.compile(
    r"\b(?:not|n't|no|never|without|isn't|aren't|don't|doesn't|nothing|no need for)\b(?: [\w'-]+){0,4}? "
    r"(?:ask\w*|need\w*|want\w*|request\w*|require\w*|about|involv\w*|necessary|looking)\b(?: [\w'-]+){0,4}?"
    r" (?:api |alma )?keys?\b"
    r"|\bno (?:api |alma |new )*keys? (?:is |are |was )?(?:needed|necessary|involved|required|wanted)\b|\bno"
    r" need (?:for|of) an? (?:\w+ ){0,2}key\b"
    r"|\bkeys? (?:is|are) (?:not|no longer) (?:needed|necessary|required)\b"
)
# Somebody will ask, some day: this ticket only says so.
ANNOUNCED = re.compile(
    r"\b(?:they'll|they will|he'll|she'll|he will|she will) (?:open|send|create|file|submit|write|ask|contact)\b"
    r"|\bjust so you know\b"
)
WITHDRAWN = re.compile(
    r"\bnever ?mind\b|\bno longer (?:needed|necessary|required|need|want|interested)\b|\bnot needed(?: any ?more"
    r"| anymore| after all)?\s*$"
    r"|\b(?:please|can|could|you can|may) (?:you )?(?:please )?(?:close|cancel|withdraw|drop|disregard) (?:this"
    r"|the|it|my|our)\b"
    r"(?: \w+)? ?(?:ticket|request|one)?\s*$"
    r"|\bforget (?:it|about it|this|the whole thing|this ticket|this request|my request|about this|about the key"
    r"|the key)\b"
    r"|\b(?:withdraw|withdrawing|retract|cancel|cancelling|canceling) (?:this|the|my|our) (?:request|ticket)\b"
    r"|\bdon't need (?:it|one|this|that|the key|them) (?:any ?more|after all|then|now)\b|\bresolved itself\b"
    r"|\bsolved itself\b"
    r"|\bproject (?:was|is|has been) (?:cancelled|canceled|dropped|shelved|stopped)\b|\bchanged our"
    r" minds?\b.{0,40}\bno key\b"
)
# Keys that open doors, shortcuts, licences, other people's products.
FOREIGN_BEFORE = frozenset(
    """license licence product room door house office desk shortcut primary foreign ssh gpg pgp encryption public
    session function arrow answer car locker cabinet serial activation hotel usb wifi master spare alt hot
    access-card swipe storage building elevator drawer piano low turn registration host signing deploy
    composite hash decryption recovery""".split()
)
FOREIGN_AFTER = frozenset(
    """card cards chain board strokes stroke question questions point points word words person people date dates
    figure figures findings finding takeaways takeaway issue issues role roles number page pages combination
    combinations player players stakeholder stakeholders deliverable deliverables feature features fob
    holder holders performance binding bindings dialog management policy policies limit limits documentation
    handling rotation type types""".split()
)
FOREIGN_FOR = re.compile(
    r"^(?:for|to|of) (?:the |our |a |my )?(?:meeting |seminar |staff |storage |back |front |display )?"
    r"(?:room|door|office|building|cabinet|drawer|lab|elevator|bike|cupboard|closet|storage|gate|shed|garage|car|desk|case|vitrine)"
    r"\b(?: (?:\S*\d\S*|\.))*(?= (?:in|on|at|of|please|to|which|that|,|\()|$)"
)
SHORTCUT = re.compile(r"\b(?:ctrl|alt|shift|f\d{1,2}|shortcut|keyboard)\b")
PRODUCTS = _any(
    r"""
    orcid / worldcat / oclc / wskey / google / google maps / maps / crossref / scopus / springshare / libguides
    libanswers / endnote / summon / jstor / elsevier / wiley / github / gitlab / openai / chatgpt / mapbox
    twitter / hathitrust / unpaywall / dpla / figshare / dataverse / dspace / sierra / folio / azure / aws
    slack / zoom / wikidata / pubmed / ncbi / clarivate / web of science / isbndb / syndetics / proquest / ebsco
    eds / airtable / qualtrics / trello / box / dropbox / datacite / primo / openathens / open athens / alma
    bloomberg / refinitiv / nyt / new york times / windows / office / adobe / spss / stata / matlab / zotero
    resource sharing partners / esploro / rapido / librarything / goodreads / steam / archivesspace / aspace
    arcgis / esri
    """
)
# What is done to a key that exists.
ALTER = _any(
    r"""
    add / adding / added / drop / dropped / remove / removed / raise / raised / upgrade / upgraded / extend
    extended / expand / expanded / widen / narrow / turn down / turned down / turn that down / turn it down
    reduce / reduced / lower / lowered / downgrade / downgraded / swap those / swap these / change / changed
    adjust / adjusted / amend / amended / modify / bump / bumped / broaden / increase
    put \S+ (?:\S+ )?(?:on|onto) / cut down / trim / strip / take \S+ (?:\S+ ){0,2}(?:off|away|out) / also see
    also read / also write / in addition / additionally / as well / extra permission / more rights / more permissions
    additional permission
    additional permissions / additional area / widened / narrowed
    """
)
OWNER = _any(
    r"""
    owner / owners / ownership / responsible / responsible person / taking over / take over / takes over
    took over / transfer / transferred / hand over / handed over / handover / registered under / registered to
    listed with / listed under / in my name / under my name / in her name / in his name / contact person
    point of contact / successor / belongs to me / move it to / inherit / inherited / reassign / reassigned
    """
)
REPLACE = _any(
    r"""
    rotate / rotated / rotating / rotation / regenerate / regenerated / reissue / reissued / re - issue
    re - issued / issued again / revoke / revoked / revoking / renew / renewed / renewal / invalidate
    invalidated / leaked / leak / leaking / exposed / compromised / stolen / public repo / public repository
    on github / to github / lost / misplaced / still knows / still know / was on the screen / ended up in
    isn't used / is not used / not used any ?more / no longer used / no longer in use / not in use / can't find
    cannot find / couldn't find / nobody knows where / nowhere to be found / runs out / running out
    is about to expire / will expire / decommission / decommissioned / decommissioning / accidentally
    by mistake / went missing / gone missing / replacement / a year old / no longer needed / not needed any more
    not needed anymore / new value / fresh value
    no one has it / nobody has it / printed to / pasted / screenshot / visible to / pushed / committed
    """
)
# Deeds that mean a key only where they are done to one.
_DEEDS = (
    r"(?:reset|kill(?:ed)?|deactivated?|disabled?|retired?|retiring|deleted?|deleting|exchanged?|withdraw"
    r"|withdrawn|replaced?|swap"
    r"|swapped|shut (?:down|off)|turn(?:ed)? off|switch(?:ed)? off|destroy|published|posted|showed|sent our|sent my"
    r"|mailed our|mailed my|e - mailed our|block(?:ed)?)"
)
DONE_TO_KEY = re.compile(
    rf"\b{_DEEDS} (?:(?!from|on|of|to|in)\S+ ){{0,4}}?(?:api )?keys?\b|\bkeys?(?: \S+){{0,8}}? (?:be|been|was"
    rf"|were|is|got|get) (?:\S+ )?{_DEEDS}\b"
    rf"|^(?:please )?{_DEEDS} (?:it|them|that)\b|\b(?:please|can you|could you|could|can|go ahead and|have to"
    rf"|has to be|to be) {_DEEDS} ?(?:it|them|that|this)?\b"
)
TROUBLE = _any(
    r"""
    401 / 403 / 400 / 429 / 500 / invalid / unauthorized / unauthorised / forbidden / doesn't work
    does not work / don't work / not working / isn't working / stopped working / no longer works / won't work
    fails / failing / failed / fail / error / errors / refuses / refused / rejected / rejects / expired
    can't open / cannot open / won't open / couldn't open / empty / threshold / cut off / broken / dead / denied
    locked out / can't get into / cannot get into / times out / timing out / problem / problems / trouble
    blank / never arrived / hasn't arrived / has not arrived / didn't arrive / not arrived / didn't get
    never got / haven't received / have not received / didn't receive / still waiting / does nothing
    not accepted / isn't accepted / bounced / doesn't show / does not show / is it blocked / blocked
    nothing works / hits? the (?:\S+ )?limit / never arrives? / can't get to / cannot get to / limit hit
    too many requests / not recognized / not recognised / unknown key / truncated / wrong key
    wrong permissions / missing permission / no permission / stopped / 404 / not authorized / not authorised
    can't access
    """
)
DELIVERY = _any(
    r"""
    share link / 1password / 1 password / vault / invitation / one - time link / onetime link / one time link
    link to the key / link for the key / secure link / the link you sent / link you sent / sharing link
    """
)
# People, not programs: a member of staff is to get a role, not an application a key.
STAFF = re.compile(
    r"\b(?:roles?|my account|her account|his account|their account|log ?in|colleague|new hire|staff member"
    r"|student worker|intern|assistant"
    r"|librarian|starts? (?:on )?(?:monday|tuesday|wednesday|thursday|friday|next|today|tomorrow)|same as what"
    r"|user account|netid)\b"
)
MACHINE = re.compile(
    r"\b(?:apis?|scripts?|integrations?|feeds?|pulls?|sync\w*|app|apps|application|plug - in|plugin|connector"
    r"|middleware|bot|cron|service"
    r"|server|program|software|webhook|harvester|loader|dashboard|console)\b"
)
# Sentences that ask to be told something, not to be given a key.
WONDERS = _any(
    r"""
    know / tell me / tell us / explain / wonder / wondering / curious / question / documentation / document
    learn / whether / docs / policy / how long / how many / how often / understand / clarify / information
    info / list of / overview of / who has / who owns / which key / which keys / expire / training / webinar
    workshop / tutorial / newsletter / unsubscribe / difference between
    """
)
NOT_A_REQUEST = re.compile(
    r"\b(?:fyi|newsletter|question|questions|how to|problem|thanks|thank you|announcement|reminder|heads - up"
    r"|heads up|training"
    r"|limit|limits)\b"
)
EXISTING = _any(
    r"""
    our key / our api key / my key / my api key / existing key / current key / the key you / a key you
    key you gave / key you sent / key you made / key we have / key i have / key we got / that key / same key
    old key
    """
)
FUTURE = re.compile(
    r"(?:(?<!\S)(?:the|this|each|that) |^\W*)(?:new )?(?:api )?keys? (?:will|would|is to|should|must|needs?|has"
    r" to|may|can|shall|is for|is used|is going)\b"
)

# What is no wish for this key: what others have or wanted, what an earlier key could, what was turned down.
OF_OTHERS = re.compile(
    r"\b(?:we|i|they|lsis) (?:have |had )?(?:refused|declined|rejected|turned (?:it|that|this|them) down)\b"
    r"|\bwhich we (?:do not|don't|did not|didn't) want\b"
    r"|\bthe (?:old|former|previous|last) (?:\S+ ){0,2}key (?:could|can|had|has|was|did)\b"
    r"|\b(?:colleague|else|department|team|vendor|neighbour|neighbor)(?:'s| 's|s') (?:\S+ ){0,2}key (?:has|had|can"
    r"|could|is)\b"
    r"|\b(?:colleague|department|team|vendor|neighbour|neighbor) (?:has|have|had|got) (?:an?|the"
    r"|their) (?:\S+ ){0,2}key\b"
    r"|\b(?:would|will|is) (?:be )?(?:far |much |way )?too much\b"
    r"|\b(?:have|has|may have|might have|had) (?:also )?(?:heard|read|been told) that\b"
    r"|\b(?:manual|docs?|documentation|wiki|faq|guide|handbook|tutorial|page) (?:mention|list|describe|speak|talk"
    r"|explain)s?\b"
    r"|\b(?:by|on|with|through|under|via) (?:another|the other|a different|its own|our other|an existing|the old) key\b"
    r"|\b(?:predecessor|vendor|supplier|he|she|they|boss|director|developer)(?: had| once| first)? (?:wanted|used"
    r"|suggested|proposed|mentioned|recommended|was thinking)\b"
    r"|^(?:another|the other|the old|the existing|a different) (?:tool|script|integration|app|application|job"
    r"|program|system|service|bot) \w+s\b"
    r"|\bif possible later\b.*\bnot in this (?:ticket|request)\b"
)
