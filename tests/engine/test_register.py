"""The register of processing names everything there is, written from the code (STANDARDS C4.8)."""

import pytest
from click.testing import CliRunner

from regulars.engine.register import register, tables
from regulars.facts.kinds import KINDS
from regulars.kernel.mail_service import MailService
from regulars.kernel.purposes import PURPOSES, TITLES
from tests.engine.test_shops_own_programs import TOY

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(shop):
    return register(shop)


def test_every_message_way_permission_and_table_is_in_it(shop, written):
    assert all(f"(`{key}`)" in written for key in shop.programs())
    assert all(f"| {feature.title['en']} | " in written for feature in shop.features().values())
    assert all(TITLES[purpose]["en"] in written for purpose in PURPOSES)
    assert len(tables()) > len(KINDS) > 20
    for model in tables():
        assert f"**{model._meta.db_table}**" in written
    assert "`network` (personal)" in written
    assert "**facts_person** (personal, until erased)" in written


def test_what_is_owed_and_what_needs_their_word_are_told_apart(written):
    lines = {
        line.split("`")[1]: line for line in written.splitlines() if line.startswith("| ") and "(`" in line
    }
    assert "owed" in lines["receipt"]
    assert "their consent" in lines["win_back"]
    assert "owed" not in lines["win_back"]


def test_a_program_the_shop_adds_is_in_it(shop):
    (shop.home / "programs").mkdir(exist_ok=True)
    (shop.home / "programs" / "anniversary.py").write_text(TOY)
    assert "| Anniversary (`anniversary`) | Says thank you once a year. | their consent" in register(shop)


def test_who_gets_the_mail_is_named(shop, settings):
    settings.SERVICE = MailService(name="mailgun")
    assert "The mail service **mailgun**" in register(shop)


def test_the_command_writes_it(shop, written):
    from regulars.project.commands.register import command

    done = CliRunner().invoke(command)
    assert done.exit_code == 0
    assert done.output.startswith("# Register of processing activities\n")
