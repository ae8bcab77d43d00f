"""Classes: who teaches and who learns in them, joining by code, rosters, sign-in cards and announcements."""
