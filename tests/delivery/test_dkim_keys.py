"""Keys on disk, and which of them signs (STANDARDS A4.4, A4.5)."""

import os
import re
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from regulars.delivery.dkim import body_hash
from regulars.delivery.dkim_keys import Keys, NotADomain, NotUsable, Selector, Signers, StillNew
from regulars.delivery.dkim_record import quoted, record
from tests.delivery.test_dkim import HEAD, _verifies, dkim, written

MORNING = datetime(2025, 11, 26, 8, 0, tzinfo=UTC)
PAIR = ["r20251126", "e20251126"]
BODY = b"Hello.\r\n"


@pytest.fixture
def keys(tmp_path):
    return Keys(tmp_path, "tee.example")


def states(keys):
    return {one.name: one.state for one in keys.selectors()}


def test_new_keys_are_named_for_the_day_and_do_not_sign(keys, tmp_path):
    assert keys.make(MORNING) == [
        Selector("r20251126", "rsa", "new", MORNING),
        Selector("e20251126", "ed25519", "new", MORNING),
    ]
    assert [key.algorithm for key in keys.keys("new")] == ["rsa", "ed25519"]
    assert keys.keys("new")[0].private.key_size == 2048
    assert Signers(tmp_path).of("tee.example") is None


def test_more_new_keys_wait_until_the_last_ones_are_used(keys):
    keys.make(MORNING)
    with pytest.raises(StillNew, match=r"r20251126 and e20251126 of tee\.example are new"):
        keys.make(MORNING)
    keys.use(set(PAIR), MORNING)
    assert [one.name for one in keys.make(MORNING)] == ["r20251126b", "e20251126b"]


def test_a_new_key_that_is_lost_does_not_keep_others_from_being_made(keys):
    keys.make(MORNING)
    (keys.folder / "r20251126.pem").unlink()
    with pytest.raises(StillNew, match=r"^e20251126 of"):
        keys.make(MORNING)
    keys.use({"e20251126"}, MORNING)
    assert [one.name for one in keys.make(MORNING)] == ["r20251126b", "e20251126b"]
    assert states(keys) == {"e20251126": "signing", "r20251126b": "new", "e20251126b": "new"}


def test_only_the_owner_reads_a_key(keys):
    umask = os.umask(0)
    try:
        keys.make(MORNING)
    finally:
        os.umask(umask)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (keys.folder, *keys.folder.glob("*.pem"))}
    assert modes == {"tee.example": 0o700, "r20251126.pem": 0o600, "e20251126.pem": 0o600}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644])
def test_a_key_others_can_touch_is_refused(keys, tmp_path, mode):
    keys.make(MORNING)
    path = keys.folder / "e20251126.pem"
    path.chmod(mode)
    with pytest.raises(NotUsable) as refused:
        keys.use(set(PAIR), MORNING)
    assert str(refused.value) == f"{path} can be read by others on this machine: chmod 600 {path}"
    assert states(keys) == dict.fromkeys(PAIR, "new")
    path.chmod(0o600)
    keys.use(set(PAIR), MORNING)
    path.chmod(mode)
    with pytest.raises(NotUsable):
        Signers(tmp_path).of("tee.example")


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_broken_key_is_told_and_does_not_keep_new_ones_from_signing(keys, content):
    keys.make(MORNING)
    keys.use(set(PAIR), MORNING)
    (keys.folder / "r20251126.pem").write_bytes(content)
    with pytest.raises(NotUsable, match=r"r20251126\.pem cannot be read as a private key"):
        keys.keys("signing")
    keys.use({one.name for one in keys.make(MORNING)}, MORNING)
    assert [key.selector for key in keys.keys("signing")] == ["r20251126b", "e20251126b"]


@pytest.mark.parametrize("content", ["", "[{}]", "{", '[{"name": "r1", "since": "yesterday"}]', "7"])
def test_without_its_list_no_key_is_used(keys, tmp_path, content):
    keys.make(MORNING)
    keys.use(set(PAIR), MORNING)
    keys.states.write_text(content)
    with pytest.raises(NotUsable, match=r"selectors\.json cannot be read, so no key of tee\.example is used"):
        Signers(tmp_path).of("tee.example")


