"""Kinds that judge who handed in what and when: the applicant, the time of receipt and the file itself."""
