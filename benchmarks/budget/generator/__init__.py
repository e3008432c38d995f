"""Plans with budget tables laid out at random, with what their tables state: nothing here knows the extractors."""
