"""The exception tree: everything `cleanup` raises on purpose, caught once in the command line."""


class CleanupError(Exception):
    """Something the user can act on; its text is one line that names the place and the reason."""


class ConfigError(CleanupError):
    """A configuration file or an option is wrong."""


class RuleError(CleanupError):
    """A rule, a language pack or a rule folder is wrong."""


class FileError(CleanupError):
    """A file cannot be read, understood or written. The other files are still done."""


class BinaryError(FileError):
    """A file is no text. A walk passes over it; for a file that was named it is an error."""
