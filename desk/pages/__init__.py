"""The views of the desk, one module each; `desk.registry` lists them."""