def test_one_algorithm_can_change_without_the_other(keys):
    keys.make(MORNING)
    keys.use(set(PAIR), MORNING)
    keys.make(MORNING)
    retired = keys.use({"e20251126b"}, MORNING + timedelta(days=1))
    assert retired == [Selector("e20251126", "ed25519", "retired", MORNING + timedelta(days=1))]
    assert states(keys) == {
        "r20251126": "signing",
        "e20251126": "retired",
        "r20251126b": "new",
        "e20251126b": "signing",
    }


def test_a_retired_key_is_kept_until_no_mail_can_still_be_on_its_way(keys):
    keys.make(MORNING)
    keys.use(set(PAIR), MORNING)
    keys.make(MORNING)
    keys.use({"r20251126b", "e20251126b"}, MORNING)
    assert keys.remove(MORNING + timedelta(days=12, seconds=-1)) == []
    assert [one.name for one in keys.remove(MORNING + timedelta(days=12))] == PAIR
    assert states(keys) == {"r20251126b": "signing", "e20251126b": "signing"}
    assert {path.stem for path in keys.folder.glob("*.pem")} == {"r20251126b", "e20251126b"}


def test_every_mail_of_a_run_verifies_though_keys_change_during_it(keys, tmp_path):
    """A4.4: DNS loses a retired record twelve days later; mails are verified as late as a queue may deliver them, five days on."""
    signers, dns, sent = Signers(tmp_path), {}, []
    for hour in range(0, 24 * 60, 12):
        now = MORNING + timedelta(hours=hour)
        if hour % (24 * 20) == 0:
            for one in keys.make(now):
                dns[f"{one.name}._domainkey.tee.example.".encode()] = record(keys.key(one.name)).encode()
            keys.use({one.name for one in keys.selectors() if one.state == "new"}, now)
        for one in keys.remove(now):
            del dns[f"{one.name}._domainkey.tee.example.".encode()]
        sent.append(
            (
                now,
                signers.of("tee.example").sign(HEAD, body_hash(BODY), int(now.timestamp()))
                + written(HEAD, BODY),
            )
        )
        arriving = [mail for at, mail in sent if at == now or at == now - timedelta(days=5)]
        assert all(_verifies(dkim.DKIM(mail), number, dns) for mail in arriving for number in (0, 1))
    selectors = {name for _, mail in sent for name in re.findall(rb"s=(\w+);", mail)}
    assert selectors == {
        f"{letter}{day}".encode() for letter in "re" for day in (20251126, 20251216, 20260105)
    }
    assert len(dns) == 2


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("Tee.Example", "tee.example"),
        ("tee.example.", "tee.example"),
        (" bücher.example", "xn--bcher-kva.example"),
    ],
)
def test_a_domain_has_one_spelling(tmp_path, domain, name):
    assert Keys(tmp_path, domain).domain == name


@pytest.mark.parametrize(
    "domain", ["", "tee", "../../etc", "tee/example.test", "a..b", "-a.example", f"{'a' * 64}.example"]
)
def test_what_is_no_domain_is_refused(tmp_path, domain):
    with pytest.raises(NotADomain):
        Keys(tmp_path, domain)


def test_a_record_is_cut_into_strings_dns_can_hold(keys):
    keys.make(MORNING)
    long, short = map(record, keys.keys("new"))
    assert re.fullmatch(r"v=DKIM1; k=ed25519; p=[\w+/]{43}=", short)
    assert quoted(short) == f'"{short}"'
    parts = re.findall(r'"([^"]*)"', quoted(long))
    assert [len(part) for part in parts] == [255, len(long) - 255]
    assert "".join(parts) == long
    assert long.startswith("v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A")


def test_nothing_but_its_file_holds_a_private_key(keys):
    keys.make(MORNING)
    keys.use(set(PAIR), MORNING)
    secrets = [
        key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).splitlines()[1]
        for key in keys.keys("signing")
    ]
    files = [path for path in keys.folder.parent.rglob("*") if path.is_file()]
    holding = {path.name for path in files for secret in secrets if secret in path.read_bytes()}
    assert holding == {"r20251126.pem", "e20251126.pem"}
