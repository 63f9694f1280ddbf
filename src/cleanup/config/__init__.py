"""The configuration: the nearest `cleanup.toml`, or `[tool.cleanup]` in a `pyproject.toml`."""

from cleanup.config.finding import NAMES, nearest_config, read_config
from cleanup.config.model import NOTHING, Config
from cleanup.config.values import check_encoding, check_severity, size
from cleanup.files import shown_here

__all__ = [
    "NAMES",
    "NOTHING",
    "Config",
    "check_encoding",
    "check_severity",
    "nearest_config",
    "read_config",
    "shown_here",
    "size",
]
