"""Whatever is wrong in the settings is told in one sentence that says where and what would be right."""

import os
import subprocess
import sys
from datetime import date

import pytest

from regulars.kernel.clock import Clock
from regulars.project.config import Config, NotConfigured, write_secrets

WRONG = {
    "[shopp]\nname = 'x'": "regulars.toml does not know “shopp”; it knows the sections [shop], [storefront]",
    "name = 'x'": "regulars.toml does not know “name”",
    "shop = 'x'": "“shop” is a section; write [shop] on a line of its own",
    "[storefront]\nkey = 'x'": "“storefront” is a section; write [[storefront]] on a line of its own",
    "[shop]\nnmae = 'x'": "regulars.toml [shop] does not know “nmae”; it knows key, name, sender",
    "[shop]\nname = 5": "regulars.toml [shop]: name = 5 is not text in quotes",
    "[shop]\nname = x": "regulars.toml cannot be read: Invalid value (at line 2, column 8)",
    "[shop]\nzone = 'Mars/Base'": "zone = “Mars/Base” is not a time zone, such as Europe/Berlin",
    "[shop]\nzone = 'Europe'": "zone = “Europe” is not a time zone",
    "[shop]\nzone = '../../etc/passwd'": "is not a time zone",
    "[shop]\ncurrency = 'EURO'": "currency = “EURO” is not a currency of ISO 4217 in capitals, such as EUR",
    "[shop]\ncurrency = 'eur'": "is not a currency of ISO 4217 in capitals",
    "[shop]\nlanguage = 'fr'": "language = “fr” is not a language Regulars speaks: en, de",
    "[shop]\nletter_cost = 'dear'\npostal_address = 'Here'": "letter_cost = “dear” is not an amount of money, such as 1.10",
    "[shop]\nletter_cost = '-1'\npostal_address = 'Here'": "letter_cost = “-1” is not an amount of money",
    "[shop]\nletter_cost = '1.10'": "a letter needs the sender's postal_address",
    "[shop]\nbounces = 'twenty-two-letters-now@shop.example'": "with at most 21 letters before the @",
    "[mailbox]\nsecurity = 'ssl'": "[mailbox]: security = “ssl” is not starttls, tls or none",
    "[mailbox]\nport = 0": "[mailbox]: port = 0 is not between 1 and 65535",
    "[mailbox]\nlargest_megabytes = 0": "[mailbox]: largest_megabytes = 0 is not between 1 and 1000",
    "[mailbox]\nhots = 'x'": "[mailbox] does not know “hots”; it knows host, port, user, password, folder, security",
    "[shop]\nsender = 'hello'": "sender = “hello” is not an e-mail address, such as hello@shop.example",
    "[shop]\ncountry = 'Germany'": "country = “Germany” is not a country of two capitals, such as DE",
    "[shop]\nurl = 'shop.example'": "url = “shop.example” is not an address that begins with https:// or http://",
    "[shop]\nurl = 'https://shop.example/?a=<b>'": "url = “https://shop.example/?a=<b>” is not an address that begins with https:// or http://, without ?",
    "[[storefront]]\nkey = 'shop'": "regulars.toml [[storefront]]: there are two storefronts with the key “shop”",
    "[smtp]\nport = 'many'": "regulars.toml [smtp]: port = 'many' is not a whole number",
    "[smtp]\nport = 70000": "port = 70000 is not between 1 and 65535",
    '[[smtp]]\nhost = "one.example"\n[[smtp]]\nport = 25': "regulars.toml [[smtp]]: one of the 2 mail servers has no host",
    "smtp = ['one.example']": "regulars.toml: “smtp” is a list of sections; write [[smtp]] on a line of its own before each",
    "[warm_up]\nsince = 'Monday'": "regulars.toml [warm_up]: since = “Monday” is not a day such as 2026-11-30",
    "[warm_up]\nsince = 7": "regulars.toml [warm_up]: since is not text in quotes",
    "[warm_up]\nfrom = '2026-11-30'": "regulars.toml [warm_up] does not know “from”; it knows since",
    "smtp = 'one.example'": "regulars.toml: “smtp” is a section; write [smtp] on a line of its own",
    "[smtp]\nin_hand = 0": "regulars.toml [smtp]: in_hand = 0 is not between 1 and 1000",
    "[smtp]\nconnections = 5000": "connections = 5000 is not between 1 and 1000",
    "[smtp]\nsecurity = 'ssl'": "security = “ssl” is not starttls, tls or none",
    "[service]\nkey = 'x'": "[service] has no name; it may be brevo, mailgun, postmark, resend, sendgrid, ses",
    "[service]\nname = 'pigeon'": "[service]: name = “pigeon” is none of brevo, mailgun, postmark, resend, sendgrid, ses",
    "[service]\nname = 'ses'\nconnections = 0": "regulars.toml [service]: connections = 0 is not between 1 and 1000",
    "[service]\nname = 'ses'\nendpoint = 'http://ses.example'": "is not an address that begins with https://",
    "[service]\nnmae = 'ses'": "[service] does not know “nmae”; it knows name, key, user, secret, topic, domain, region, stream",
    "[database]\nurl = 'mysql://x/y'": "url is not postgresql://user:password@host:port/name; leave it out for SQLite",
    "[database]\nurl = 5": "regulars.toml [database]: url is not text in quotes",
    "[database]\nname = 'x'": "regulars.toml [database] does not know “name”; it knows url",
    "[policy]\nat_mots = 3": "[policy] does not know “at_mots”; it knows at_most, window_days",
    "[policy]\nat_most = 'few'": "[policy] cannot be used",
    "[policy]\nat_most = [1]": "regulars.toml: ",
    "[policy]\nquiet_from = '25:00'": "[policy] cannot be used",
    "[web]\nhosts = 'shop.example'": "regulars.toml [web]: hosts is not a list",
}


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("REGULARS_HOME", str(tmp_path))
    for name in [name for name in os.environ if name.startswith("REGULARS_") and name != "REGULARS_HOME"]:
        monkeypatch.delenv(name)
    return tmp_path


