"""Made-up plans that the demo runs on, and the facts and script that they are made from."""
