"""The rules that run: selected, by language, bound to their triggers, and matched."""
