"""Sentences and cards in, the amounts that stand outside of budget tables out."""
