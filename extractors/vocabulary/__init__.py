"""Default words as data: what labels, headings, headers and forms are made of, a file each, and their typed loader.

A word is a piece of a regular expression, read where blanks, list markers and brackets are taken out of the text: most
are plain words, some have an optional part (`소요(?:사업비|예산)`). Words of sources of money are the call's own (its
lexicon), with those of `budget_terms.yaml` behind them.
"""
