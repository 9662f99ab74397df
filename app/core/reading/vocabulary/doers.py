"""The words for what uses a key: programs, and the key itself; and for what is written elsewhere than there. Data."""

ACTING = frozenset(
    """it script scripts tool app application program software job alma api plugin bot service widget dashboard page
    site website portal form kiosk importer exporter generator loader checker feed integration connector middleware
    key addon extension robot assistant machine machines system client""".split()
)
ELSEWHERE = frozenset(
    """database spreadsheet table report reports file files log logs csv excel dashboard page wiki sheet copy cache
    website calendar mail email label labels ticket tickets disk folder screen pdf chart charts graph index map maps
    list lists backup signs posters""".split()
)
