"""Rule kinds, one module each, in folders by what they judge: a proposal in, a verdict with its evidence out."""
