"""The hall as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "isonomia_site.settings")

application = get_wsgi_application()

from isonomia_site.papers.erasure import open_papers  # noqa: E402 Django must be set up before

open_papers()
