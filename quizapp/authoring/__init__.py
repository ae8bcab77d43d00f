"""Making banks and keeping them: from nothing or as a copy, their headings, sources and topics."""
