"""How Korean documents print money, dates and labels."""
