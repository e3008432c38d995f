"""The views of the desk, one module each; `registry` lists them."""
