"""Where a shop's own system talks to us."""

from django.urls import path

from regulars.intake.api import mail, orders
from regulars.intake.mail_events_door import told
from regulars.intake.problem import problems

urlpatterns = [
    path("api/orders", orders, name="api-orders"),
    path("api/mail", mail, name="api-mail"),
    path("api/mail-events/<str:name>", told, name="api-mail-events"),
    path("api/problems", problems, name="problems"),
]
