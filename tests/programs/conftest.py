"""Whatever programs exist, by key."""

from regulars.programs.registry import programs


def pytest_generate_tests(metafunc):
    """A test that asks for a `program` is run with each there is."""
    if "program" in metafunc.fixturenames:
        found = programs()
        metafunc.parametrize("program", [loaded.program() for loaded in found.values()], ids=list(found))
