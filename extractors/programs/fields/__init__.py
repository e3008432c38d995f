"""The lines and rows of one programme in, its fields out: area, targets, schedule, partners, money."""
