"""What the hall runs with. Everything that differs between machines comes from ISONOMIA_* variables.

ISONOMIA_STATE         folder for the database, the keys, the published tree and the collected static files
ISONOMIA_DATABASE_URL  a PostgreSQL database instead of the file in the state folder (see docs/operating.md)
ISONOMIA_SECRET_KEY    Django's secret; without it one is made once and kept in the state folder
ISONOMIA_HOSTS         names under which the site is asked for, divided by commas
ISONOMIA_DEBUG         1 shows faults in the browser; never in public
ISONOMIA_WITNESSES_OVERRULED  witnesses, divided by commas, whose word that they saw a larger log is not believed
ISONOMIA_ZONE          the time zone in which moments of files from elsewhere become days; without it Asia/Almaty
ISONOMIA_PLAIN_HTTP    1 lets cookies travel without TLS: for a machine of one's own
ISONOMIA_SECOND_FACTOR 0 lets officers act without a second factor: for demonstrations and tests
ISONOMIA_OIDC_SERVER, ISONOMIA_OIDC_CLIENT, ISONOMIA_OIDC_SECRET, ISONOMIA_OIDC_NAME
                       an OpenID provider for signing in: its address, our client id there with its secret, its name
ISONOMIA_KEYS          folder of the keys of papers; without it keys/papers in the state folder
ISONOMIA_MASTER_KEY    file with the key that wraps them; without it keys/paper-master.key
ISONOMIA_CLAMD         where clamd looks at files that are handed in: unix:/run/clamav/clamd.ctl or tcp:host:3310;
                       without it they stay in quarantine
ISONOMIA_TRUST         folder of the certificates (.pem, .crt, .cer, .der) that signatures are traced to, and of lists
                       of revoked ones (.crl); without it none is traced
ISONOMIA_LEDGER        file of the ledger of erasures; without it keys/erased.ledger
"""

import os
import secrets
import sys
from pathlib import Path

from csp.constants import NONE, SELF

from isonomia.errors import InputError
from isonomia_site.databases import VARIABLE, database
from isonomia_site.headers import LARGEST
from isonomia_site.record.files import keep_secret

HERE = Path(__file__).resolve().parent
STATE = Path(os.environ.get("ISONOMIA_STATE") or "var").resolve()
ISONOMIA_PUBLISHED = STATE / "log"
ISONOMIA_WITNESSES_OVERRULED = frozenset(filter(None, os.environ.get("ISONOMIA_WITNESSES_OVERRULED", "").split(",")))
ISONOMIA_KEYS = os.environ.get("ISONOMIA_KEYS")
ISONOMIA_MASTER_KEY = os.environ.get("ISONOMIA_MASTER_KEY")
ISONOMIA_ZONE = os.environ.get("ISONOMIA_ZONE", "Asia/Almaty")
ISONOMIA_CLAMD = os.environ.get("ISONOMIA_CLAMD", "")
ISONOMIA_TRUST = os.environ.get("ISONOMIA_TRUST", "")
ISONOMIA_LEDGER = os.environ.get("ISONOMIA_LEDGER")


def _secret() -> str:
    """Return the secret of this installation; the first process to ask makes it.

    Where there is no state folder nothing is served: checkers and tests get a secret that nobody keeps.
    """
    given = os.environ.get("ISONOMIA_SECRET_KEY")
    if given or not STATE.is_dir():
        return given or secrets.token_urlsafe(48)
    path = STATE / "secret"
    return path.read_text(encoding="ascii").strip() if path.exists() else keep_secret(path, secrets.token_urlsafe(48))


SECRET_KEY = _secret()
DEBUG = os.environ.get("ISONOMIA_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("ISONOMIA_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "isonomia_site.people",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "isonomia_site.pages",
    "isonomia_site.reforms",
    "isonomia_site.referendum",
    "isonomia_site.elections",
    "isonomia_site.figures",
    "isonomia_site.deadlines",
    "isonomia_site.drafting",
    "isonomia_site.alignment",
    "isonomia_site.proposals",
    "isonomia_site.rights",
    "isonomia_site.court",
    "isonomia_site.intake",
    "isonomia_site.assembly",
    "isonomia_site.ombudsman",
    "isonomia_site.compensation",
    "isonomia_site.parties",
    "isonomia_site.recall",
    "isonomia_site.surveys",
    "isonomia_site.dockets",
    "isonomia_site.filing",
    "isonomia_site.entering",
    "isonomia_site.papers",
    "isonomia_site.jobs",
    "isonomia_site.record",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "isonomia_site.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "isonomia_site.pages.errors.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "isonomia_site.people.standing.ByMiddleware",
    "isonomia_site.permissions.PermissionMiddleware",
]
ROOT_URLCONF = "isonomia_site.urls"
WSGI_APPLICATION = "isonomia_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ]
        },
    }
]

try:
    DATABASES = {"default": database(os.environ.get(VARIABLE, ""), STATE)}
except InputError as error:
    # Whatever program reads these settings ends with one line, and not with a traceback.
    sys.exit(f"isonomia: {error}")
# What is handed in never lies open in a temporary file: requests are small enough to be held (`headers.LARGEST`).
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People: docs/people.md says what each of these is for.
ISONOMIA_SECOND_FACTOR = os.environ.get("ISONOMIA_SECOND_FACTOR") != "0"
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("ISONOMIA_PLAIN_HTTP") != "1"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "isonomia_site.pages.errors.forged"
# Attempts to sign in are counted across all workers; addresses and names stand there as keyed hashes.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "people_attempt"}}
ACCOUNT_ADAPTER = "isonomia_site.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_FORMS = {"login": "isonomia_site.people.forms.SignInForm"}
SOCIALACCOUNT_ADAPTER = "isonomia_site.people.adapters.SocialAccountAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_SERVER = os.environ.get("ISONOMIA_OIDC_SERVER", "")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid"],
        "APPS": [
            {
                "provider_id": "oidc",
                "name": os.environ.get("ISONOMIA_OIDC_NAME", "OpenID"),
                "client_id": os.environ.get("ISONOMIA_OIDC_CLIENT", "isonomia"),
                "secret": os.environ.get("ISONOMIA_OIDC_SECRET", ""),
                "settings": {
                    "server_url": OIDC_SERVER,
                    "fetch_userinfo": False,
                    "token_auth_method": "client_secret_basic",
                },
            }
        ]
        if OIDC_SERVER
        else [],
    }
}
MFA_ADAPTER = "isonomia_site.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Isonomia"
MFA_TOTP_TOLERANCE = 1

LANGUAGE_CODE = "en"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
FORMAT_MODULE_PATH = ["isonomia_site.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers would then send forms without saying from where, and Django refuses those.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Faults go to standard error with their place in the code: no address, no person, no form that was sent.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        # They name whose certificate it is: no line of a log says who filed.
        "pyhanko": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "pyhanko_certvalidator": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
