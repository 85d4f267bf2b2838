"""The customers' pages; their paths are those that mails carry."""

from django.urls import path

from regulars.delivery.links import FEEDBACK, UNSUBSCRIBE, YOUR_PAGE
from regulars.pages.feedback import feedback
from regulars.pages.unsubscribe import unsubscribe
from regulars.pages.your_page import your_page

urlpatterns = [
    path(UNSUBSCRIBE, unsubscribe, name="unsubscribe"),
    path(YOUR_PAGE, your_page, name="your-page"),
    path(FEEDBACK, feedback, name="feedback"),
]
