"""Addresses of the office, below `/office/`."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path

from regulars.office import account as own_account
from regulars.office import (
    allowed,
    customers,
    delivery,
    letters,
    mailbox,
    programs,
    requests,
    sent,
    today,
    wording,
)

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
    path("delivery", delivery.page, name="delivery"),
    path("delivery/stop", delivery.stopped, name="stop"),
    path("delivery/resume/<int:pause_id>", delivery.resumed, name="resume"),
    path("letters", letters.page, name="letters"),
    path("letters/print", letters.printed, name="print"),
    path("letters/returned", letters.returned, name="letters_returned"),
    path("letters/<int:number>.pdf", letters.pdf, name="batch_pdf"),
    path("letters/<int:number>.csv", letters.manifest, name="batch_list"),
    path("account", own_account.yours, name="account"),
    path("programs", programs.listed, name="programs"),
    path("programs/<str:key>", programs.one, name="program"),
    path("programs/<str:key>/reach", programs.reached, name="reach"),
    path("programs/<str:key>/mail/<int:customer_id>", programs.mail, name="preview"),
    path("sent", sent.listed, name="sent"),
    path("sent/<str:intent>", sent.one, name="message"),
    path("sent/<str:intent>/mail", sent.mail, name="sent_mail"),
    path("mailbox", mailbox.listed, name="mailbox"),
    path("mailbox/<str:name>", mailbox.one, name="mail"),
    path("mailbox/<str:name>/mail", mailbox.body, name="mail_body"),
    path("permissions", wording.listed, name="wordings"),
    path("permissions/<str:purpose>/<str:channel>/<str:language>", wording.one, name="wording"),
    path("customers", customers.listed, name="customers"),
    path("customers/<int:customer_id>", customers.one, name="customer"),
    path("customers/<int:customer_id>/allowed", allowed.page, name="allowed"),
    path("customers/<int:customer_id>/requests", requests.page, name="requests"),
    path("customers/<int:customer_id>/requests/<str:number>", requests.went_on, name="request"),
    path("customers/<int:customer_id>/proof.json", allowed.as_json, name="proof_json"),
    path("customers/<int:customer_id>/proof.pdf", allowed.as_pdf, name="proof_pdf"),
]
urlpatterns: list[URLPattern | URLResolver] = [*ACCOUNT, path("", include((OFFICE, "office")))]
