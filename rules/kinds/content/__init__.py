"""Kinds that judge what one plan says besides its money: sections, period, areas, targets and text of the form."""
