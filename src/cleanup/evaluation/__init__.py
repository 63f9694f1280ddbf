"""How well the tool does on labelled texts; `cleanup.evaluate` is its front."""
