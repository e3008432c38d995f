"""What every page and letter needs to be written: templates, charts, numbers, Korean labels, masking."""
