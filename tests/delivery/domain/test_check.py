"""What is said of a domain: everything A1.1 wants, each missing in turn, over real DNS questions (STANDARDS A1.1, A1.5, A1.7)."""

from datetime import UTC, datetime, timedelta

import pytest

from regulars.delivery.dkim_keys import ALGORITHMS, Keys
from regulars.delivery.dkim_record import quoted, record
from regulars.delivery.domain.check import findings, may_send
from regulars.delivery.domain.dns import Dns
from regulars.delivery.domain.finding import Asked, Relay
from regulars.delivery.domain.spf import spf
from tests.delivery.domain.relay import RelayServer
from tests.delivery.test_dkim import KEYS

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
SPF = "v=spf1 ip4:192.0.2.0/28 include:service.example -all"
DMARC = "v=DMARC1; p=reject; rua=mailto:dmarc@tee.example"
PTR = ("25.2.0.192.in-addr.arpa", "PTR")
HINT = "See that somebody reads postmaster@tee.example and abuse@tee.example: receivers write there when something is wrong."
OUTSIDE = "192.0.2.25"


@pytest.fixture
def keys(tmp_path, monkeypatch):
    """A pair that signs. All RSA keys are one: making each anew takes longer than the rest of a test."""
    monkeypatch.setitem(ALGORITHMS, "rsa", lambda: KEYS[0].private)
    made = Keys(tmp_path, "tee.example")
    made.make(NOW - timedelta(days=30))
    made.use({one.name for one in made.selectors()}, NOW - timedelta(days=29))
    return made


@pytest.fixture
def ready(keys):
    """The zone of a domain that is as it should be."""
    zone = {
        ("tee.example", "TXT"): [f'"{SPF}"', '"site-verification=abc"'],
        ("service.example", "TXT"): ['"v=spf1 ip4:198.51.100.0/24 ip4:192.0.2.25 ~all"'],
        ("_dmarc.tee.example", "TXT"): [f'"{DMARC}"'],
        ("tee.example", "MX"): ["10 mail.tee.example."],
        ("mail.tee.example", "A"): [OUTSIDE],
        PTR: ["mail.tee.example."],
    }
    return zone | {
        (f"{key.selector}._domainkey.tee.example", "TXT"): [quoted(record(key))]
        for key in keys.keys("signing")
    }


@pytest.fixture
def examined(serve, tmp_path):
    """What is found in a zone, by weight; only what `about` says where it is given."""
    with RelayServer() as relay:

        def found(zone, *, addresses=(OUTSIDE,), host="127.0.0.1", domain="tee.example", **ways):
            return list(
                findings(
                    Asked(
                        domain,
                        tmp_path,
                        Dns("127.0.0.1", serve(zone, **ways).port),
                        Relay(host, relay.port, "none"),
                        NOW,
                        addresses,
                    )
                )
            )

        yield found
        relay.shutdown()


def bad(found):
    """What speaks against bulk mail, and the records to put into DNS."""
    assert may_send(found) == (not [one for one in found if one.weight == "wrong"])
    return [(one.says, *one.records) for one in found if one.weight == "wrong"]


def advised(found):
    return [(one.says, *one.records) for one in found if one.weight == "advice" and one.says != HINT]


def test_a_domain_that_is_as_it_should_be(examined, ready):
    assert [(one.weight, one.says) for one in examined(ready)] == [
        ("good", "SPF: tee.example has one record that receivers can use (1 of 10 lookups)."),
        ("good", "DKIM: r20261027 signs, and its record is right."),
        ("good", "DKIM: e20261027 signs, and its record is right."),
        ("good", "DMARC: the record at _dmarc.tee.example covers tee.example with the policy reject."),
        ("good", "MX: mail to tee.example goes to mail.tee.example."),
        ("advice", HINT),
        ("good", "PTR: 192.0.2.25 is called mail.tee.example, which leads back to it."),
        ("good", "TLS: 127.0.0.1 is this machine and needs none."),
    ]


