"""What a permission can be for: each purpose is asked, given and taken back apart, by e-mail and by post (STANDARDS C1.2)."""

EMAIL, POST = "email", "post"
CHANNELS = (EMAIL, POST)

ADVERTISING = ("newsletter", "promotions", "product_information")
"""What a marketing program may write for."""

PROFILING, OPEN_TRACKING = "profiling", "open_tracking"
PURPOSES = (*ADVERTISING, PROFILING, OPEN_TRACKING)

MARKETING = "marketing"
"""What was asked before purposes were told apart. Its words said all advertising, so that is what such a yes or no covers (decision 0016)."""

SERVICE = "service"
"""What is owed and needs no permission."""

TITLES = {
    "newsletter": {"en": "Newsletter", "de": "Newsletter"},
    "promotions": {"en": "Offers", "de": "Angebote"},
    "product_information": {"en": "About things you bought", "de": "Zu Dingen, die Sie gekauft haben"},
    "profiling": {"en": "Chosen for you", "de": "Für Sie ausgewählt"},
    "open_tracking": {"en": "Seeing whether you open our mail", "de": "Sehen, ob Sie unsere Mails öffnen"},
    "marketing": {"en": "Advertising", "de": "Werbung"},
}


def ways(purpose: str) -> tuple[str, ...]:
    """By which channels it can be asked: nobody sees whether a paper letter is opened."""
    return (EMAIL,) if purpose == OPEN_TRACKING else CHANNELS


def covering(purpose: str) -> tuple[str, ...]:
    """The purposes whose records speak about this one."""
    return (purpose, MARKETING) if purpose in ADVERTISING else (purpose,)
