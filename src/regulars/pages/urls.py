"""The customers' pages; their paths are those that mails carry."""

from django.urls import path

from regulars.delivery.followed import GO
from regulars.delivery.links import (
    ASK,
    CONFIRM,
    DATA,
    ERASE,
    FEEDBACK,
    HAND_OVER,
    INSIDE,
    LESS,
    LETTER,
    MORE,
    NO_LETTERS,
    OPEN,
    PREVIEW,
    PREVIEW_MAIL,
    UNSUBSCRIBE,
    WHY,
    YOUR_PAGE,
)
from regulars.delivery.picture import PICTURE
from regulars.pages import ask, your_page
from regulars.pages.confirming import confirm
from regulars.pages.feedback import feedback
from regulars.pages.go import go
from regulars.pages.hand_over import hand_over
from regulars.pages.like_this import less, more
from regulars.pages.my_data import download, erasure
from regulars.pages.no_letters import no_letters, typed
from regulars.pages.open import open_page
from regulars.pages.picture import picture
from regulars.pages.preferences import preferences
from regulars.pages.unsubscribe import unsubscribe
from regulars.pages.why_mail import why_page
from regulars.pages.with_and_without import mail, with_and_without

urlpatterns = [
    path(UNSUBSCRIBE, unsubscribe, name="unsubscribe"),
    path(HAND_OVER, hand_over, name="hand-over"),
    path("api/preferences", preferences, name="api-preferences"),
    path(ASK, ask.link, name="ask"),
    path(DATA, download, name="download"),
    path(WHY, why_page, name="why"),
    path(PREVIEW, with_and_without, name="with-and-without"),
    path(PREVIEW_MAIL, mail, name="with-and-without-mail"),
    path(ERASE, erasure, name="erasure"),
    path(YOUR_PAGE, your_page.mailed, name="your-page"),
    path(INSIDE, your_page.inside, name="inside"),
    path(OPEN, open_page, name="open"),
    path(CONFIRM, confirm, name="confirm"),
    path(FEEDBACK, feedback, name="feedback"),
    path(MORE, more, name="more"),
    path(LESS, less, name="less"),
    path(GO, go, name="go"),
    path(PICTURE, picture, name="picture"),
    path(LETTER, typed, name="letter"),
    path(NO_LETTERS, no_letters, name="no-letters"),
]
