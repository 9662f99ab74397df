"""Keys that open no API of ours, as data: of doors, licences, keyboards, other products, and figures of speech."""

# Before "key": "licence key", "match key".
BEFORE: frozenset[str] = frozenset(
    """license licence product room door house office desk shortcut primary foreign ssh gpg pgp encryption public private
    session function arrow answer car locker cabinet serial activation hotel usb wifi master spare alt hot card access-card
    swipe storage building elevator drawer piano low turn registration host signing deploy composite hash decryption
    recovery match matching sort sorting merge lookup index unique staff staff's physical cage lab bike front back side
    safe mailbox entrance gate keyboard escape esc tab shift ctrl arrow saml ssl tls
    certificate x509 hmac jwt wskey wpa bitlocker windows bluetooth volume legend skeleton""".split()
)
# After "key": "key figures", "key contacts".
AFTER: frozenset[str] = frozenset(
    """card cards cardholder chain board strokes stroke question questions point points word words person people date dates
    figure figures findings finding takeaways takeaway issue issues role roles page pages combination combinations player
    players stakeholder stakeholders deliverable deliverables feature features fob fobs holder holders performance binding
    bindings dialog contact contacts message messages ring rings hook hooks cabinet change changes note notes user
    users account accounts partner partners part parts topic topics factor factors difference differences milestone
    milestones member members information data metric metrics indicator indicators area areas element elements concept
    concepts step steps lock locks pad reason reasons term terms decision decisions staff goal goals
    facts fact numbers aspect aspects topic events objective objectives results insights resources personnel requirements benefits
    priorities priority documents skills tasks themes lessons learnings risks drivers success initiative initiatives suppliers
    competence competencies account accounts position positions strategy article articles paper papers passage sentence
    ingredient ingredients moment moments""".split()
)
# What only keys of metal or plastic have to do with.
PHYSICAL: frozenset[str] = frozenset(
    """door doors lock locks locked locksmith cage cabinet keycard keycards badge cupboard drawer padlock keyboard keyboards
    sticking typing license licence licensed serial corridor elevator lift entrance basement stairwell closet shed garage bike vitrine""".split()
)
ROOMS: frozenset[str] = frozenset(
    "room door office building cabinet drawer lab elevator cupboard closet gate shed garage car case vitrine cage".split()
)
# Products with keys of their own. The list need not be complete: whoever else's API is named with a key counts, too.
PRODUCTS: frozenset[str] = frozenset(
    """orcid worldcat oclc wskey google maps crossref scopus sciencedirect     
     jstor elsevier wiley github gitlab openai chatgpt mapbox twitter hathitrust unpaywall dpla figshare dataverse
       azure aws wikidata pubmed ncbi clarivate isbndb syndetics proquest ebsco eds 
     trello dropbox datacite primo esploro rapido bloomberg refinitiv nyt windows adobe stata matlab zotero
    librarything goodreads steam arcgis esri nvivo sfx ezid altmetric
    dimensions semantic core europeana openweather deepl youtube flickr vimeo mendeley    
      nexis lexisnexis factset wrds statista overleaf grammarly notion docker npm""".split()
)
# Before "credentials": those of people.
LOGIN: frozenset[str] = frozenset("login user netid password staff vpn network sip2 personal admin".split())