def test_without_dns_one_sentence_says_so(examined, ready):
    [only] = examined(ready, rcode=2)
    assert (only.weight, only.says) == (
        "wrong",
        ("DNS cannot be asked: the name servers failed when asked for tee.example. Nothing is known about tee.example; "
        "try again once this machine has a network."),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("txt", "says", "records"),
    [
        (
            [],
            (
                "tee.example has no SPF record, so nobody can tell which servers may send its mail. Put this into DNS, or what your mail service "
                "tells you to:"
            ),
            ['tee.example. TXT "v=spf1 ip4:192.0.2.25 ~all"'],
        ),
        (
            ["v=spf1 ip4:192.0.2.25 -all", "v=spf1 include:service.example redirect=other.example ?all"],
            "tee.example has 2 SPF records, and receivers then heed none. Put one in their place:",
            ['tee.example. TXT "v=spf1 include:service.example ip4:192.0.2.25 include:other.example ~all"'],
        ),
        (
            ["v=spf1 ip4:192.0.2.25 +all"],
            "The SPF record of tee.example lets everybody send in its name (+all). Put in its place:",
            ['tee.example. TXT "v=spf1 ip4:192.0.2.25 ~all"'],
        ),
        (
            ["v=spf1 ip4:198.51.100.1 -all"],
            "The SPF record of tee.example does not name 192.0.2.25, from which your mail leaves. Put in its place:",
            ['tee.example. TXT "v=spf1 ip4:192.0.2.25 ip4:198.51.100.1 -all"'],
        ),
        (
            ["v=spf1 ip4:192.0.2.25 ip5:x -all"],
            "The SPF record of tee.example cannot be used: “ip5:x” is nothing SPF knows.",
            [],
        ),
        (
            ["v=spf1 ip4:192.0.2.25 ip4:192.0.2.300 -all"],
            "The SPF record of tee.example cannot be used: “ip4:192.0.2.300” names no address.",
            [],
        ),
        (
            ["v=spf1 ip4:192.0.2.25 include:mail.tee.example -all"],
            "The SPF record of tee.example cannot be used: “include:mail.tee.example” leads to no SPF records instead of one.",
            [],
        ),
        (
            ["v=spf1 ip4:192.0.2.25 a:x.example a:y.example mx:z.example -all"],
            (
                "The SPF record of tee.example leads to 3 names that do not exist, and after 2 receivers give up. Take out: x.example, "
                "y.example, z.example."
            ),
            [],
        ),
    ],
)
def test_spf_that_receivers_cannot_use(examined, ready, txt, says, records):
    zone = ready | {("tee.example", "TXT"): [quoted(text) for text in txt]}
    assert bad(examined(zone)) == [(says, *records)]


@pytest.mark.parametrize(("services", "lookups"), [(5, 10), (6, 12), (40, 30)])
def test_spf_that_looks_up_too_much(examined, ready, services, lookups):
    """Each service includes another one: two lookups."""
    record = " ".join(["v=spf1 ip4:192.0.2.25", *(f"include:s{n}.example" for n in range(services)), "-all"])
    zone = ready | {
        ("tee.example", "TXT"): [quoted(record)],
        ("inner.example", "TXT"): ['"v=spf1 ip4:203.0.113.1 -all"'],
    }
    zone |= {(f"s{n}.example", "TXT"): ['"v=spf1 include:inner.example -all"'] for n in range(services)}
    found = bad(examined(zone))
    if lookups <= 10:
        assert found == []
        return
    assert found == [
        (
            (
                f"The SPF record of tee.example makes receivers look up {lookups} names or more, and after 10 they give up: include:s0.example takes 2, "
                "include:s1.example takes 2, include:s2.example takes 2, include:s3.example takes 2. Take out services that no longer send for you, "
                "or name their addresses (ip4:, ip6:) instead."
            ),
        )
    ]


def test_spf_that_includes_itself_comes_to_an_end(examined, ready):
    found = bad(
        examined(ready | {("tee.example", "TXT"): ['"v=spf1 ip4:192.0.2.25 include:tee.example -all"']})
    )
    assert [says.partition(" and after")[0] for says, *_ in found] == [
        "The SPF record of tee.example makes receivers look up 30 names or more,"
    ]


