"""The words for what uses a key: programs, and the key itself. Data."""

ACTING = frozenset(
    """it script scripts tool app application program software job alma api plugin bot service widget dashboard page
    site website portal form kiosk importer exporter generator loader checker feed integration connector middleware
    key addon extension robot assistant machine machines system client""".split()
)
