"""Classes: who teaches and who learns in them, joining by code, rosters and sign-in cards."""
