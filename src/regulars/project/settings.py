"""Django's settings, made from the shop's own (`project/config.py`)."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from regulars.kernel.clock import Clock
from regulars.project.config import Config, write_secrets

CLOCK = Clock.system()
CONFIG = Config.read()
if not CONFIG.secrets:
    write_secrets(CONFIG.home, CLOCK)
    CONFIG = Config.read()

REGULARS_HOME = CONFIG.home
STOREFRONTS = CONFIG.storefronts
POLICY = CONFIG.policy
RELAYS = CONFIG.relays
SMTP = RELAYS[0]
SERVICE = CONFIG.service
IN_HAND = (SERVICE if SERVICE.name else SMTP).in_hand
WARM_UP = CONFIG.warm_up
MAILBOX = CONFIG.mailbox
IDENTITY_KEY = CONFIG.secrets["identity"].encode()
LINK_KEYS = [key.encode() for key in CONFIG.secrets["links"]]
API_SECRETS = [CONFIG.secrets["api"].encode()]
SECRET_KEY = CONFIG.secrets["django"]

DEBUG = False
ALLOWED_HOSTS = list(CONFIG.hosts)
ROOT_URLCONF = "regulars.project.urls"
WSGI_APPLICATION = "regulars.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
USE_I18N = False
APPEND_SLASH = False  # a one-click unsubscribe must never be answered by a redirect (RFC 8058)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "regulars.office",  # above allauth, whose templates it dresses
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "regulars.facts",
    "regulars.intake",
    "regulars.delivery",
    "regulars.engine",
    "regulars.pages",
    "regulars.town",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "regulars.office.headers.office_headers",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = REGULARS_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "no-referrer"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "regulars.office.staff.StaffOnly"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
LOGIN_URL = "/office/sign-in"
LOGIN_REDIRECT_URL = "/office/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/office/sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]


def database(url: str) -> dict[str, object]:
    """Django's words for a `postgresql://user:password@host:port/name` URL, or for the file in the data folder."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": REGULARS_HOME / "regulars.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 60,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
            "TEST": {"NAME": REGULARS_HOME / "test.sqlite3"},
        }
    parts = urlsplit(url)
    query = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"server_side_binding": True},
    }


DATABASES = {"default": database(CONFIG.database_url)}
