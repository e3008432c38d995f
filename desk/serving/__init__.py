"""How pages leave the desk: headers, assets, templates."""
