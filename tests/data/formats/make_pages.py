"""Writes the Markdown and HTML files of this folder by real tools.

    python make_pages.py

needs pandoc and LibreOffice (`soffice`). The tests read what it wrote, and need neither.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

HERE = Path(__file__).parent
ARTICLE = r"""---
title: Le pont
lang: fr
---

# Le *pont* rouvre

Le pont a été fermé **lundi. **, a indiqué la mairie[^1] & la région. Une phrase
[avec un lien](https://example.org/a_b?x=1&y=2 "Le lien") , et la suite .

> « Elle répond : “Je ne sais pas” , puis elle sort. »
>
> Et la suite .

- Un point .
- Deux points ;

  avec une suite , ici.

1. `du code , ici`
2. ~~rayé~~ et H~2~O

| Ville   |  Pont |
|:--------|------:|
| Une case , a | 12 |
| Brest   |   3   |

![Le pont , vu du port](pont.png)

```python
x = "a , b"
```

La formule $a , b$ et la suivante :

$$
x , y
$$

Un tiret --- ici , et trois points... \* non\_lié.

[^1]: La note , ici.
"""


def main() -> None:
    """Have pandoc write both formats in its dialects, and LibreOffice a page."""
    for name, dialect in {
        "gfm.md": "gfm",
        "pandoc.md": "markdown",
        "strict.md": "markdown_strict",
        "pandoc.html": "html5",
        "xhtml.html": "html4",
    }.items():
        command = ["pandoc", "--from", "markdown", "--to", dialect, "--standalone"]
        subprocess.run([*command, "--output", HERE / name], check=True, input=ARTICLE.encode())
    office = HERE / "office.odt"
    command = ["pandoc", "--from", "markdown", "--to", "odt", "--output", str(office)]
    subprocess.run(command, check=True, input=ARTICLE.encode())
    convert = ["soffice", "--headless", "--convert-to", "html", "--outdir", str(HERE), str(office)]
    subprocess.run(convert, check=True)
    office.unlink()


if __name__ == "__main__":
    main()
