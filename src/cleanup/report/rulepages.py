"""Where the page of a rule stands: on the web where the project says so, else on this machine."""

from __future__ import annotations

from functools import cache

from cleanup.locate import pages_folder
from cleanup.start.expressions import expression

_CODE = expression(r"[A-Z]{3}\d{3}")
# How the distribution's metadata names the address below which the pages stand.
_LABEL = "Rules"


def web_page(code: str) -> str:
    """Return the address of a rule's page for a report that others read, or an empty string.

    It is empty where the distribution names no address, and for the rules of a house.
    """
    base = _address()
    return f"{base}/{code}.md" if base and _has_page(code) else ""


def nearest_page(code: str) -> str:
    """Return the address of a rule's page for a terminal on this machine, or an empty string."""
    web = web_page(code)
    if web or not _has_page(code):
        return web
    return (pages_folder() / f"{code}.md").as_uri()


def page_text(code: str) -> str:
    """Return the page of a rule as Markdown, or an empty string where there is none."""
    if not _has_page(code):
        return ""
    return (pages_folder() / f"{code}.md").read_text(encoding="utf-8")


@cache
def _has_page(code: str) -> bool:
    return bool(_CODE.fullmatch(code)) and (pages_folder() / f"{code}.md").is_file()


@cache
def _address() -> str:
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata("mt-cleanup").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    named = [str(url).partition(", ") for url in urls]
    return next((address.rstrip("/") for label, _, address in named if label == _LABEL), "")
