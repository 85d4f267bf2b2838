"""What a server's answer means depends on the stage and the enhanced code (STANDARDS A6.3, A7.1, B3)."""

import pytest

from regulars.delivery.replies import understood


@pytest.mark.parametrize(
    ("stage", "code", "text", "kind", "cause"),
    [
        ("dot", 250, "2.0.0 queued", "accepted", ""),
        ("dot", 250, "", "accepted", ""),
        ("rcpt", 450, "4.2.2 mailbox full", "deferred", ""),
        ("dot", 421, "4.7.28 slow down", "deferred", ""),
        ("dot", 452, "4.3.1 no room", "deferred", ""),
        ("rcpt", 550, "5.1.1 unknown", "rejected", "hard"),
        ("dot", 550, "5.1.1 unknown", "rejected", "hard"),
        ("rcpt", 550, "5.1.2 no such domain", "rejected", "hard"),
        ("rcpt", 556, "5.1.10 null MX", "rejected", "hard"),
        ("rcpt", 550, "No such user here", "rejected", "hard"),
        ("rcpt", 550, "5.2.1 no such user", "rejected", "hard"),
        ("rcpt", 550, "5.2.1 disabled", "rejected", "mailbox"),
        ("rcpt", 552, "5.2.2 over quota", "rejected", "mailbox"),
        ("dot", 552, "5.3.4 too big", "rejected", "content"),
        ("dot", 554, "5.6.0 bad MIME", "rejected", "content"),
        ("dot", 554, "no thanks", "rejected", "content"),
        ("dot", 550, "5.7.1 blocked: no such user would want this", "rejected", "policy"),
        ("dot", 550, "5.7.26 unauthenticated", "rejected", "policy"),
        ("rcpt", 550, "5.7.515 access denied", "rejected", "policy"),
        ("rcpt", 550, "5.7.25 no PTR", "rejected", "policy"),
        ("rcpt", 550, "go away", "rejected", "other"),
        ("mail", 550, "5.7.1 sender not allowed", "deferred", ""),
        ("mail", 552, "5.3.4 too big", "rejected", "content"),
        ("data", 503, "no valid recipients", "rejected", "other"),
        ("dot", -1, "gibberish", "uncertain", ""),
        ("dot", 354, "again?", "uncertain", ""),
        ("rcpt", -1, "gibberish", "deferred", ""),
    ],
)
def test_every_answer_has_one_meaning(stage, code, text, kind, cause):
    answer = understood(stage, code, text)
    assert (answer.kind, answer.cause) == (kind, cause)


def test_what_is_kept_of_an_answer_holds_no_words_of_the_server():  # they may hold an address
    assert understood("rcpt", 550, "5.1.1 <ana@example.test> unknown").status == "rcpt 550 5.1.1"
