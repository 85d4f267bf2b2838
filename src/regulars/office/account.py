"""One's own account: how one signs in."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regulars.office.staff import staff


@staff
def yours(request: HttpRequest) -> HttpResponse:
    """Password, passkeys and signing out."""
    kinds = list(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    counted = {"keys": kinds.count("webauthn"), "app": "totp" in kinds}
    return render(request, "office/account.html", counted)