@pytest.mark.parametrize(
    "text", ["v=spf1 a:mail.tee.example -all", "v=spf1 mx -all", "v=spf1 mx/28 ~all", "v=spf1 redirect=service.example", "V=SPF1 +A:mail.tee.example/30//64 -ALL",
            "v=spf1 exists:%{i}.list.example ip4:192.0.2.25 exp=why.example -all"],
)  # fmt: skip
def test_spf_that_names_the_address_in_some_way(examined, ready, text):
    found = examined(ready | {("tee.example", "TXT"): [quoted(text)]})
    assert (bad(found), advised(found)) == ([], [])


def test_spf_names_all_that_is_left_out_in_one_record(examined, ready):
    found = examined(ready | {("tee.example", "TXT"): ['"v=spf1 -all"']}, addresses=(OUTSIDE, "2001:db8::25"))
    says = "The SPF record of tee.example does not name 192.0.2.25 and 2001:db8::25, from which your mail leaves. Put in its place:"
    assert (says, 'tee.example. TXT "v=spf1 ip4:192.0.2.25 ip6:2001:db8::25 -all"') in bad(found)


def test_spf_names_somebody_elses_server_by_its_name_and_only_as_a_hint(serve, ready, tmp_path):
    """Nobody listens there: what TLS has to say is another test's."""
    zone = ready | {
        ("tee.example", "TXT"): ['"v=spf1 -all"'],
        ("smtp.service.example", "A"): ["198.51.100.7"],
    }

    def spoken(zone):
        asked = Asked(
            "tee.example", tmp_path, Dns("127.0.0.1", serve(zone).port), Relay("smtp.service.example"), NOW
        )
        return [(one.weight, one.says, *one.records) for one in spf(asked)]

    says = "The SPF record of tee.example does not name 198.51.100.7. If your mail leaves from there, put in its place:"
    assert spoken(zone)[0] == ("advice", says, 'tee.example. TXT "v=spf1 a:smtp.service.example -all"')
    [(weight, _, put)] = spoken(zone | {("tee.example", "TXT"): []})
    assert (weight, put) == ("wrong", 'tee.example. TXT "v=spf1 a:smtp.service.example ~all"')


def test_where_a_service_sends_only_what_concerns_our_domain_is_looked_at(serve, ready, tmp_path):
    zone = ready | {("tee.example", "TXT"): []}
    through = Relay("", service="postmark")
    found = list(findings(Asked("tee.example", tmp_path, Dns("127.0.0.1", serve(zone).port), through, NOW)))
    assert found[0].says == (
        "Mail leaves through postmark, who signs it and sends it from their addresses: put into DNS what postmark shows for tee.example."
    )
    assert may_send(found)
    assert not any("SPF" in one.says or "mail server" in one.says for one in found)


@pytest.mark.parametrize("end", ["", " ?all"])
def test_spf_without_a_last_word_is_a_hint(examined, ready, end):
    found = examined(ready | {("tee.example", "TXT"): [quoted(f"v=spf1 ip4:192.0.2.25{end}")]})
    says = "The SPF record of tee.example says nothing about servers it does not name. Let it end in ~all:"
    assert (bad(found), advised(found)) == ([], [(says, 'tee.example. TXT "v=spf1 ip4:192.0.2.25 ~all"')])


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda text: None, "has no DKIM record."),
        (
            lambda text: "v=DKIM1; k=rsa; p=",
            "says p= with nothing behind it, which means that the key was withdrawn.",
        ),
        (
            lambda text: text.replace("MIIB", "MIIC"),
            "says p= of another key than the one Regulars signs with.",
        ),
        (lambda text: f"{text}; t=y", "says t=y, so receivers may treat mails as if they were not signed."),
    ],
)
def test_dkim_that_receivers_cannot_verify(examined, ready, keys, change, problem):
    text, where = record(keys.key("r20261027")), "r20261027._domainkey.tee.example"
    changed = change(text)
    zone = ready | {(where, "TXT"): [quoted(changed)] if changed else []}
    assert bad(examined(zone)) == [(f"{where} {problem} Put into DNS:", f"{where}. TXT {quoted(text)}")]


