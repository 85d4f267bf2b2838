import pytest


@pytest.fixture
def clock(settings):
    """The office's clock: noon of a Tuesday in March, until it is moved."""
    from tests.office import shelf

    settings.CLOCK = shelf.played()
    settings.STATIC_ROOT = None
    settings.WHITENOISE_USE_FINDERS = True
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    return settings.CLOCK


@pytest.fixture
def desk(client, transactional_db, clock):
    """A browser at which staff are signed in. Plans read committed rows only, so nothing here is rolled back."""
    from tests.office import shelf

    client.force_login(shelf.clerk())
    return client
