"""First names that are common where tickets are written: a key "for Tom Baker" is for a person. Data."""

FIRST_NAMES: frozenset[str] = frozenset(
    """
    adam alan alex alexander alice alison amanda amy ana andrea andrew andy angela ann anna anne anthony barbara ben
    benjamin bernd beth bob brian bruce carla carlos carol caroline catherine charles charlie chris christian christina
    christine christopher claire claudia cynthia daniel dave david deborah diana diane donna edward elena elizabeth ella
    emily emma eric erik eva frank fred gary george gina greg hannah harriet heather heike helen henry ian ines ingrid
    iris jack jacob jake james jan jana jane janet jason jean jeff jennifer jens jeremy jessica jill jim joan joe john
    jonas jonathan jose joseph josh juan judy julia julie karen karin karl kate katherine kathy katie katrin keith kelly
    ken kevin kim kristen kristin larry laura lea lena leon linda lisa louis louise lucas lucy luis lukas maria marie
    marisol mark marta martha martin mary matt matthew max megan melissa mia michael michelle miguel mike monica nadia
    nancy nathan nick nicole nina noah olga oliver olivia pamela pat patricia patrick paul paula pedro peter petra phil
    philip priya rachel ralf ralph rebecca richard rick rita rob robert robin roger ron rosa ruth ryan sabine sam
    samantha samuel sandra sara sarah scott sean sebastian sharon simon sofia sophie stefan stephanie stephen steve
    steven stuart sue susan susanne sven tanya teresa theresa thomas tim timothy tina tobias todd tom tony ulrike ute
    uwe vanessa vera victoria vincent walter wendy werner will william yuki zoe
    """.split()
)
