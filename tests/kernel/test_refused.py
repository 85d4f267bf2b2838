"""Why a mail server refused a mail, in the words servers use (STANDARDS B3)."""

import pytest

from regulars.kernel.refused import why

SAID = {
    "hard": [
        ("5.1.1", "550 5.1.1 <ana@example.test>: Recipient address rejected: User unknown in virtual mailbox table"),
        ("5.1.1", "The email account that you tried to reach does not exist. Please try double-checking the address"),
        ("5.1.10", "RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
        ("5.4.1", "Recipient address rejected: Access denied. AS(201806281)"),
        ("5.1.2", "Host unknown (Name server: example.test: host not found)"),
        ("5.2.1", "mailbox disabled: no such user"),
        ("5.5.0", "Requested action not taken: mailbox unavailable"),
        ("5.0.0", "550 No Such User Here"),
        ("550", "550 Invalid recipient <ana@example.test>"),
        ("554", "554 delivery error: dd This user doesn't have a yahoo.com account (ana@example.test) [0]"),
        ("", "Unrouteable address"),
        ("", "unknown local-part “ana” in domain example.test"),
        ("", "User ana (ana@example.test) not listed in public Name & Address Book"),
        ("", "The recipient's e-mail address was not found in the recipient's e-mail system"),
        ("", "Sorry, no mailbox here by that name"),
        ("556", "Domain does not accept mail (nullMX)"),
        ("5.4.4", "Host or domain name not found. Name service error for name=example.test type=A: Host not found"),
        ("", "Empfängeradresse existiert nicht"),
        ("5.1.6", "The person has moved to another address"),
    ],
    "policy": [
        ("5.7.26", "This mail is unauthenticated, which poses a security risk to the sender and Gmail users"),
        ("5.7.515", "Access denied, sending domain TEE.EXAMPLE does not meet the required authentication level"),
        ("5.7.1", "550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using Spamhaus; user unknown"),
        ("5.1.8", "Sender address rejected: Domain not found"),
        ("5.0.0", "554 Message rejected: SPF check failed, user unknown or not"),
        ("550", "550 Rejected: 192.0.2.1 listed at dnsbl.example"),
        ("554", "554 Your access to this mail system has been rejected due to the sending MTA's poor reputation"),
        ("", "Relaying denied"),
        ("553", "553 sorry, that domain isn't allowed to be relayed thru this MTA; unable to relay"),
        ("550", "550 Sender verify failed: sender address unknown"),
        ("5.1.1", "550 5.1.1 Message blocked due to spam content in the message"),
    ],
    "mailbox": [
        ("5.2.2", "552 5.2.2 Over quota"),
        ("4.2.2", "The email account that you tried to reach is over quota"),
        ("5.1.1", "552 RCPT NOT OK: mailbox full"),
        ("", "Der Empfänger hat keinen Platz: Postfach ist voll"),
        ("5.2.1", "The email account that you tried to reach is disabled"),
        ("", "This account has been disabled or discontinued"),
    ],
    "network": [
        ("4.4.1", "connect to mx.example.test[192.0.2.1]:25: Connection timed out"),
        ("4.4.3", "Host or domain name not found. Name service error: Host not found, try again"),
        ("4.7.0", "Try again later, greylisted"),
        ("5.4.6", "Hop count exceeded - possible mail loop"),
        ("", "all hosts have been failing for a long time and were last tried after this message arrived: retry timeout exceeded"),
        ("421", "421 Service not available, closing transmission channel"),
        ("450", "450 4.1.1 user unknown, try later"),
    ],
    "content": [
        ("5.3.4", "552 5.3.4 Message size exceeds fixed limit"),
        ("5.6.0", "Lone CR or LF in body"),
        ("552", "552 Message too large"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("cause", "status", "words"), [(cause, *each) for cause, said in SAID.items() for each in said]
)
def test_servers_are_understood(cause, status, words):
    assert why(status, words) == cause
