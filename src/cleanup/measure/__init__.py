"""What each rule does, in numbers: counted on texts, judged by people, shown by `explain`.

`figures` is the data that ships; `earned` and `wording` read it; the others make it, and run by
`python -m cleanup.measure` in a clone of the repository (`make measure`).
"""
