"""The passes over a text that find where any rule may be tried."""
