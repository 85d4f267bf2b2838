"""Where a shop's own system talks to us."""

from django.urls import path

from regulars.intake.api import orders
from regulars.intake.problem import problems

urlpatterns = [
    path("api/orders", orders, name="api-orders"),
    path("api/problems", problems, name="problems"),
]
