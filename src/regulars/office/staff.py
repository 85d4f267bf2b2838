"""Who may see the office: people of the shop, signed in. Nobody signs up from outside."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]
SAID_BY_THE_PAGE = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class StaffOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made on the command line; the web only signs in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *said: Any, **more: Any
    ) -> None:
        """Say what happened, but not that one is signed in: the page says so."""
        if message_template not in SAID_BY_THE_PAGE:
            super().add_message(request, level, message_template, *said, **more)


def staff(view: View) -> View:
    """Let only signed-in staff in; others are asked to sign in, or told that the account may not."""

    @wraps(view)
    def guarded(request: HttpRequest, **place: Any) -> HttpResponse:
        if not getattr(request.user, "is_staff", False):
            return render(request, "office/not_staff.html", status=403)
        return view(request, **place)

    return login_required(guarded)