def test_dkim_at_the_wrong_selector(examined, ready):
    elsewhere = ready.pop(("r20261027._domainkey.tee.example", "TXT"))
    [(says, _)] = bad(examined(ready | {("mail._domainkey.tee.example", "TXT"): elsewhere}))
    assert says == "r20261027._domainkey.tee.example has no DKIM record. Put into DNS:"


def test_dkim_by_ed25519_alone_missing_is_a_hint(examined, ready):
    del ready["e20261027._domainkey.tee.example", "TXT"]
    found = examined(ready)
    assert (bad(found), len(advised(found))) == ([], 1)


def test_dkim_without_keys_or_with_new_ones_only(examined, ready, keys, tmp_path):
    other = Keys(tmp_path, "kanne.example")
    spoken = [says for says, *_ in bad(examined(ready, domain="kanne.example")) if "DKIM" in says]
    assert spoken == [
        "Mails from kanne.example are not signed (DKIM). `regulars dkim new kanne.example` makes keys and prints what to put into DNS."
    ]
    other.make(NOW)
    found = examined(ready, domain="kanne.example")
    assert [says for says, *_ in bad(found) if "DKIM" in says] == [
        ("Mails from kanne.example are not signed (DKIM). There are keys for it: once their records are in DNS, "
        "`regulars dkim use kanne.example` lets them sign.")
    ]  # fmt: skip
    waiting = [records for says, *records in advised(found) if "The key waits for it" in says]
    assert waiting == [
        [f"{key.selector}._domainkey.kanne.example. TXT {quoted(record(key))}"] for key in other.keys("new")
    ]


def test_dkim_of_a_retired_key_stays_in_dns_for_twelve_days(examined, ready, keys):
    keys.make(NOW - timedelta(days=11))
    keys.use({one.name for one in keys.selectors() if one.state == "new"}, NOW - timedelta(days=11))
    zone = {place: text for place, text in ready.items() if "20261027" not in place[0]}
    zone |= {
        (f"{key.selector}._domainkey.tee.example", "TXT"): [quoted(record(key))]
        for key in keys.keys("signing")
    }
    found = examined(zone)
    assert bad(found) == []
    assert [says.partition(" It signed")[0] for says, *_ in advised(found)] == [
        "r20261027._domainkey.tee.example has no DKIM record.",
        "e20261027._domainkey.tee.example has no DKIM record.",
    ]


def test_dkim_keys_that_others_can_read(examined, ready, keys):
    path = keys.folder / "r20261027.pem"
    path.chmod(0o644)
    assert bad(examined(ready)) == [(f"{path} can be read by others on this machine: chmod 600 {path}.",)]


@pytest.mark.parametrize(
    ("records", "says", "put"),
    [
        (
            [],
            (
                "tee.example has no DMARC record, and the large mailbox providers refuse bulk mail without one. Put this into DNS, with an address "
                "you read:"
            ),
            "v=DMARC1; p=none; rua=mailto:dmarc@tee.example",
        ),
        (
            ["p=none; v=DMARC1; rua=mailto:a@tee.example", "v=spf1 -all"],
            (
                "tee.example has no DMARC record, and the large mailbox providers refuse bulk mail without one. Put this into DNS, with an address "
                "you read:"
            ),
            "v=DMARC1; p=none; rua=mailto:dmarc@tee.example",
        ),
        (
            [DMARC, "v=DMARC1; p=none"],
            "tee.example has 2 DMARC records, and receivers then heed none. Keep one, such as:",
            "v=DMARC1; p=none",
        ),
        (
            ["v=DMARC1; p=quarantine; pct=100"],
            "The DMARC record at _dmarc.tee.example has no rua=, so nobody reports to you. Put in its place:",
            "v=DMARC1; p=quarantine; rua=mailto:dmarc@tee.example",
        ),
    ],
)
def test_dmarc_that_is_missing_something(examined, ready, records, says, put):
    found = examined(ready | {("_dmarc.tee.example", "TXT"): [quoted(text) for text in records]})
    assert bad(found) == [(says, f'_dmarc.tee.example. TXT "{put}"')]


