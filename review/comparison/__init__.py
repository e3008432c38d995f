"""Plans side by side: their money by source and area, what a company, a trainee and a GPU costs, and on what.

Everything here is computed from judged proposals, with no page and no file in sight; records are masked before.
"""
