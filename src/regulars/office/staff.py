"""Who may see the office: people of the shop, signed in. Nobody signs up from outside."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class StaffOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made on the command line; the web only signs in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


def staff(view: View[P]) -> View[P]:
    """Let only signed-in staff in; others are asked to sign in, or told that the account may not."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not getattr(request.user, "is_staff", False):
            return render(request, "office/not_staff.html", status=403)
        return view(request, *args, **kwargs)

    return guarded
