"""The reviewer's desk: a web application on the records, for the people who read and judge the plans.

It knows no Prefect and looks into no file: what has to be read or judged is asked of functions that `flows` gives it.

    app.py        create_app: services and settings in, the application out
    services.py   what the desk works on (records, calls) and what it asks of others (judging, drawing)
    settings.py   who may come: host names, a proxy that signs people in, the limits of logins
    guard.py      the one dependency that every route declares: who is it, and may they
    errors.py     what goes wrong, as people see it
    state.py      what all share: services, settings, who a request is from, the log
    access/       passwords, cookies, roles, the limit of logins
    serving/      headers, assets, templates
    registry.py   every router, and how to add a page
    pages/        one module a view
    api/          the same as JSON
    templates/    Jinja2 templates; those of review/ are found by their names, too
"""

from desk.app import create_app
from desk.services import Services
from desk.settings import DeskSettings, TrustedProxy

__all__ = ["DeskSettings", "Services", "TrustedProxy", "create_app"]