def message(wrong):
    with pytest.raises(NotConfigured) as told:
        Config.read()
    assert "\n" not in str(told.value)
    return str(told.value)


@pytest.mark.parametrize("text", WRONG)
def test_each_mistake_has_its_sentence(home, text):
    (home / "regulars.toml").write_text(text, encoding="utf-8")
    assert WRONG[text] in message(text)


def test_without_a_file_there_is_a_shop_with_defaults(home):
    config = Config.read()
    assert list(config.storefronts) == ["shop"]
    assert (config.relays[0].host, config.database_url, config.policy) == ("", "", {})


def test_a_whole_file_is_read(home):
    (home / "regulars.toml").write_text(
        '[shop]\nname = "Tee"\nsender = "hallo@tee.example"\ncurrency = "JPY"\nzone = "Asia/Tokyo"\nlanguage = "de"\ncountry = "JP"\n'
        'url = "https://tee.example/mail"\n[[storefront]]\nkey = "outlet"\n[smtp]\nhost = "mail.example"\nport = 25\nsecurity = "tls"\n'
        '[database]\nurl = "postgresql://me@127.0.0.1/shop"\n[policy]\nat_most = 2\nquiet_from = "21:00"\n[web]\nhosts = ["tee.example"]\n'
    )
    config = Config.read()
    assert {key: store.zone for key, store in config.storefronts.items()} == {
        "shop": "Asia/Tokyo",
        "outlet": "UTC",
    }
    assert (config.relays[0].port, config.policy["at_most"], config.hosts) == (25, 2, ("tee.example",))


@pytest.mark.parametrize(
    ("said", "since"),
    [("", None), ("since = 2026-11-30", date(2026, 11, 30)), ('since = "2026-11-30"', date(2026, 11, 30))],
)
def test_a_new_sender_says_since_when(home, said, since):
    (home / "regulars.toml").write_text(f"[warm_up]\n{said}\n")
    assert Config.read().warm_up == since


def test_the_environment_overrides_the_file(home, monkeypatch):
    (home / "regulars.toml").write_text('[smtp]\nhost = "mail.example"\nport = 25\n')
    monkeypatch.setenv("REGULARS_SMTP_PORT", "2525")
    monkeypatch.setenv("REGULARS_SMTP_PASSWORD", "s3cret")
    [smtp] = Config.read().relays
    assert (smtp.host, smtp.port, smtp.password) == ("mail.example", 2525, "s3cret")
    assert "s3cret" not in repr(Config.read())
    monkeypatch.setenv("REGULARS_SMTP_PORT", "x")
    assert "port = 'x' is not a whole number" in message(None)


def test_several_mail_servers_are_named_one_after_the_other(home, monkeypatch):
    (home / "regulars.toml").write_text(
        '[[smtp]]\nhost = "one.example"\n[[smtp]]\nhost = "two.example"\nport = 25\n'
    )
    monkeypatch.setenv("REGULARS_SMTP_PASSWORD", "s3cret")
    first, second = Config.read().relays
    assert (first.host, first.password, second.host, second.port, second.password) == (
        "one.example",
        "s3cret",
        "two.example",
        25,
        "",
    )


def test_the_shops_keys_are_made_once_for_its_eyes_only(home):
    write_secrets(home, Clock.system())
    first = Config.read().secrets
    write_secrets(home, Clock.system())
    assert Config.read().secrets == first
    assert sorted(first) == ["api", "django", "identity", "links"]
    assert (home / "secrets.toml").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in home.iterdir()] == ["secrets.toml"]


def test_a_missing_key_is_not_made_anew_because_hashes_rest_on_it(home):
    (home / "secrets.toml").write_text('django = "x"\napi = "x"\nlinks = ["x"]\n')
    assert "secrets.toml has no key “identity”; take it from a backup" in message(None)


@pytest.mark.parametrize("command", ["doctor", "setup", "why"])
def test_a_command_says_the_sentence_and_stops(home, command):
    (home / "regulars.toml").write_text("[shop]\nzone = 'Mars'\n")
    done = subprocess.run([sys.executable, "-m", "regulars.project", command], capture_output=True, text=True, check=False,
                          env=os.environ | {"REGULARS_HOME": str(home)})  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr
        == "regulars: regulars.toml [shop]: zone = “Mars” is not a time zone, such as Europe/Berlin\n"
    )


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    done = subprocess.run([sys.executable, "-m", "regulars.project", "doctor"], capture_output=True, text=True, check=False,
                          env=os.environ | {"REGULARS_HOME": str(tmp_path / "file" / "home")})  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("regulars: ")
    assert done.stderr.count("\n") == 1
