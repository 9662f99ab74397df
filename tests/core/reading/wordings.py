"""Ways in which people word one and the same request, and one and the same change of it.

A wording has the words of areas `{a}`, `{b}` and, in a change, of a further one `{c}`; of levels `{l}` for `{a}` and
`{m}` for `{b}`; of environments `{e}` and `{f}`. What it asks is told by the name of its group.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Grants = dict[tuple[str, str], str | None]

AREAS: Mapping[str, tuple[str, ...]] = {
    "acquisition": ("Acquisition", "Acquisitions", "acq"),
    "analytics": ("Analytics",),
    "bibs": ("Bibs", "the Bibs API"),
    "courses": ("Courses", "the Courses API"),
    "electronic": ("Electronic", "Electronic Resources", "e-resources"),
    "task-lists": ("Task lists", "Task-lists"),
    "users": ("Users", "the Users API"),
}
ENVIRONMENTS: Mapping[str, tuple[str, ...]] = {
    "production": ("production", "prod"),
    "sandbox": ("the premium sandbox", "the sandbox", "PSB"),
}
LEVELS: Mapping[str, tuple[str, ...]] = {
    "read-only": ("read-only", "RO", "read only"),
    "read-write": ("read/write", "RW", "read-write", "read and write"),
}


@dataclass(frozen=True)
class Parts:
    """What a wording is filled in with: three areas, the levels of the first two, and two environments."""

    a: str
    b: str
    c: str
    l: str  # noqa: E741 - it is the name in the wordings
    m: str
    e: str
    f: str


#: `{a}` and `{b}` at one level in one environment.
ONE_LEVEL = (
    "Shelfwise needs {l} access to {a} and {b} in {e}.",
    "Please create an API key for {e}: {a}, {b}, both {l}.",
    "{e}, {l}, {a} + {b}",
    "Environment: {e}. Areas: {a}, {b}. Access: {l}.",
    "We'd like {e} please. Access should be {l} for {a} as well as {b}.",
    "The key is for {e} and has to have {l} on {a} and on {b}, nothing else.",
    "could I get a {l} key for {e}? areas are {a} and {b}",
    "{a} and {b} ({l}), {e} only.",
    "It is for {e}. {l} is enough. Areas: {a} and {b}.",
    "I am looking for an API key with {l} permission on {a} and {b} for {e}.",
    "Needed: key for {e}, with {a} ({l}) and {b} ({l})",
    "Scope would be {a} and {b}, {l}, against {e}.",
    "Two areas: {a} and {b}. {l} each. {e}.",
    "Permissions: {a} {l}, {b} {l}. Environment = {e}.",
    "The app runs against {e} and uses {a} and {b}. {l} throughout.",
    "For {e} I need {a} {l} and {b} {l}.",
    "Our developer says the key must be for {e}, {l}, and cover {a} and {b}.",
    "- {e}\n- {a}: {l}\n- {b}: {l}",
    "what we need: {l} on {a}, {l} on {b}, {e}",
    "May we have an Alma API key ({e}; {a}, {b}; {l})?",
    "API permissions wanted: {a} & {b}. Level: {l}. Where: {e}.",
    "Please set it up in {e} with {l} rights to {a} and {b}.",
    "The integration will need to have {l} access for {a} and {b}; we want to use it in {e}.",
    "{l} access to the {a} and {b} APIs ({e} environment) would be great.",
    "Which environment: {e}\nWhich areas: {a}; {b}\nRead-only or read/write: {l}",
    "Could you issue one for {e}? It should be able to use {a} and {b} with {l}.",
    "Grant {a} and {b}, please, {l}. And it's for {e}.",
    "We intend to use {a} and {b} - {l} - from our script in {e}.",
    "Only {a} and {b} are involved. {l}. The environment is {e}.",
)

#: `{a}` and `{b}` at two levels in one environment.
TWO_LEVELS = (
    "Please give us {l} on {a} and {m} on {b}, in {e}.",
    "{e}: {a} {l}, {b} {m}",
    "{a} should be {l} but {b} has to be {m}. {e}.",
    "For {e} we need {a} ({l}) and {b} ({m}).",
    "In {e}, {m} for {b}; {l} for {a}.",
    "{l} for {a}, {m} for {b}, {e} please",
    "It needs {a} with {l} access and {b} with {m} access. It's for {e}.",
    "{a} -> {l}, {b} -> {m}. Env: {e}",
    "On {a} {l} is enough, on {b} we need {m}. Environment is {e}.",
    "We'd like {m} access to {b}. For {a}, {l} is fine. {e} it is.",
    "{b}: {m}\n{a}: {l}\nEnvironment: {e}",
    "|| Area || Access ||\n| {a} | {l} |\n| {b} | {m} |\nin {e}",
    "The key needs {m} on {b} because it changes records, and {l} on {a}. {e}.",
    "{e} key. {a} is {l}, {b} is {m}.",
    "Access to {b} must be {m}, access to {a} {l}. In {e}.",
    "{m} on {b} (and {l} on {a}) in {e}.",
    "Let's say {l} for {a}, and {m} for {b}. In {e} of course.",
    "{a} at {l}, {b} at {m}, in {e}",
)

#: `{a}` at one level in two environments.
TWO_ENVIRONMENTS = (
    "We need keys for both {e} and {f}: {a}, {l}.",
    "{a} {l} in {e} and {f}.",
    "Both environments please. {a}, {l}.",
    "{e} and also {f}, {a}, {l}.",
    "One key for {e} and one for {f}, each with {l} on {a}.",
    "We need it for {f} first and then for {e}; {l} on {a}.",
    "{l} access to {a}, for {e} as well as {f}.",
    "{e} + {f}, {a}: {l}",
    "Environments: {e}, {f}\nAreas: {a}\nAccess: {l}",
    "Two keys: {e} and {f}. Each {l} for {a}.",
    "I need {a} ({l}) on {f} to test with and on {e} for the real thing.",
)

#: `{a}` at `{l}` in `{e}` and at `{m}` in `{f}`.
A_LEVEL_EACH = (
    "{l} on {a} in {e}, {m} on {a} in {f}.",
    "{e}: {a} {l}. {f}: {a} {m}.",
    "In {e} {l} on {a}, in {f} {m} on {a}.",
    "We need {a} in both: {l} in {e} and {m} in {f}.",
    "For {f} {m}, for {e} {l}; the area is {a} in both.",
    "{a}, {m} in {f} but {l} in {e}.",
    "Two keys for {a}: one {l} in {e}, one {m} in {f}.",
    "{e} key: {a} {l}\n{f} key: {a} {m}",
    "{f} ({a} {m}), {e} ({a} {l})",
    "|| || {e} || {f} ||\n| {a} | {l} | {m} |",
    "On {e} it should be {l}, on {f} {m}, always {a}.",
)

#: `{a}` at `{l}` and `{b}` at `{m}` in `{e}`, the other way round in `{f}`.
ALL_DIFFERENT = (
    "{e} ({a} {l}, {b} {m}) and {f} ({a} {m}, {b} {l})",
    "One key for {e} ({a}: {l}; {b}: {m}), one for {f} ({a}: {m}; {b}: {l}).",
    "{e}: {a} {l}, {b} {m}; {f}: {a} {m}, {b} {l}.",
    "{e} with {a} {l} and {b} {m}, and {f} with {a} {m} and {b} {l}.",
    "|| || {e} || {f} ||\n| {a} | {l} | {m} |\n| {b} | {m} | {l} |",
)

Change = Callable[[Grants, Parts], Grants]


def _without_b(grants: Grants, parts: Parts) -> Grants:
    return {cell: level for cell, level in grants.items() if cell[1] != parts.b}


def _b_as_a(grants: Grants, parts: Parts) -> Grants:
    return {cell: parts.l if cell[1] == parts.b else level for cell, level in grants.items()}


def _with_c(grants: Grants, parts: Parts) -> Grants:
    return {**grants, **{(environment, parts.c): parts.l for environment, _ in grants}}


def _with_c_at_no_level(grants: Grants, parts: Parts) -> Grants:
    return {**grants, **{(environment, parts.c): None for environment, _ in grants}}


def _elsewhere(grants: Grants, parts: Parts) -> Grants:
    return {(parts.f, area): level for (_, area), level in grants.items()}


def _there_too(grants: Grants, parts: Parts) -> Grants:
    return {**grants, **_elsewhere(grants, parts)}


def _only_f(grants: Grants, parts: Parts) -> Grants:
    return {cell: level for cell, level in grants.items() if cell[0] == parts.f}


def _only_e(grants: Grants, parts: Parts) -> Grants:
    return {cell: level for cell, level in grants.items() if cell[0] == parts.e}


def _as_it_was(grants: Grants, _: Parts) -> Grants:
    return dict(grants)


#: What somebody adds to a request for `{a}` at `{l}` and `{b}` at `{m}` in `{e}`, by what becomes of it.
CHANGES: Mapping[Change, tuple[str, ...]] = {
    _without_b: (
        "Actually we don't need {b}.",
        "Please leave {b} out.",
        "Forget {b}, {a} is all we need.",
        "{b} can go, sorry.",
        "On reflection, no {b}.",
        "Take {b} off the list, please.",
        "We can do without {b} after all.",
        "Please strike {b} from the request.",
        "It turns out {b} isn't needed.",
        "without {b} please",
        "I was wrong about {b}: we don't use it.",
        "{b} was a mistake.",
        "Please remove {b}, {a} stays.",
    ),
    _b_as_a: (
        "{b} should be {l} too.",
        "Please make {b} {l}.",
        "Correction: {b} {l}.",
        "{b}: {l} instead of {m}",
        "I meant {l} for {b}.",
        "For {b} please {l}, not {m}.",
        "Could you change {b} to {l}?",
        "Not {m} on {b} but {l}.",
        "{b} {l} please, I mixed that up",
        "Let's have {b} {l} as well.",
        "Everything {l} please.",
        "Make that {l} for both areas.",
        "Both {l}, please.",
        "Actually {l} for everything.",
        "{l} throughout, please.",
    ),
    _with_c: (
        "Please add {c}, {l}.",
        "Also {c}, {l}.",
        "We also need {l} on {c}.",
        "and {c} {l} please",
        "One more thing: {c} with {l} access.",
        "Could you add {c} ({l})?",
        "I forgot {c}: {l}.",
        "P.S. please add {c}, {l}.",
        "plus {l} for {c}",
        "We'd like {c} in addition, {l}.",
        "Can we have {c} as well? {l} would be fine.",
        "The developer says please add {c}, {l}.",
    ),
    _with_c_at_no_level: (
        "Please add {c}.",
        "We also need {c}.",
        "I forgot {c}.",
        "And {c}, please.",
        "Could you add {c}?",
    ),
    _elsewhere: (
        "Sorry, I meant {f}, not {e}.",
        "Please make it {f} instead of {e}.",
        "Actually it should be for {f}.",
        "Not {e}, {f}.",
        "We'd rather have it in {f} than in {e}.",
        "Change {e} to {f}, please.",
        "It's {f} that we need, not {e}.",
        "I wrote {e} but meant {f}.",
    ),
    _there_too: (
        "Can we have {f} as well?",
        "Please add {f}.",
        "Also one for {f}, please.",
        "We need the same for {f}.",
        "And a second key for {f} with the same permissions.",
        "Both {e} and {f}, please.",
        "I forgot to say that we need it in {f}, too.",
        "And {f}.",
        "And in {f}, please.",
    ),
    _as_it_was: (
        "Thank you, that was quick.",
        "Hello, is anybody looking at this?",
        "Our director approved it.",
        "The go-live date is 3 May.",
        "We had a good talk with your colleague about {c} yesterday.",
    ),
}

#: The same where the request is for both `{e}` and `{f}`.
CHANGES_OF_BOTH: Mapping[Change, tuple[str, ...]] = {
    _only_f: (
        "Just {f}, please.",
        "{f} is enough.",
        "We don't need {e} after all.",
        "Please drop {e}.",
        "{e} can wait.",
        "{e} will follow in another ticket.",
        "Let's leave {e} for later.",
        "We'll come back to you about {e}.",
        "We will write again for {e} after the review.",
        "{f} only, we contact you again for {e}.",
        "Yes, just {f} then, and we'll write again for {e} after that.",
        "Not {e} yet, please.",
        "Only {f} now; for {e} I'll open a new ticket.",
    ),
    _only_e: (
        "{e} only, please.",
        "We can skip {f}.",
        "No key for {f} needed.",
        "Actually, just {e}.",
    ),
}

#: What people tell besides, in which words for areas, levels and environments mean something else.
BESIDE_THE_POINT = (
    "Our users have been asking for this since spring.",
    "I am the Head of Electronic Resources.",
    "We use Google Analytics on the same page.",
    "The configuration file is on the server already.",
    "Jane from Acquisitions tested the prototype.",
    "The app itself is production-ready.",
    "It was written for a course I teach.",
    "Users can log in with their campus accounts.",
    "The script writes its results to our own database.",
    "We read the barcode with a hand scanner.",
    "Our vendor will deliver the production version in May.",
    "Students edit their lists in the app and not in Alma.",
    "The tool has been in production at another university for years.",
    "Our own test server is ready.",
    "My colleague has read/write on Users with her own key, but that is not what we want.",
    "The old key had read/write on Bibs.",
    "Last year we had Bibs and Users in production.",
    "The course catalogue of the university is not affected.",
    "Please delete my earlier ticket.",
    "We'll update the wiki page afterwards.",
    "You can edit this ticket if anything is unclear.",
    "I will create a user guide for the staff.",
    "The electronic door lock system is a separate project.",
    "We export the analytics of the website to a spreadsheet.",
    "Acquisition of the hardware is finished.",
    "The users of the reading room like it very much.",
    "Of course we have also thought of the Users API, but it does not do what we need.",
    "The documentation describes Bibs, Users and Courses, among others.",
    "Does a key with Bibs exist already?",
    "In the meeting somebody asked whether Analytics would be useful.",
    "We are not sure yet whether the production system will ever need this.",
    "Ex Libris recommends read/write for such tools, but we see no need.",
    "The other team got full access, which frightened everybody.",
    "In production there are 3 million bib records.",
    "The bibs come from OCLC.",
    "We do not touch patron records.",
    "No write access of any kind, please.",
    "It never writes anything.",
    "Nothing is created or deleted.",
    "It is maintained by the Configuration Management team.",
    "I work in the Courses and Exams office.",
    "The production of the printed guide ends this year.",
    "Our developer will be on holiday from Monday, so please write to me.",
    "We have four users and one administrator.",
    "Call me if you have to change anything.",
    "The usage analytics will be collected by the app itself.",
    "Their sandbox for children in the reading garden is not meant, ha ha.",
    "The project is called Live Shelves.",
    "It replaces a manual process in which we edited lists in Excel.",
    "My boss wants to read the description before it is submitted.",
    "The library board gave us full support.",
    "All areas of the library profit from it.",
    "Everything else is described in the attached document.",
    "Somebody could later extend it to Bibs.",
    "In future versions it may also write to Alma.",
    "A version for Courses is planned for next year.",
    "If it works well, we will ask for production in another ticket.",
    "We had first thought of Bibs, but that is not needed.",
    "The Electronic Resources Librarian signed it off.",
    "The API documentation says that GET /almaws/v1/users needs the Users permission.",
    "We can't use the Bibs API because it is too slow.",
    "Instead of the Bibs API, which we used before, it works with requests.",
    "A read/write key is out of the question for us.",
    "Production would be too dangerous.",
    "The test users are already there.",
    "Course reserves are handled by another tool.",
    "We share an office with Acquisitions, Electronic Resources and Analytics.",
    "Dates are written in the ISO format.",
    "The first users will be the students of the course Library 101.",
    "The interface can be viewed on any phone.",
    "I have read the guidelines and the policy.",
    "I read about it in the newsletter of the Analytics group.",
    "It shows the loans of a patron.",
    "He is our patron saint of documentation.",
    "Many users wait for it.",
    "The users of the app are students.",
    "Our power users will love it.",
    "User feedback has been very good.",
    "The user group meets on Thursday.",
    "The course runs from March to June.",
    "It's part of the course INF 201.",
    "Students of all courses take part.",
    "The course of action has been agreed with the director.",
    "Of course we can meet.",
    "Our acquisitions librarian Jane has approved it.",
    "The acquisition of the kiosk cost 3000 euros.",
    "Acquisitions has paid for it.",
    "Head of Acquisitions is Tom.",
    "We presented it to Acquisitions & Serials.",
    "Electronic mail is the best way to reach me.",
    "The electronic version of the form was broken.",
    "Please use electronic signatures only.",
    "The electronics in the kiosk were repaired.",
    "Our inventory of devices is on the wiki.",
    "The inventory starts on Monday.",
    "We follow the analytics of our website with Matomo.",
    "Google Analytics is not involved.",
    "Web analytics shows that few people use it.",
    "The analytics team is next door.",
    "The configuration of the server is in Git.",
    "Its config file lies in /etc.",
    "We'd configure the rest ourselves.",
    "The configuration will be done by our IT.",
    "The task list of our project is in Trello.",
    "I have it on my task list.",
    "My to-do list says that this is due on Friday.",
    "The production of the flyer has started.",
    "The theatre department uses it for its production.",
    "Production of labels is done at night.",
    "The code is production-ready.",
    "It runs on our production server.",
    "Our production database is not affected.",
    "Go-live is in May.",
    "The live stream starts at 10.",
    "We live in interesting times.",
    "It has been tested thoroughly.",
    "The test was successful.",
    "We test every Friday.",
    "Our test server is called blue.",
    "There is a sandbox in the kindergarten next door.",
    "The developer's sandbox is a Docker container.",
    "We read the documentation.",
    "I've read your guidelines.",
    "I'll write to you when it is done.",
    "Please write to me if anything is unclear.",
    "We write reports every month.",
    "It writes its results into a spreadsheet.",
    "The results can be edited by our staff in Excel.",
    "Please create the ticket for the vendor, too.",
    "We update the website every day.",
    "We'd like to add that it's urgent.",
    "The app was created in 2019.",
    "The old script has been deleted.",
    "Feel free to change the title of this ticket.",
    "Full access to the building is given by the porter.",
    "He has full access to the server room.",
    "The room is read-only for cleaning staff, so to speak.",
    "The wiki page is read-only for you.",
    "I've got read/write on the shared drive.",
    "Our share is mounted read-only.",
    "Everything else is fine.",
    "Everything is ready on our side.",
    "All areas of the library will profit.",
    "The reading area gets a new carpet.",
    "Both of us are on leave next week.",
    "Both kiosks are in the foyer.",
    "It was all approved by both deans.",
    "We don't use Rosetta.",
    "I don't have the rights to edit the wiki.",
    "My colleague in Users & Access knows more.",
    "The library's patron records are confidential, of course.",
    "The data protection officer has no objections to the use of user data.",
    "The vendor has access to our test instance of Koha.",
    "Alma is our library system.",
    "We have had Alma since 2018.",
    "We're in the sandbox of the vendor at present.",
    'The vendor calls their own staging system "sandbox".',
    "We'll present it at the user conference.",
    "The bibliography will be sent to the authors.",
    "Bibliographic instruction is given in room 4.",
    "The item was bought in 2018.",
    "Please delete this ticket's attachment, it's wrong.",
    "Kim will edit the form.",
    "The conference is in production week.",
    "Electronic Resources is the name of my team.",
    "I work in Electronic Resources.",
    "The request was discussed in Users and Courses working groups.",
    "The prod manager is on leave.",
    "All write-ups are in the wiki.",
    "The lookup of the phone number failed.",
    "View from my window is great.",
    "Our courses team has no objection.",
    "This ticket is for Kim's team.",
    "See the API documentation for Users.",
    "See also LIB-200, the request for Courses.",
    "The previous key had Users and Acquisitions.",
    "Another project uses Configuration.",
    "Tom's key can write to Users.",
    "Last year's key was for the sandbox.",
)
