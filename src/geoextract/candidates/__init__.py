"""Candidates for names that the gazetteer does not have: transliterated and misspelt ones."""
