"""The customers' pages; their paths are those that mails carry."""

from django.urls import path

from regulars.delivery.links import FEEDBACK, INSIDE, UNSUBSCRIBE, YOUR_PAGE
from regulars.pages import your_page
from regulars.pages.feedback import feedback
from regulars.pages.unsubscribe import unsubscribe

urlpatterns = [
    path(UNSUBSCRIBE, unsubscribe, name="unsubscribe"),
    path(YOUR_PAGE, your_page.mailed, name="your-page"),
    path(INSIDE, your_page.inside, name="inside"),
    path(FEEDBACK, feedback, name="feedback"),
]
