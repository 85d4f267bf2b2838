"""Addresses of the office, below `/office/`."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path

from regulars.office import account as own_account
from regulars.office import customers, today

# Signing in and one's own account, under the names allauth asks for; what is not listed (sign-up, mailed resets) is not open.
ACCOUNT: list[URLPattern | URLResolver] = [
    path("sign-in", account.login, name="account_login"),
    path("sign-out", account.logout, name="account_logout"),
    path("account/closed", account.account_inactive, name="account_inactive"),
    path("account/confirm", account.reauthenticate, name="account_reauthenticate"),
    path("account/password", account.password_change, name="account_change_password"),
    path("account/password/new", account.password_set, name="account_set_password"),
    path("account/two-factor/", include("allauth.mfa.urls")),
]
OFFICE = [
    path("", today.page, name="today"),
    path("replay/<int:delivery_id>", today.replayed, name="replay"),
    path("account", own_account.yours, name="account"),
    path("customers", customers.listed, name="customers"),
    path("customers/<int:customer_id>", customers.one, name="customer"),
]
urlpatterns: list[URLPattern | URLResolver] = [*ACCOUNT, path("", include((OFFICE, "office")))]
