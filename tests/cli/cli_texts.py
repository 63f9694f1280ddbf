"""Small texts whose plans the tests of the command line know."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

# Runs `main` with words; exit code, stdout and stderr.
Call = Callable[..., tuple[int, str, str]]

# Settled by safe fixes; nothing is left.
SAFE = "Les trois candidates , dont une retraitée , ont été reçues par la mairie de la ville.\n"
SAFE_FIXED = "Les trois candidates, dont une retraitée, ont été reçues par la mairie de la ville.\n"
# Repaired only with --unsafe-fixes, else left.
DOUBTFUL = "Le maire et les deux hommes louent leurs deux pays. » l’approfondissement des liens.\n"
DOUBTFUL_FIXED = (
    "Le maire et les deux hommes louent l’approfondissement des liens de leurs deux pays.\n"
)
CLEAN = "La mairie a reçu les trois candidates, dont une retraitée, dans la ville.\n"
# Right, but for the house style fr-FR.
PLAIN = "A cette occasion, la mairie de la ville a reçu les trois candidates du village.\n"

ARTICLE = Path(__file__).parent.parent.parent / "corpus" / "article.fr.txt"


def write(path: str, text: str = SAFE) -> Path:
    """Write a text, with the folders above it, and return its path."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def read(path: str) -> str:
    """Return the text of a file with its own line ends."""
    return Path(path).read_bytes().decode()


def listed(folder: str = ".") -> list[str]:
    """Return all files below a folder, sorted."""
    return sorted(p.relative_to(folder).as_posix() for p in Path(folder).rglob("*") if p.is_file())
