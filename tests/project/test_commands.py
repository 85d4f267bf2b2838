"""The command line: every command explains itself, and what is missing is said before anything else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from regulars.project.cli import COMMANDS, main, summary

NAMES = sorted(path.stem.strip("_").replace("_", "-") for path in COMMANDS.glob("[a-z]*.py"))


def run(home, *words):
    known = {name: value for name, value in os.environ.items() if not name.startswith("REGULARS_")}
    return subprocess.run([sys.executable, "-m", "regulars.project", *words], capture_output=True, text=True, check=False,
                          env=known | {"REGULARS_HOME": str(home)})  # fmt: skip


def test_help_lists_every_command_with_a_line_of_what_it_does():
    shown = CliRunner().invoke(main, ["--help"])
    assert shown.exit_code == 0
    listed = re.findall(r"^  ([a-z-]+)  +\S", shown.output.partition("Commands:")[2], re.MULTILINE)
    assert listed == NAMES


def test_help_runs_no_command_and_reads_no_settings(tmp_path):
    imported = (
        "import sys; from regulars.project.cli import main; main(['--help'], standalone_mode=False); "
        "sys.exit(', '.join({'django', 'ibis', 'duckdb', 'granian'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", imported], capture_output=True, text=True, check=False,
                          env=os.environ | {"REGULARS_HOME": str(tmp_path / "none")})  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", NAMES)
def test_every_command_explains_itself(name):
    shown = CliRunner().invoke(main, [name, "--help"])
    assert shown.exit_code == 0, shown.output
    told = " ".join(shown.output.split())
    assert told.startswith(f"Usage: main {name}")
    command = main.get_command(click.Context(main), name)
    assert (command.help or "").strip()
    [path] = [path for path in COMMANDS.glob("*.py") if path.stem.strip("_").replace("_", "-") == name]
    line = summary(path)
    assert line.endswith(".")
    assert 10 < len(line) <= 110
    assert "\n" not in line


def test_an_unknown_command_is_told_and_nothing_else():
    shown = CliRunner().invoke(main, ["frobnicate"])
    assert shown.exit_code == 2
    assert "No such command 'frobnicate'" in shown.output


def test_doctor_says_what_an_empty_folder_lacks_and_fails(tmp_path):
    done = run(tmp_path, "doctor")
    assert done.returncode == 1
    *lines, last = done.stdout.splitlines()
    assert last == "Something is missing."
    assert [line for line in lines if line.startswith("✗")] == [
        f"✗ There is no settings file: `regulars setup` makes {tmp_path}/regulars.toml.",
        '✗ Our shop has no sender: write sender = "hello@shop.example" under [shop] in regulars.toml.',
        '✗ Our shop has no postal address: write postal_address = "1 Market Street, 10115 Berlin" under [shop] in regulars.toml.',
        "✗ No mail server is set: put host, port, user and password under [smtp] in regulars.toml.",
        "✗ The database is not up to date: run `regulars setup`.",
    ]
    assert [
        line for line in lines if line.startswith("· Our shop: links in mails lead to http://127.0.0.1:8000.")
    ]


def test_set_up_and_filled_in_nothing_is_missing(tmp_path):
    done = run(tmp_path, "setup")
    assert done.returncode == 0, done.stderr
    settings = tmp_path / "regulars.toml"
    assert run(tmp_path, "doctor").returncode == 1
    settings.write_text(
        '[shop]\nsender = "hello@shop.example"\npostal_address = "1 Market Street"\n[smtp]\nhost = "mail.example"\nuser = "me"\npassword = "x"\n'
    )
    assert run(tmp_path, "setup").returncode == 0
    assert "1 Market Street" in settings.read_text(), "a second setup overwrites nothing"
    done = run(tmp_path, "doctor")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "✓ Nothing that is needed is missing."), (
        done.stdout
    )


BIRTHDAY = """
from dataclasses import dataclass
from regulars.programs.base import Program

@dataclass(frozen=True)
class Birthday(Program):
    title = {"en": "Birthday"}
    topic = "offers"
    nature = "marketing"
    because = {"en": "It is your birthday."}
    words = {"en": "subject: Hello\\n---\\n<mj-section><mj-column><mj-text>%s</mj-text></mj-column></mj-section>"}

    def consider(self, known):
        return known.profile
"""


def test_doctor_reads_the_words_of_a_shops_own_program(tmp_path):
    (tmp_path / "programs").mkdir()
    birthday = tmp_path / "programs" / "birthday.py"
    for said, told in (
        ("<video>x</video>", "· birthday, words in “en”: “<video>” does nothing in Gmail, Outlook for Windows, Outlook, Yahoo, GMX and WEB.DE."),
        ("{% nonsense %}", "✗ birthday, words in “en”: the words are not good Liquid"),
    ):  # fmt: skip
        birthday.write_text(BIRTHDAY.replace("%s", said))
        about = [line for line in run(tmp_path, "doctor").stdout.splitlines() if "words in “en”" in line]
        assert [line.startswith(told) for line in about] == [True], about


@pytest.mark.parametrize(
    "words", [["why", "somebody"], ["rebuild", "--check"], ["digest"], ["erase", "x", "--yes"]]
)
def test_before_setup_a_command_says_what_to_do(tmp_path, words):
    done = run(tmp_path, *words)
    assert done.returncode == 2
    assert re.fullmatch(
        r"regulars: the database cannot be used \(.*\); `regulars doctor` says what to do\n", done.stderr
    ), done.stderr


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_rebuild_checks_every_projection(settings, tmp_path):
    from regulars.facts.kinds import ConsentRecorded
    from regulars.facts.models import MODEL_OF, Standing
    from regulars.facts.record import record
    from regulars.kernel.storefront import Storefront
    from tests.facts.tell import NOON, consent, days, played, suppressed

    settings.STOREFRONTS, settings.POLICY = {"shop": Storefront()}, {}
    settings.REGULARS_HOME, settings.CLOCK = Path(tmp_path), played()
    record(
        [
            consent(1, 1, NOON),
            consent(2, 2, NOON),
            consent(2, 2, NOON, "withdraw", key="w"),
            suppressed(3, NOON),
        ],
        NOON,
    )
    record(
        [
            consent(4, 4, NOON - days(1), "import"),
            suppressed(4, NOON, scope="marketing"),
            suppressed(3, NOON, lifted=True),
        ],
        NOON,
    )

    def check():
        done = CliRunner().invoke(main, ["rebuild", "--check"])
        return done.exit_code, done.output

    assert check() == (0, "Everything is as the facts say.\n")
    Standing.objects.filter(mailbox_id=2, purpose="marketing").update(may=True)
    Standing.objects.filter(mailbox_id=1).delete()
    code, told = check()
    assert code == 1
    assert [line.partition(":")[0] for line in told.splitlines()] == [
        "standing of mailbox 1 for marketing by email",
        "standing of mailbox 2 for marketing by email",
        "2 differences.",
    ]
    done = CliRunner().invoke(main, ["rebuild"])
    assert (done.exit_code, done.output) == (0, "Rebuilt: 5 standings, and the lake.\n")
    assert check() == (0, "Everything is as the facts say.\n")
    MODEL_OF[ConsentRecorded].objects.filter(key="w").update(page="/forged")
    assert check() == (1, "consent record test w is not what was recorded\n1 differences.\n")