def test_dmarc_tags_that_rfc_9989_took_out_and_its_test_mode_are_hints(examined, ready):
    text = "v=DMARC1; p=reject; pct=50; ri=86400; t=y; rua=mailto:dmarc@tee.example"
    found = examined(ready | {("_dmarc.tee.example", "TXT"): [quoted(text)]})
    assert bad(found) == []
    where = "The DMARC record at _dmarc.tee.example"
    assert advised(found) == [
        (
            f"{where} has pct= and ri=, which RFC 9989 took out; nobody heeds it. Put in its place:",
            '_dmarc.tee.example. TXT "v=DMARC1; p=reject; t=y; rua=mailto:dmarc@tee.example"',
        ),
        (
            f"{where} says t=y: receivers do one step less than the policy says. When you are sure, take t=y out.",
        ),
    ]


def test_dmarc_that_lacks_several_things_is_mended_by_one_record(examined, ready):
    found = examined(ready | {("_dmarc.tee.example", "TXT"): [quoted("v=DMARC1; p=nonsense; pct=50")]})
    put = {record for one in found for record in one.records}
    assert put == {'_dmarc.tee.example. TXT "v=DMARC1; p=none; rua=mailto:dmarc@tee.example"'}
    assert (len(bad(found)), len(advised(found))) == (2, 1)


def test_dmarc_of_the_domain_above_covers_one_below(examined, ready, keys):
    found = examined({("news.tee.example", "A"): [OUTSIDE], **ready}, domain="news.tee.example")
    assert [one.says for one in found if "DMARC" in one.says] == [
        "DMARC: the record at _dmarc.tee.example covers news.tee.example with the policy reject."
    ]


def test_dmarc_reports_to_somebody_else_need_their_word(examined, ready):
    zone = ready | {
        ("_dmarc.tee.example", "TXT"): [
            quoted("v=DMARC1; p=reject; rua=mailto:x@reports.example!10m, mailto:y@mail.tee.example")
        ]
    }
    says = "DMARC reports are to go to reports.example, which does not say that it wants them. There has to be in DNS:"
    assert advised(examined(zone)) == [(says, 'tee.example._report._dmarc.reports.example. TXT "v=DMARC1"')]
    zone["tee.example._report._dmarc.reports.example", "TXT"] = ['"v=DMARC1;"']
    assert advised(examined(zone)) == []


@pytest.mark.parametrize(
    ("mx", "says"),
    [
        (
            ["0 ."],
            "tee.example says that it takes no mail (null MX), and many receivers refuse mail from such a domain.",
        ),
        ([], "Mail to tee.example arrives nowhere: it has no MX."),
        (
            ["10 gone.tee.example."],
            "Mail to tee.example arrives nowhere: gone.tee.example has no address in DNS.",
        ),
    ],
)
def test_mail_to_the_domain_has_to_arrive(examined, ready, mx, says):
    [(said, *records)] = bad(examined(ready | {("tee.example", "MX"): mx}))
    assert said.startswith(says)
    assert records == ([] if "gone" in says else ["tee.example. MX 10 mail.tee.example."])


@pytest.mark.parametrize(
    ("names", "says", "records"),
    [
        (
            [],
            (
                "192.0.2.25 has no name (PTR), and many receivers refuse mail from such an address. Whoever rents you the address can set it, for "
                "example to mail.tee.example."
            ),
            [],
        ),
        (
            ["host25.rented.example."],
            "192.0.2.25 is called host25.rented.example, but that name does not lead back to it. Put into DNS:",
            ["host25.rented.example. A 192.0.2.25"],
        ),
    ],
)
def test_an_address_needs_a_name_that_leads_back(examined, ready, names, says, records):
    zone = ready | {PTR: names}
    assert bad(examined(zone)) == [(says, *records)]


def test_an_address_nobody_named_is_not_guessed(examined, ready):
    found = examined(ready, addresses=())
    says = "Which address mail leaves from cannot be seen from here. Name it with --address, and its reverse DNS and SPF are checked."
    assert (bad(found), advised(found)) == ([], [(says,)])
